"""How comments are written down: the message, the people it names, the event, and the mail owed for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from answers.comments import mentions
from answers.models import Comment, Delivery, Event, FrozenText, Revision, Thread
from answers.rendering.anchors import Passage

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import Model


def fields(passage: Passage) -> dict[str, Any]:
    """A passage as the columns of a row."""
    names = ("block", "start", "end", "quote", "prefix", "suffix")
    return {name: getattr(passage, name) for name in names}


def say(
    verb: str,
    thread: Thread,
    text: str,
    *,
    by: User,
    at: datetime.datetime,
    revision: Revision | None = None,
    told: Iterable[User] = (),
    details: Mapping[str, Any] | None = None,
) -> Comment:
    """Add a message to a thread, and owe a mail to each colleague whom it names or who wrote there before."""
    before = list(mentions.participants(thread))
    comment = Comment.objects.create(
        thread=thread, text=FrozenText.objects.keep(text), author=by, written_at=at
    )
    named = mentions.record(comment, text, told)
    rows = [comment, *named]
    event = record(verb, thread, by=by, at=at, revision=revision, rows=rows, details=details)
    Delivery.objects.owe_mail(event, [*before, *(mention.person for mention in named)])
    return comment


def record(
    verb: str,
    thread: Thread,
    *,
    by: User | None,
    at: datetime.datetime,
    revision: Revision | None = None,
    rows: Sequence[Model] = (),
    details: Mapping[str, Any] | None = None,
) -> Event:
    """The event of a thread, on the revision it was opened on unless another is named."""
    return Event.objects.record(
        verb,
        by=by,
        at=at,
        answer=thread.answer,
        revision=revision or thread.revision,
        rows=rows,
        details={"thread": thread.pk, **(details or {})},
    )
