"""Comments on a revision: threads on a passage or the page, and where each stands on a later revision.

It moves no stage and changes no text; a place that is not sure is said to be unsure, or lost.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from answers import policies, sanitize
from answers.content import CITED_BLOCKS, Content, digest
from answers.models import Comment, Event, FrozenText, Refused, Revision, Thread
from answers.rendering import anchors, claims
from answers.rendering.anchors import Passage, Placement

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_COMMENT = 5000
LONGEST_REPLACEMENT = 5000
WHOLE_PAGE = Placement("exact")


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
) -> Thread:
    """Begin a thread on a passage of this revision, or on the whole page when no block is named.

    `start` and `end` count in the block's text as readers see it, without citations.
    """
    policies.demand(policies.why_not(by, "comment_answer"))
    if kind not in Thread.Kind.values:
        raise Refused(_("Choose comment, must-fix or suggestion."))
    body, proposed = _fit(text, LONGEST_COMMENT), _fit(replacement, LONGEST_REPLACEMENT)
    passage = _passage(revision.content(), block, start, end)
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
            **(_fields(passage) if passage else {}),
        )
        comment = _write(thread, body or proposed, by=by, at=at)
        _record("commented", thread, by=by, at=at, rows=[comment], details=_said(thread))
    return thread


def reply(thread: Thread, *, by: User, at: datetime.datetime, text: str) -> Comment:
    """Add a message to a thread, open or resolved."""
    policies.demand(policies.why_not(by, "comment_answer"))
    body = _fit(text, LONGEST_COMMENT)
    if not body:
        raise Refused(_("Write your reply first."))
    with transaction.atomic():
        comment = _write(thread, body, by=by, at=at)
        _record("replied", thread, by=by, at=at, rows=[comment])
    return comment


def resolve(thread: Thread, *, by: User, at: datetime.datetime) -> None:
    """Close a thread; it stays readable. A must-fix is closed by who raised it or who may approve."""
    policies.demand(policies.why_not_resolve(by, thread))
    with transaction.atomic():
        held = Thread.objects.filter(pk=thread.pk, status=Thread.Status.OPEN)
        if not held.update(status=Thread.Status.RESOLVED, resolved_by=by, resolved_at=at):
            raise Refused(_("Somebody has resolved this already."))
        thread.refresh_from_db()
        _record("resolved", thread, by=by, at=at)


def reopen(thread: Thread, *, by: User, at: datetime.datetime) -> None:
    """Open a resolved thread again."""
    policies.demand(policies.why_not(by, "comment_answer"))
    with transaction.atomic():
        held = Thread.objects.filter(pk=thread.pk, status=Thread.Status.RESOLVED)
        if not held.update(status=Thread.Status.OPEN, resolved_by=None, resolved_at=None):
            raise Refused(_("This thread is open already."))
        thread.refresh_from_db()
        _record("reopened", thread, by=by, at=at)


def placed(revision: Revision) -> list[tuple[Thread, Placement]]:
    """Every thread of this revision and of those before it, with its place in this revision's text.

    A place is carried revision by revision. It is “moved” from the first step that is not exact, so that
    a person looks; a passage that comes back after it was taken out is found again.
    """
    threads = list(
        Thread.objects.filter(answer=revision.answer_id, revision__number__lte=revision.number)
        .select_related("revision", "opened_by__contributor", "resolved_by__contributor")
        .order_by("opened_at", "id")
    )
    first = min((thread.revision.number for thread in threads if thread.block), default=revision.number)
    texts = _texts(revision, first)
    return [(thread, _place(thread, texts)) for thread in threads]


def _texts(revision: Revision, first: int) -> Sequence[tuple[int, Mapping[str, str]]]:
    """Of each revision from `first` to this one: its number and its blocks' texts."""
    rows = (
        Revision.objects.filter(answer=revision.answer_id, number__range=(first, revision.number))
        .select_related("frozen")
        .order_by("number")
    )
    return [(row.number, _blocks(row.content())) for row in rows]


def _blocks(frozen: Content) -> Mapping[str, str]:
    return {block: claims.block_text(frozen.body(block)) for block in CITED_BLOCKS}


def _place(thread: Thread, texts: Iterable[tuple[int, Mapping[str, str]]]) -> Placement:
    if not thread.block or thread.start is None or thread.end is None:
        return WHOLE_PAGE
    versions = [blocks[thread.block] for number, blocks in texts if number >= thread.revision.number]
    passage = Passage(thread.block, thread.start, thread.end, thread.quote, thread.prefix, thread.suffix)
    return _carried(passage, versions)


def _carried(passage: Passage, versions: Sequence[str]) -> Placement:
    """The passage's place in the last version; a version in which it is lost is stepped over."""
    was_moved, last = False, versions[0]
    place = _exact(passage)
    for text in versions[1:]:
        place = anchors.carry(passage, last, text) if text != last else _exact(passage)
        if place.state == "orphaned":
            continue
        was_moved = was_moved or place.state == "moved"
        passage = anchors.passage(text, place.start, place.end, block=passage.block)
        last = text
    if place.state == "exact" and was_moved:
        return Placement("moved", place.start, place.end)
    return place


def _exact(passage: Passage) -> Placement:
    return Placement("exact", passage.start, passage.end)


def _passage(frozen: Content, block: str, start: int | None, end: int | None) -> Passage | None:
    if not block:
        return None
    if block not in CITED_BLOCKS or start is None or end is None:
        raise Refused(_("Choose the sentence that you speak of, or the whole page."))
    try:
        return anchors.passage(claims.block_text(frozen.body(block)), start, end, block=block)
    except ValueError as outside:
        raise Refused(
            _("The passage you chose is not in this revision. Load the page again and choose it once more.")
        ) from outside


def _refuse_suggestion(kind: str, passage: Passage | None, proposed: str) -> None:
    if kind != Thread.Kind.SUGGESTION:
        return
    if passage is None:
        raise Refused(_("A suggestion needs a passage. Choose the sentence that you would change."))
    if not proposed or proposed == passage.quote:
        raise Refused(_("Write the text that should stand there instead."))


def _fit(text: str, most: int) -> str:
    try:
        plain = sanitize.plain(text)
    except sanitize.UnfitTextError as unfit:
        raise Refused(str(unfit)) from unfit
    if len(plain) > most:
        raise Refused(_("This is longer than %(most)s characters. Please shorten it.") % {"most": most})
    return plain


def _fields(passage: Passage) -> dict[str, Any]:
    names = ("block", "start", "end", "quote", "prefix", "suffix")
    return {name: getattr(passage, name) for name in names}


def _said(thread: Thread) -> dict[str, Any]:
    """What the event says of a thread: of its texts only the hashes, so that a text can be redacted."""
    facts = {name: getattr(thread, name) for name in ("kind", "block", "start", "end")}
    return facts | {name: digest(getattr(thread, name)) for name in ("quote", "replacement")}


def _write(thread: Thread, text: str, *, by: User, at: datetime.datetime) -> Comment:
    return Comment.objects.create(thread=thread, text=FrozenText.objects.keep(text), author=by, written_at=at)


def _record(
    verb: str,
    thread: Thread,
    *,
    by: User,
    at: datetime.datetime,
    rows: Sequence[Comment] = (),
    details: Mapping[str, Any] | None = None,
) -> None:
    Event.objects.record(
        verb,
        by=by,
        at=at,
        answer=thread.answer,
        revision=thread.revision,
        rows=rows,
        details={"thread": thread.pk, **(details or {})},
    )
