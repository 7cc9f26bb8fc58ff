"""Redactions that a restored backup does not know yet are made in it again, from what was kept outside.

The file does not hold the words, but the backup does: they are what stands there where a tombstone stands
now. So they also leave what a redaction clears besides frozen texts, and the working copy of that day.
"""

from __future__ import annotations

import datetime
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import translation

from answers import content
from answers.models import Answer, Buffer, Event, FrozenText, Redaction, RedactionRequest, Refused
from answers.workflow import redacting
from answers.workflow.kept_redactions import Kept, Made, kept_redactions


@dataclass(frozen=True)
class Replayed:
    """What was done again: how many texts lost words, of which answers, and what nobody could tell."""

    texts: int
    answers: frozenset[int]
    unclear: frozenset[int]
    """Answers whose words could not be read off the texts; what was typed there and not saved is gone."""


def replay_redactions(path: Path, *, at: datetime.datetime) -> Replayed:
    """Make every redaction of the file that this database does not know; the others stay as they are.

    Texts that came after the backup are not in it and need nothing. One event for each request tells of it.
    Raises Refused when the file is damaged: words that must be gone would come back.
    """
    if not path.exists():
        return Replayed(0, frozenset(), frozenset())
    try:
        kept = [each for each in kept_redactions(path) if _is_whole(each)]
    except (ValueError, KeyError, TypeError) as problem:
        raise Refused(f"“{path}” is damaged: {problem}. Bring the file back, or move it away.") from problem
    done: dict[int, list[Redaction]] = defaultdict(list)
    pairs: dict[int, set[tuple[str, str]]] = defaultdict(set)
    with transaction.atomic():
        for each in kept:
            made = [one for one in each.redactions if not _is_known(each, one)]
            if made and Answer.objects.filter(pk=each.answer).exists():
                pairs[each.answer].update(_replay_text(each, made, done))
        for answer_id, found in pairs.items():
            _clear(Answer.objects.select_related("question").get(pk=answer_id), found)
        for request_id, rows in sorted(done.items()):
            _note(RedactionRequest.objects.get(pk=request_id), rows, at=at)
    texts = {row.frozen_id for rows in done.values() for row in rows}
    return Replayed(len(texts), frozenset(pairs), frozenset(pk for pk, found in pairs.items() if not found))


def _is_whole(kept: Kept) -> bool:
    """Whether the text is what its last redaction left. Raises ValueError when it is not."""
    if not kept.redactions or content.digest(kept.text) != kept.redactions[-1].remaining_digest:
        raise ValueError(f"the text {kept.frozen[:12]} is not what its redaction left")
    return True


def _is_known(kept: Kept, made: Made) -> bool:
    return Redaction.objects.filter(frozen=kept.frozen, remaining_digest=made.remaining_digest).exists()


def _replay_text(kept: Kept, made: Iterable[Made], done: dict[int, list[Redaction]]) -> list[tuple[str, str]]:
    """The words that left, each with the tombstone in their place; nothing where the text is not here."""
    text = FrozenText.objects.filter(pk=kept.frozen).first()
    if text is None:
        for one in made:
            _asked(kept, one).update(**_decided(kept, one))
        return []
    for one in made:
        row = _redact(text, kept, one)
        done[row.request_id].append(row)
    FrozenText.objects.filter(pk=text.pk).update(text=kept.text)
    return list(removed(text.text, kept.text, {stone for one in made for stone in _stones(one)}))


def _redact(text: FrozenText, kept: Kept, made: Made) -> Redaction:
    request = _asked(kept, made).first()
    if request is None:
        pk = None if RedactionRequest.objects.filter(pk=made.request).exists() else made.request
        request = RedactionRequest.objects.create(pk=pk, **_decided(kept, made))
    else:
        RedactionRequest.objects.filter(pk=request.pk).update(**_decided(kept, made))
    row = Redaction.objects.create(
        frozen=text,
        request=request,
        remaining_digest=made.remaining_digest,
        ground=made.ground,
        asked_by=_person(made.asked_by),
        confirmed_by=_person(made.confirmed_by),
        redacted_at=made.redacted_at,
    )
    row.refresh_from_db()  # as it is stored, so that the log tells its digest
    return row


