"""Redacting: words leave the record on a legal ground, asked by one person and confirmed by another.

The hashed rows stay; a tombstone stands where the words stood, and the log tells when and on which ground.
"""

from __future__ import annotations

import datetime
import html
import json
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from answers import content, pages, policies, revisions
from answers.models import (
    Answer,
    Assignment,
    Buffer,
    Event,
    FrozenText,
    Invitation,
    ListStamp,
    Redaction,
    RedactionRequest,
    Refused,
    SiteText,
    TermVersion,
    Thread,
    Told,
    append_only,
)
from answers.models.events import canonical
from answers.workflow import announcing, kept_redactions
from answers.workflow.submitting import hold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import User

SHORTEST_PASSAGE = 3
LONGEST_PASSAGE = 2000
LONGEST_GROUND = 300
WAYS = ("answer", "round__answer", "thread__answer", "revision__answer", "check_accepted__answer")
"""From a row that names a frozen text to its answer; the first one that the row has."""

OF_NO_ANSWER = (Redaction, SiteText, TermVersion)
"""What names a frozen text and belongs to no answer: a redaction, the texts of the site, the glossary."""


def ask_redaction(
    answer: Answer, passage: str, *, by: User, at: datetime.datetime, ground: str
) -> RedactionRequest:
    """Ask that these words leave every frozen text of the answer.

    Raises Refused when no text holds them, or the working copy still does: it would freeze them again.
    """
    policies.demand(policies.why_not(by, "redact_answer"))
    words, why = revisions.fit(passage, LONGEST_PASSAGE), revisions.fit(ground, LONGEST_GROUND)
    if len(words) < SHORTEST_PASSAGE or not why:
        raise Refused(_("Copy the words that must go, and name the legal ground."))
    if any(_holds(text, words) for text in _working_copy(answer)):
        raise Refused(_("The working copy still says this. Take it out there, save, and ask again."))
    if not _holding(answer, words):
        raise Refused(_("No text of this answer holds these words. Copy them exactly, within one sentence."))
    with transaction.atomic():
        request = RedactionRequest.objects.create(
            answer=answer, passage=words, ground=why, asked_by=by, asked_at=at
        )
        details = {"request": request.pk, "ground": why}
        Event.objects.record("asked for a redaction", by=by, at=at, answer=answer, details=details)
    return request


def confirm_redaction(request: RedactionRequest, *, by: User, at: datetime.datetime) -> list[Redaction]:
    """Remove the words for good, from every frozen text, comment and unsaved text of the answer."""
    answer, words = request.answer, request.passage
    with transaction.atomic():
        hold(answer)
        _decide(request, RedactionRequest.State.DONE, by=by, at=at)
        if any(_holds(text, words) for text in _working_copy(answer)):
            raise Refused(_("The working copy says this again. Take it out there, and save."))
        stone = tombstone(at)
        made = [_redact(text, words, stone, request, by=by, at=at) for text in _holding(answer, words)]
        clear(answer, words, stone)
        if answer.is_public:
            pages.publish_page(answer, at=at)
            ListStamp.objects.take_back()
        details = {"request": request.pk, "ground": request.ground}
        event = Event.objects.record("redacted", by=by, at=at, answer=answer, rows=made, details=details)
        if answer.is_public:
            announcing.announce(event, Told.CORRECTED)
        transaction.on_commit(kept_redactions.keep_redactions, robust=True)
    return made


def refuse_redaction(request: RedactionRequest, *, by: User, at: datetime.datetime, reason: str) -> None:
    """Leave the record as it is, and say why."""
    why = revisions.fit(reason, LONGEST_GROUND)
    if not why:
        raise Refused(_("Write why the words stay."))
    with transaction.atomic():
        _decide(request, RedactionRequest.State.REFUSED, by=by, at=at, refusal=why)
        details = {"request": request.pk, "reason": why}
        Event.objects.record("refused a redaction", by=by, at=at, answer=request.answer, details=details)


def tombstone(at: datetime.datetime) -> str:
    """What readers find where the words stood."""
    day = date_format(timezone.localdate(at))
    return _("[removed on %(day)s on legal grounds]") % {"day": day}


def clear(answer: Answer, words: str, stone: str) -> None:
    """Take the words out of what is said about the answer and is not frozen."""
    _clear_threads(answer, words, stone)
    _clear_assignments(answer, words, stone)
    _clear_invitations(answer, words, stone)
    _clear_buffers(answer, words, stone)


