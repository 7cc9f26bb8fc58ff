"""Reminding people of what they were asked to do: once before the day, once after it, and never twice."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from answers.models import Assignment
from answers.workflow import assigning

if TYPE_CHECKING:
    from django.contrib.auth.models import User

AT_ONCE = 500


def remind_assigned(at: datetime.datetime, *, most: int = AT_ONCE) -> int:
    """Remind of what is due within two days, and say what is overdue, also to who asked; returns how many."""
    today = timezone.localdate(at)
    found = Assignment.objects.select_related("person", "asked_by", "round__answer", "round__revision")
    before = found & Assignment.objects.to_be_reminded(today)
    after = found & Assignment.objects.to_be_called(today)
    return sum(_tell(row, "due soon", "reminded_at", [row.person], at=at) for row in before[:most]) + sum(
        _tell(row, "overdue", "called_at", [row.person, row.asked_by], at=at) for row in after[:most]
    )


def _tell(row: Assignment, verb: str, told_at: str, told: list[User], *, at: datetime.datetime) -> bool:
    """Whether this run told: of two at once, and of one after the person was done, the second does not."""
    waiting = Assignment.objects.filter(pk=row.pk, state__in=Assignment.OPEN, **{f"{told_at}__isnull": True})
    with transaction.atomic():
        if not waiting.update(**{told_at: at}):
            return False
        assigning.record(f"review {verb}", row, by=None, at=at, told=told)
    return True