def _asked(kept: Kept, made: Made) -> models.QuerySet[RedactionRequest]:
    """The same request, where the backup has it, open or decided; a number alone may be another one's."""
    found = RedactionRequest.objects.filter(pk=made.request, answer=kept.answer)
    return found.filter(asked_at=datetime.datetime.fromisoformat(made.asked_at))


def _decided(kept: Kept, made: Made) -> dict[str, Any]:
    """A request as it was decided: the words do not stand in it any more."""
    return {
        "answer_id": kept.answer,
        "ground": made.ground,
        "asked_by": _person(made.asked_by),
        "asked_at": datetime.datetime.fromisoformat(made.asked_at),
        "passage": "",
        "state": RedactionRequest.State.DONE,
        "decided_by": _person(made.confirmed_by),
        "decided_at": datetime.datetime.fromisoformat(made.redacted_at),
        "refusal": "",
    }


def _person(pk: int) -> User:
    """The account; one that was made after the backup stands as a locked one without a name."""
    user, is_new = User.objects.get_or_create(
        pk=pk, defaults={"username": f"lost-account-{pk}", "is_active": False}
    )
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def _stones(made: Made) -> Iterator[str]:
    """The tombstone in each language of the site, because nobody noted whose it was."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield redacting.tombstone(datetime.datetime.fromisoformat(made.redacted_at))


def removed(before: str, after: str, stones: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What stood where a tombstone stands now, with that tombstone."""
    between = re.compile("|".join(re.escape(stone) for stone in sorted(stones)))
    for old, new in _leaves(before, after):
        standing = between.findall(new)
        if old == new or not standing:
            continue
        pieces = [re.escape(piece) for piece in between.split(new)]
        found = re.fullmatch("(.+?)".join(pieces), old, re.DOTALL)
        if found:
            yield from (
                (words, stone)
                for words, stone in zip(found.groups(), standing, strict=True)
                if words != stone
            )


def _leaves(before: str, after: str) -> Iterator[tuple[str, str]]:
    try:
        yield from _strings(json.loads(before), json.loads(after))
    except ValueError:
        yield before, after


def _strings(before: Any, after: Any) -> Iterator[tuple[str, str]]:
    if isinstance(before, str) and isinstance(after, str):
        yield before, after
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in before.keys() & after.keys():
            yield from _strings(before[name], after[name])
    elif isinstance(before, list) and isinstance(after, list):
        for one, other in zip(before, after, strict=False):
            yield from _strings(one, other)


def _clear(answer: Answer, found: Iterable[tuple[str, str]]) -> None:
    """Longest first, so that words inside other words leave with them."""
    pairs = sorted(found, key=lambda pair: (-len(pair[0]), pair))
    if not pairs:
        Buffer.objects.filter(answer=answer).delete()
    for words, stone in pairs:
        redacting.clear(answer, words, stone)
        _clear_working_copy(answer, words, stone)


def _clear_working_copy(answer: Answer, words: str, stone: str) -> None:
    answer.refresh_from_db()
    rows: list[models.Model] = [answer, answer.question]
    for beside in (
        answer.doctor_questions,
        answer.citations,
        answer.set_aside_sources,
        answer.question.phrasings,
    ):
        rows.extend(beside.all())
    for row in rows:
        now = {
            field.attname: redacting.replaced(said, words, stone)[: field.max_length]
            for field in row._meta.local_concrete_fields
            if isinstance(said := field.value_from_object(row), str)
            and redacting.replaced(said, words, stone) != said
        }
        if now:
            type(row)._base_manager.filter(pk=row.pk).update(**now)


def _note(request: RedactionRequest, rows: list[Redaction], *, at: datetime.datetime) -> None:
    details = {"request": request.pk, "ground": request.ground}
    Event.objects.record(
        "redacted again after a restore",
        by=request.decided_by,
        at=at,
        answer=request.answer,
        rows=rows,
        details=details,
    )
