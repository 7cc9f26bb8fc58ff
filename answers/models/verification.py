"""Whether the record is as the log tells it: the chain, its head, every row and every frozen text.

It reads and compares, and mends nothing.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from answers.models.append_only import append_only_models
from answers.models.events import GENESIS, Event, LogHead, row_digest
from answers.models.revisions import FrozenText

BATCH = 500
CHAINED = "event"
HASHED_BY_THEMSELVES = frozenset({CHAINED, "frozentext"})


REDACTED = "redacted"


@dataclass(frozen=True)
class Finding:
    """One place where the record is not as it was written: what kind of change, which row, in words.

    Words that two people removed on a legal ground are told and are no tampering.
    """

    kind: str
    row: str
    sentence: str

    @property
    def is_tampering(self) -> bool:
        """Whether it is anything but a redaction."""
        return self.kind != REDACTED


@dataclass(frozen=True)
class Head:
    """The newest event at some moment: a short line that, kept elsewhere, shows a cut or rewritten log."""

    sequence: int
    hash: str

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"


class _Told:
    """What the events tell of rows: by model name, the digest under each primary key."""

    def __init__(self) -> None:
        self._digests: dict[str, dict[str, str]] = defaultdict(dict)
        self._newest = 0

    def add(self, sequence: int, rows: Mapping[str, str]) -> None:
        """Take over what one event tells."""
        self._newest = max(self._newest, sequence)
        for name, digest in rows.items():
            model, _, key = name.partition(":")
            self._digests[model][key] = digest

    def take(self, row: models.Model) -> str | None:
        """What is told of this row, also by an event that was written while we read."""
        of_model, key = self._digests[row._meta.model_name or ""], str(row.pk)
        if key not in of_model:
            for event in Event.objects.filter(sequence__gt=self._newest).order_by("sequence"):
                self.add(event.sequence, json.loads(event.record)["rows"])
        return of_model.pop(key, None)

    def left(self, model: type[models.Model]) -> list[str]:
        """The keys of rows that are told of and were not taken."""
        return sorted(self._digests[model._meta.model_name or ""], key=lambda key: (len(key), key))


def head() -> Head:
    """The head as the database has it now; an empty log has a head too."""
    row = LogHead.objects.filter(pk=1).first()
    return Head(row.sequence, row.hash) if row else Head(0, GENESIS)


def read_head(line: str) -> Head:
    """The head that a line tells. Raises ValueError when the line tells none."""
    sequence, _, digest = line.strip().partition(" ")
    if not sequence.isdecimal() or len(digest) != len(GENESIS):
        raise ValueError(f"“{line.strip()[:80]}” is not the head of a log.")
    return Head(int(sequence), digest)


def findings(kept: tuple[Head, ...] = ()) -> Iterator[Finding]:
    """Every deviation, in the order of the log; nothing when the record is whole.

    `kept` are heads that were written down outside the database: a cut tail shows only against them.
    """
    told = _Told()
    heads: dict[int, set[str]] = defaultdict(set)
    for each in (*kept, head()):
        heads[each.sequence].add(each.hash)
    yield from _chain(told, heads)
    for model in append_only_models():
        if model._meta.model_name not in HASHED_BY_THEMSELVES:
            yield from _rows(model, told)
    yield from _texts()


def _chain(told: _Told, heads: dict[int, set[str]]) -> Iterator[Finding]:
    newest = Head(0, GENESIS)
    for event in Event.objects.order_by("sequence").iterator(chunk_size=BATCH):
        name = f"{CHAINED}:{event.sequence}"
        if event.sequence != newest.sequence + 1:
            gone = f"{CHAINED}:{newest.sequence + 1}"
            yield Finding("deleted", gone, _gap(newest.sequence + 1, event.sequence - 1))
        document, why = _read(event)
        if why:
            yield Finding("edited", name, f"Event {event.sequence} {why}.")
        elif event.sequence == newest.sequence + 1 and document["previous"] != newest.hash:
            sentence = (
                f"Event {event.sequence} does not follow the event before it: one of them was replaced."
            )
            yield Finding("reordered", name, sentence)
        if heads.pop(event.sequence, {event.hash}) != {event.hash}:
            sentence = f"Event {event.sequence} is not the one that the head of that moment names."
            yield Finding("rewritten", name, sentence)
        told.add(event.sequence, document.get("rows", {}))
        newest = Head(event.sequence, event.hash)
    yield from _ends(newest, heads)


def _ends(newest: Head, heads: Mapping[int, set[str]]) -> Iterator[Finding]:
    """Whether the log ends where its heads say; events may have come while we read."""
    for sequence in sorted(heads):
        if sequence > newest.sequence:
            sentence = f"The log was cut: it ends at event {newest.sequence}, a head names event {sequence}."
            yield Finding("cut", f"{CHAINED}:{sequence}", sentence)
    if head().sequence < newest.sequence:
        sentence = f"Event {newest.sequence} was added past the head, which names event {head().sequence}."
        yield Finding("inserted", f"{CHAINED}:{newest.sequence}", sentence)


def _read(event: Event) -> tuple[dict[str, Any], str]:
    """What the event's hashed text says, and what is wrong with the event."""
    if hashlib.sha256(event.record.encode()).hexdigest() != event.hash:
        return {}, "was edited: its text does not give its hash"
    document: dict[str, Any] = json.loads(event.record)
    if document["sequence"] != event.sequence:
        return document, f"was moved: it was written as event {document['sequence']}"
    beside = {
        "verb": event.verb,
        "at": event.at.astimezone(datetime.UTC).isoformat(),
        "by": event.person_id,
        "answer": event.answer_id,
        "revision": event.revision_id,
    }
    wrong = [name for name, value in beside.items() if document[name] != value]
    return document, f"was edited: its text tells another “{wrong[0]}”" if wrong else ""