def _decide(
    request: RedactionRequest, state: str, *, by: User, at: datetime.datetime, refusal: str = ""
) -> None:
    policies.demand(policies.why_not(by, "confirm_redaction"))
    if by.pk == request.asked_by_id:
        raise Refused(_("You asked for this redaction, so somebody else must decide on it."))
    still_open = RedactionRequest.objects.filter(pk=request.pk, state=RedactionRequest.State.ASKED)
    if not still_open.update(state=state, decided_by=by, decided_at=at, refusal=refusal, passage=""):
        raise Refused(_("Somebody has decided on this already."))


def _redact(
    text: FrozenText, words: str, stone: str, request: RedactionRequest, *, by: User, at: datetime.datetime
) -> Redaction:
    left = without(text.text, words, stone)
    row = Redaction.objects.create(
        frozen=text,
        request=request,
        remaining_digest=content.digest(left),
        ground=request.ground,
        asked_by=request.asked_by,
        confirmed_by=by,
        redacted_at=at,
    )
    FrozenText.objects.filter(pk=text.pk).update(text=left)
    return row


def without(text: str, words: str, stone: str) -> str:
    """The text with the stone in place of the words; a frozen content stays one that can be read."""
    document = _document(text)
    return replaced(text, words, stone) if document is None else canonical(_walk(document, words, stone))


def _document(text: str) -> dict[str, Any] | None:
    try:
        document = json.loads(text)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _walk(value: Any, words: str, stone: str) -> Any:
    if isinstance(value, str):
        return replaced(value, words, stone)
    if isinstance(value, dict):
        return {name: _walk(each, words, stone) for name, each in value.items()}
    if isinstance(value, list):
        return [_walk(each, words, stone) for each in value]
    return value


def replaced(text: str, words: str, stone: str) -> str:
    """The text with the stone in place of the words, also where they are written as HTML."""
    return text.replace(words, stone).replace(html.escape(words, quote=False), stone)


def _holds(text: str, words: str) -> bool:
    return without(text, words, "1") != without(text, words, "2")


def _holding(answer: Answer, words: str) -> list[FrozenText]:
    texts = FrozenText.objects.filter(pk__in=set(_digests(answer))).order_by("pk")
    return [text for text in texts if _holds(text.text, words)]


def _digests(answer: Answer) -> Iterator[str]:
    """The frozen texts that rows of this answer name."""
    for model in append_only.append_only_models():
        for column in model._meta.local_concrete_fields:
            if column.related_model is FrozenText and model not in OF_NO_ANSWER:
                rows = model._default_manager.filter(
                    **{_way(model): answer}, **{f"{column.name}__isnull": False}
                )
                yield from rows.order_by().values_list(column.attname, flat=True)


def _way(model: type[models.Model]) -> str:
    names = {field.name for field in model._meta.get_fields()}
    return next(way for way in WAYS if way.split("__")[0] in names)


def _working_copy(answer: Answer) -> list[str]:
    draft = revisions.draft_of(answer)
    return [content.dumps(revisions.freeze(answer, draft))]


def _clear_threads(answer: Answer, words: str, stone: str) -> None:
    for thread in Thread.objects.filter(answer=answer).order_by("pk"):
        names = ("quote", "prefix", "suffix", "replacement")
        now = {name: replaced(getattr(thread, name), words, stone) for name in names}
        now["prefix"], now["suffix"] = now["prefix"][-100:], now["suffix"][:100]
        if any(now[name] != getattr(thread, name) for name in names):
            Thread.objects.filter(pk=thread.pk).update(**now)


def _clear_assignments(answer: Answer, words: str, stone: str) -> None:
    for row in Assignment.objects.filter(round__answer=answer).order_by("pk"):
        row.note, row.reason = (replaced(said, words, stone)[:500] for said in (row.note, row.reason))
        row.save(update_fields=["note", "reason"])


def _clear_invitations(answer: Answer, words: str, stone: str) -> None:
    for row in Invitation.objects.filter(round__answer=answer).exclude(note="").order_by("pk"):
        row.note = replaced(row.note, words, stone)[:500]
        row.save(update_fields=["note"])


def _clear_buffers(answer: Answer, words: str, stone: str) -> None:
    for buffer in Buffer.objects.filter(answer=answer).order_by("pk"):
        buffer.fields = _walk(buffer.fields, words, stone)
        buffer.save(update_fields=["fields"])
