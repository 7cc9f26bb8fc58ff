"""Who has to do with an answer: who wrote its text, who is responsible, who manages; it tells nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import User

from answers import policies
from answers.models import Answer, Credit, Revision

if TYPE_CHECKING:
    from collections.abc import Iterable


def contributors(revision: Revision) -> Iterable[User]:
    """The people who contributed to this text since it was last published."""
    people = Credit.objects.towards(revision).values("person")
    return User.objects.filter(pk__in=people, is_active=True).order_by("id")


def responsible(answer: Answer) -> Iterable[User]:
    """The people responsible for the answer's topics."""
    topics = answer.question.ruling_topics()
    return User.objects.filter(topics__in=topics, is_active=True).distinct().order_by("id")


def managing() -> Iterable[User]:
    """The managing editors: whoever was given the permission to correct urgently."""
    return policies.managing_editors()


def owners(answer: Answer, revision: Revision | None) -> list[User]:
    """Those responsible for its topics, and whoever had a hand in the text."""
    return [*responsible(answer), *(contributors(revision) if revision else ())]
