"""Where threads stand in the text of a revision: carried word by word, or put there by a person."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from answers import policies
from answers.comments import recording
from answers.content import COMMENTED_BLOCKS, Content, digest
from answers.models import Anchor, Refused, Revision, Thread
from answers.rendering import anchors, passages
from answers.rendering.anchors import Passage, Placement

if TYPE_CHECKING:
    from django.contrib.auth.models import User

WHOLE_PAGE = Placement("exact")
Texts = Sequence[tuple[int, Mapping[str, str]]]


def placed(revision: Revision) -> list[tuple[Thread, Placement]]:
    """Every thread of this revision and of those before it, with its place in this revision's text.

    A place is carried revision by revision, from where somebody last said that the thread belongs. It is
    “moved” from the first step that is not exact, so that a person looks; a passage that comes back after
    it was taken out is found again.
    """
    threads = list(
        Thread.objects.filter(answer=revision.answer_id, revision__number__lte=revision.number)
        .select_related(
            "revision", "resolved_in", "opened_by__contributor", "resolved_by__contributor", "invitation"
        )
        .order_by("opened_at", "id")
    )
    said = _anchors(revision)
    begun = {thread.pk: _beginning(thread, said.get(thread.pk)) for thread in threads}
    first = min((number for number, passage in begun.values() if passage), default=revision.number)
    texts = _texts(revision, first)
    return [(thread, _place(*begun[thread.pk], texts)) for thread in threads]


def lost(threads: Collection[Thread]) -> set[int]:
    """The numbers of those threads that have no place in the newest text of their answer.

    Two queries, for threads of however many answers.
    """
    anchored = Anchor.objects.filter(thread__in=threads).select_related("revision")
    said = {row.thread_id: row for row in anchored.order_by("revision__number", "id")}
    begun = Thread.objects.filter(
        pk__in=[thread.pk for thread in threads],
        answer=OuterRef("answer"),
        revision__number__lte=OuterRef("number"),
    )
    texts: dict[int, list[tuple[int, Mapping[str, str]]]] = defaultdict(list)
    rows = Revision.objects.filter(Exists(begun), answer__in={thread.answer_id for thread in threads})
    for row in rows.select_related("frozen").order_by("number", "id"):
        texts[row.answer_id].append((row.number, _blocks(row.content())))
    return {
        thread.pk
        for thread in threads
        if _place(*_beginning(thread, said.get(thread.pk)), texts[thread.answer_id]).state == "orphaned"
    }


def anchor(
    thread: Thread, revision: Revision, *, by: User, at: datetime.datetime, block: str, start: int, end: int
) -> Anchor:
    """Say where a thread belongs on this revision; from here on its place is carried from there."""
    policies.demand(policies.why_not(by, "comment_answer"))
    if revision.answer_id != thread.answer_id or revision.number < thread.revision.number:
        raise Refused(_("This thread is not part of this revision."))
    place = passage(revision.content(), block, start, end)
    if place is None or not thread.block:
        raise Refused(_("A thread on the whole page has no passage."))
    with transaction.atomic():
        row = Anchor.objects.create(
            thread=thread, revision=revision, placed_by=by, placed_at=at, **recording.fields(place)
        )
        facts = {"block": block, "start": start, "end": end, "quote": digest(place.quote)}
        recording.record("anchored", thread, by=by, at=at, revision=revision, rows=[row], details=facts)
    return row


def passage(frozen: Content, block: str, start: int | None, end: int | None) -> Passage | None:
    """The passage that a person chose, or None for the whole page; Refused when it is not in the text."""
    if not block:
        return None
    if block not in COMMENTED_BLOCKS or start is None or end is None:
        raise Refused(_("Choose the sentence that you speak of, or the whole page."))
    try:
        return anchors.passage(passages.text_of(frozen, block), start, end, block=block)
    except ValueError as outside:
        raise Refused(
            _("The passage you chose is not in this revision. Load the page again and choose it once more.")
        ) from outside


def chosen(
    frozen: Content, key: str, *, words: str = "", start: int | None = None, end: int | None = None
) -> dict[str, Any]:
    """Block, start and end of the sentence or line with this key, or of some words of it.

    `start` and `end` count from where the sentence begins; without them the words must stand in it once.
    """
    spot = next((each for each in passages.spots(frozen) if each.key == key), None)
    if spot is None:
        raise Refused(_("This sentence is not in this revision. Load the page again."))
    words = words.strip()
    if start is None or end is None:
        start, end = (0, len(spot.text)) if not words else _found(words, spot.text)
    return {"block": spot.block, "start": spot.start + start, "end": spot.start + end}


def _found(words: str, sentence: str) -> tuple[int, int]:
    if sentence.count(words) != 1:
        raise Refused(
            _("“%(words)s” does not stand exactly once in this sentence. Copy the words from it.")
            % {"words": words[:60]}
        )
    return sentence.index(words), sentence.index(words) + len(words)


def _anchors(revision: Revision) -> dict[int, Anchor]:
    """Of each thread the newest place that was said of this revision or one before it."""
    rows = Anchor.objects.filter(
        thread__answer=revision.answer_id, revision__number__lte=revision.number
    ).select_related("revision")
    return {row.thread_id: row for row in rows.order_by("revision__number", "id")}


def _beginning(thread: Thread, said: Anchor | None) -> tuple[int, Passage | None]:
    """The number of the revision from which a thread's place is carried, and its passage there."""
    row = said or thread
    if not row.block or row.start is None or row.end is None:
        return row.revision.number, None
    return row.revision.number, Passage(row.block, row.start, row.end, row.quote, row.prefix, row.suffix)


def _texts(revision: Revision, first: int) -> Texts:
    """Of each revision from `first` to this one: its number and its blocks' texts."""
    rows = (
        Revision.objects.filter(answer=revision.answer_id, number__range=(first, revision.number))
        .select_related("frozen")
        .order_by("number")
    )
    return [(row.number, _blocks(row.content())) for row in rows]


def _blocks(frozen: Content) -> Mapping[str, str]:
    return {block: passages.text_of(frozen, block) for block in COMMENTED_BLOCKS}


def _place(begun: int, passage: Passage | None, texts: Texts) -> Placement:
    if passage is None:
        return WHOLE_PAGE
    versions = [blocks[passage.block] for number, blocks in texts if number >= begun]
    return replace(_carried(passage, versions), block=passage.block)


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