def _rows(model: type[models.Model], told: _Told) -> Iterator[Finding]:
    """Each row of an append-only table against the digest that an event tells of it."""
    name = model._meta.model_name
    for row in model._default_manager.order_by("pk").iterator(chunk_size=BATCH):
        digest = told.take(row)
        if digest is None:
            yield Finding("inserted", f"{name}:{row.pk}", f"No event tells of {name} {row.pk}.")
        elif digest != row_digest(row):
            yield Finding("edited", f"{name}:{row.pk}", f"{name} {row.pk} was edited after it was written.")
    for key in told.left(model):
        yield Finding("deleted", f"{name}:{key}", f"{name} {key} was deleted; an event tells of it.")


def _texts() -> Iterator[Finding]:
    """Each frozen text against its own hash, and each row that names one which is no longer there."""
    for text in FrozenText.objects.order_by("pk").iterator(chunk_size=BATCH):
        left = hashlib.sha256(text.text.encode()).hexdigest()
        if left != text.digest:
            yield _redacted(text, left)
    for model in append_only_models():
        for column in model._meta.local_concrete_fields:
            if column.related_model is FrozenText:
                yield from _lost_texts(model, column)


def _redacted(text: FrozenText, left: str) -> Finding:
    """A text that does not give its hash: redacted when the newest redaction left just these words."""
    row = f"frozentext:{text.digest}"
    newest = text.redactions.order_by("-redacted_at", "-id").first()
    if newest is None or newest.remaining_digest != left:
        sentence = f"The frozen text {text.digest[:12]} was edited: it does not give its hash."
        return Finding("edited", row, sentence)
    day = newest.redacted_at.date().isoformat()
    sentence = f"Words of the frozen text {text.digest[:12]} were redacted on {day}: {newest.ground}"
    return Finding(REDACTED, row, sentence)


def _lost_texts(model: type[models.Model], column: models.Field[Any, Any]) -> Iterator[Finding]:
    there = FrozenText.objects.filter(pk=OuterRef(column.attname))
    rows = model._default_manager.filter(~Exists(there), **{f"{column.name}__isnull": False})
    for key, digest in islice(rows.order_by("pk").values_list("pk", column.attname), BATCH):
        sentence = f"The frozen text {digest[:12]} of {model._meta.model_name} {key} was deleted."
        yield Finding("deleted", f"frozentext:{digest}", sentence)


def _gap(first: int, last: int) -> str:
    if first == last:
        return f"Event {first} was deleted."
    return f"Events {first} to {last} were deleted."
