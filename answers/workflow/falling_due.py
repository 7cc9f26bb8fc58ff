"""Falling due: who has to do with an answer hears in time that its review is due; it decides nothing."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from answers.models import Answer, Delivery, Event
from answers.workflow import people

DAYS_AHEAD = 30
AT_ONCE = 500


def call_for_reviews(at: datetime.datetime, *, most: int = AT_ONCE) -> int:
    """Tell the people responsible of each review that is due within 30 days or was missed, once for each.

    Where nobody is responsible the managing editors hear. Returns how many answers were called.
    """
    last = timezone.localdate(at) + datetime.timedelta(days=DAYS_AHEAD)
    due = Answer.objects.due_for_review(last).uncalled().select_related("question", "live_revision")
    return sum(_call(answer, at=at) for answer in due[:most])


def _call(answer: Answer, *, at: datetime.datetime) -> bool:
    """Whether this run made the call: of two at once, the second finds it made or no longer owed."""
    due = answer.review_due_on
    with transaction.atomic():
        same = Answer.objects.published().uncalled().filter(pk=answer.pk, review_due_on=due)
        if not same.update(called_due_on=due):
            return False
        details = {"due": str(due)}
        event = Event.objects.record(
            "called for a review",
            by=None,
            at=at,
            answer=answer,
            revision=answer.live_revision,
            details=details,
        )
        Delivery.objects.owe_mail(event, list(people.responsible(answer)) or people.managing())
    return True
