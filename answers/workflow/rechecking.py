"""Calling people back to answers whose sources got a notice; it decides nothing about the notice."""

from __future__ import annotations

import datetime

from django.db import transaction

from answers.models import Answer, Delivery, Event, Recheck
from answers.workflow import people
from answers.workflow.submitting import hold
from sources.models import Notice

AT_ONCE = 500


def call_for_rechecks(at: datetime.datetime, *, most: int = AT_ONCE) -> int:
    """Tell the owners of each answer that cites a source with an undecided notice; once for each notice.

    It looks at what is owed, not at what was found just now: a call that was cut off is made up for, and so
    is one for a notice that was typed in by hand. Returns how many answers were called.
    """
    owed = Recheck.objects.owed()[:most]
    told = Notice.objects.select_related("source").in_bulk({notice for notice, _ in owed})
    answers = Answer.objects.select_related("question", "live_revision").in_bulk({pk for _, pk in owed})
    return sum(_call(told[notice], answers[answer], at=at) for notice, answer in owed)


def _call(notice: Notice, answer: Answer, *, at: datetime.datetime) -> bool:
    """Whether this run made the call: of two at once, the second finds it made."""
    with transaction.atomic():
        hold(answer)
        _row, is_new = Recheck.objects.get_or_create(notice=notice, answer=answer, defaults={"called_at": at})
        if not is_new:
            return False
        revision = answer.live_revision or answer.revisions.order_by("-number").first()
        details = {"notice": notice.pk, "kind": notice.kind, "source": notice.source.key}
        event = Event.objects.record(
            "called for a re-check", by=None, at=at, answer=answer, revision=revision, details=details
        )
        Delivery.objects.owe_mail(event, people.owners(answer, revision))
    return True
