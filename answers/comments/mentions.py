"""Whom a comment names: colleagues who may read it, by @username or chosen beside it; it sends nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from answers import policies
from answers.models import Comment, Mention, Thread
from answers.rendering import tokens

_NAMED = re.compile(r"(?<![\w\[@.+-])@([\w.@+-]+)")


def colleagues() -> QuerySet[User]:
    """Everybody who may read a comment, and so may be told of one."""
    found = User.objects.with_perm("answers.view_revision", backend=policies.MODEL_BACKEND)
    return found.select_related("contributor").order_by("username")


def participants(thread: Thread) -> QuerySet[User]:
    """Those who wrote in a thread and may still read it."""
    authors = Comment.objects.filter(thread=thread).values("author")
    return colleagues().filter(Q(pk__in=authors) | Q(pk=thread.opened_by_id))


def record(comment: Comment, text: str, chosen: Iterable[User]) -> list[Mention]:
    """A row for each colleague whom the text names or who was chosen beside it, its author left out."""
    wanted = Q(pk__in=[person.pk for person in chosen]) | Q(username__in=_names(text))
    people = colleagues().filter(wanted).exclude(comments=comment)
    return [Mention.objects.create(comment=comment, person=person) for person in people.order_by("pk")]


def _names(text: str) -> set[str]:
    """What follows an @ outside citations, with and without the full stop that may end the sentence."""
    found = _NAMED.findall(tokens.PATTERN.sub("", text))
    return {*found, *(name.rstrip(".-") for name in found)}
