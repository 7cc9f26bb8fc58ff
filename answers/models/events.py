"""The editorial log: append-only, hash-chained events."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answers.models.answers import Answer
from answers.models.append_only import AppendOnly
from answers.models.revisions import Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User

GENESIS = "0" * 64


class LogHead(models.Model):
    """The one row that names the newest event. It is moved last in every verb, by a conditional update."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        constraints = (models.CheckConstraint(name="the_log_has_one_head", condition=models.Q(id=1)),)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"


class EventQuerySet(models.QuerySet["Event"]):
    """Which events, and the one way to add one."""

    def record(
        self,
        verb: str,
        *,
        by: User | None,
        at: datetime.datetime,
        answer: Answer | None = None,
        revision: Revision | None = None,
        rows: Sequence[models.Model] = (),
        details: Mapping[str, Any] | None = None,
    ) -> Event:
        """Append one event and move the head, inside the caller's transaction, as its last step.

        `rows` are the append-only rows that the verb wrote: the event carries their digests, so that
        `verify_log` notices a changed, deleted or inserted one. `by` is None for the scheduler.
        """
        facts = {
            "verb": verb,
            "at": at.astimezone(datetime.UTC).isoformat(),
            "by": None if by is None else by.pk,
            "answer": None if answer is None else answer.pk,
            "revision": None if revision is None else revision.pk,
            "rows": {row_name(row): row_digest(row) for row in rows},
            "details": dict(details or {}),
        }
        while True:
            head, _created = LogHead.objects.get_or_create(pk=1)
            sequence = head.sequence + 1
            record = canonical(facts | {"sequence": sequence, "previous": head.hash})
            digest = hashlib.sha256(record.encode()).hexdigest()
            moved = LogHead.objects.filter(pk=1, sequence=head.sequence, hash=head.hash).update(
                sequence=sequence, hash=digest
            )
            if moved:
                break
        return self.create(
            sequence=sequence,
            verb=verb,
            at=at,
            person=by,
            answer=answer,
            revision=revision,
            record=record,
            hash=digest,
        )


class Event(AppendOnly):
    """One line of the log: `record` is the hashed text, the columns beside it only help to find it."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    verb = models.CharField(max_length=40)
    at = models.DateTimeField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="events")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="events")
    record = models.TextField()
    hash = models.CharField(max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-sequence",)

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb}"

    @property
    def details(self) -> dict[str, Any]:
        """What the verb noted besides who and when."""
        return dict(json.loads(self.record)["details"])


def canonical(document: Mapping[str, Any]) -> str:
    """The same document always gives the same text: what the chain hashes."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def row_name(row: models.Model) -> str:
    """How an event names a row."""
    return f"{row._meta.model_name}:{row.pk}"


def row_digest(row: models.Model) -> str:
    """The SHA-256 of a row's stored columns, the same on every database.

    A column that was added later is told only where it holds something, so that rows written before it
    came keep their digest, and emptying or filling one shows.
    """
    later = row.ADDED_LATER if isinstance(row, AppendOnly) else frozenset()
    columns = {
        field.column: _plain(field.value_from_object(row))
        for field in row._meta.local_concrete_fields
        if field.name not in later or field.value_from_object(row) != field.get_default()
    }
    return hashlib.sha256(canonical(columns).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value
