"""Threads from their first message to their end, and back: opened, answered, resolved, declined, reopened."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from answers import policies, revisions
from answers.comments import mentions, placing, recording
from answers.content import digest
from answers.models import Comment, Delivery, Refused, Revision, Thread
from answers.rendering.anchors import Passage

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_COMMENT = 5000
LONGEST_REPLACEMENT = 5000


def open_thread(
    revision: Revision,
    *,
    by: User,
    at: datetime.datetime,
    kind: str,
    text: str,
    block: str = "",
    start: int | None = None,
    end: int | None = None,
    replacement: str = "",
    told: Iterable[User] = (),
) -> Thread:
    """Begin a thread on a passage of this revision, or on the whole page when no block is named.

    `start` and `end` count in the block's text as readers see it, without citations. `told` hear of it, as
    does everybody whom the text names.
    """
    policies.demand(policies.why_not(by, "comment_answer"))
    if kind not in Thread.Kind.values:
        raise Refused(_("Choose comment, must-fix or suggestion."))
    body = revisions.fit(text, LONGEST_COMMENT)
    proposed = revisions.fit(replacement, LONGEST_REPLACEMENT)
    passage = placing.passage(revision.content(), block, start, end)
    _refuse_suggestion(kind, passage, proposed)
    if not body and not proposed:
        raise Refused(_("Write your comment first."))
    with transaction.atomic():
        thread = Thread.objects.create(
            answer=revision.answer,
            revision=revision,
            kind=kind,
            opened_by=by,
            opened_at=at,
            replacement=proposed,
            **(recording.fields(passage) if passage else {}),
        )
        facts = said(thread)
        recording.say("commented", thread, body or proposed, by=by, at=at, told=told, details=facts)
    return thread


def reply(
    thread: Thread, *, by: User, at: datetime.datetime, text: str, told: Iterable[User] = ()
) -> Comment:
    """Add a message to a thread, open or resolved."""
    policies.demand(policies.why_not(by, "comment_answer"))
    body = revisions.fit(text, LONGEST_COMMENT)
    if not body:
        raise Refused(_("Write your reply first."))
    with transaction.atomic():
        return recording.say("replied", thread, body, by=by, at=at, told=told)


def resolve(thread: Thread, *, by: User, at: datetime.datetime, revision: Revision) -> None:
    """Close a thread that is settled in this revision; it stays readable.

    A must-fix is closed by who raised it or who may approve.
    """
    policies.demand(policies.why_not_resolve(by, thread))
    with transaction.atomic():
        close(thread, revision, by=by, at=at)
        event = recording.record("resolved", thread, by=by, at=at, revision=revision)
        Delivery.objects.owe_mail(event, mentions.participants(thread))


def decline(thread: Thread, *, by: User, at: datetime.datetime, revision: Revision, reason: str) -> None:
    """Close a suggestion without taking it over; its author reads why."""
    policies.demand(policies.why_not_resolve(by, thread))
    if thread.kind != Thread.Kind.SUGGESTION:
        raise Refused(_("Only a suggestion can be declined."))
    why = revisions.fit(reason, LONGEST_COMMENT)
    if not why:
        raise Refused(_("Write why, so that the person who suggested it can follow."))
    with transaction.atomic():
        close(thread, revision, by=by, at=at, outcome=Thread.Outcome.DECLINED)
        recording.say("declined", thread, why, by=by, at=at, revision=revision)


def reopen(thread: Thread, *, by: User, at: datetime.datetime) -> None:
    """Open a resolved thread again."""
    policies.demand(policies.why_not(by, "comment_answer"))
    with transaction.atomic():
        held = Thread.objects.filter(pk=thread.pk, status=Thread.Status.RESOLVED)
        if not held.update(
            status=Thread.Status.OPEN, resolved_by=None, resolved_at=None, resolved_in=None, outcome=""
        ):
            raise Refused(_("This thread is open already."))
        thread.refresh_from_db()
        recording.record("reopened", thread, by=by, at=at)


def close(thread: Thread, revision: Revision, *, by: User, at: datetime.datetime, outcome: str = "") -> None:
    """Mark an open thread as resolved in this revision; of two at once the second is Refused."""
    if revision.answer_id != thread.answer_id or revision.number < thread.revision.number:
        raise Refused(_("This thread is not part of this revision."))
    held = Thread.objects.filter(pk=thread.pk, status=Thread.Status.OPEN)
    if not held.update(
        status=Thread.Status.RESOLVED, resolved_by=by, resolved_at=at, resolved_in=revision, outcome=outcome
    ):
        raise Refused(_("Somebody has resolved this already."))
    thread.refresh_from_db()


def _refuse_suggestion(kind: str, passage: Passage | None, proposed: str) -> None:
    if kind != Thread.Kind.SUGGESTION:
        return
    if passage is None:
        raise Refused(_("A suggestion needs a passage. Choose the sentence that you would change."))
    if not proposed or proposed == passage.quote:
        raise Refused(_("Write the text that should stand there instead."))


def said(thread: Thread) -> dict[str, Any]:
    """What the event says of a thread: of its texts only the hashes, so that a text can be redacted."""
    facts = {name: getattr(thread, name) for name in ("kind", "block", "start", "end")}
    return facts | {name: digest(getattr(thread, name)) for name in ("quote", "replacement")}
