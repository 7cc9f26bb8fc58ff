"""Withdrawing: a public answer is taken down, by one person at once or at a time that somebody has set."""

from __future__ import annotations

import datetime
import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import pages, policies, revisions
from answers.models import Answer, Delivery, Event, Refused, Told
from answers.workflow import announcing, people, transitions, versions
from answers.workflow.submitting import hold

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

LONGEST_REASON = 500
NO_EXPIRY = {"expires_at": None, "expiry_reason": "", "expiry_set_by": None}


def withdraw(answer: Answer, *, by: User, at: datetime.datetime, reason: str) -> None:
    """Take a public answer down at once; one person is enough. Readers are told the reason.

    What was scheduled does not bring it back by itself: from now on that takes a person.
    """
    policies.demand(policies.why_not(by, "withdraw_answer"))
    told = _told(reason)
    with transaction.atomic():
        if not _take_down(answer, told, by=by, at=at):
            raise Refused(_("This answer is not public."))


def set_expiry(
    answer: Answer, *, by: User, at: datetime.datetime, expires_at: datetime.datetime, reason: str
) -> None:
    """Let a public answer be taken down at a later moment, in place of an earlier such wish.

    A newer version does not undo it: what makes a page wrong from that day on is seldom its wording.
    """
    policies.demand(policies.why_not(by, "withdraw_answer"))
    told = _told(reason)
    if expires_at <= at:
        raise Refused(_("Choose a time that is still to come."))
    with transaction.atomic():
        held = Answer.objects.published().filter(pk=answer.pk)
        if not held.update(expires_at=expires_at, expiry_reason=told, expiry_set_by=by):
            raise Refused(_("This answer is not public."))
        answer.refresh_from_db()
        details = {
            "expires_at": expires_at.astimezone(datetime.UTC).isoformat(),
            "due": timezone.localdate(expires_at).isoformat(),
            "reason": told,
        }
        event = Event.objects.record(
            "set an expiry", by=by, at=at, answer=answer, revision=answer.live_revision, details=details
        )
        Delivery.objects.owe_mail(event, people.owners(answer, answer.live_revision))


def clear_expiry(answer: Answer, *, by: User, at: datetime.datetime) -> None:
    """Let a public answer stay after all."""
    policies.demand(policies.why_not(by, "withdraw_answer"))
    with transaction.atomic():
        if not Answer.objects.filter(pk=answer.pk, expires_at__isnull=False).update(**NO_EXPIRY):
            raise Refused(_("No time is set at which this answer is taken down."))
        answer.refresh_from_db()
        event = Event.objects.record(
            "cleared the expiry", by=by, at=at, answer=answer, revision=answer.live_revision
        )
        Delivery.objects.owe_mail(event, people.owners(answer, answer.live_revision))


def expire_due(at: datetime.datetime) -> int:
    """Take down every answer whose time has come; safe to run twice at once. Returns how many went."""
    due = Answer.objects.published().filter(expires_at__lte=at)
    return sum(_expire(answer, at=at) for answer in due.order_by("expires_at", "id"))


def _expire(answer: Answer, *, at: datetime.datetime) -> bool:
    """Whether this run took it down; somebody may have withdrawn it or put it off meanwhile."""
    try:
        with transaction.atomic():
            hold(answer)
            answer.refresh_from_db()
            if answer.expires_at is None or answer.expires_at > at:
                return False
            return _take_down(answer, answer.expiry_reason, by=None, at=at)
    except Exception:
        # One broken answer must not hold back the others; it is tried again.
        logger.exception("Answer %s could not be taken down at its time.", answer.pk)
    return False


def _take_down(answer: Answer, told: str, *, by: User | None, at: datetime.datetime) -> bool:
    """Whether it was public; `by` is None when its time has come."""
    taken = Answer.objects.published().filter(pk=answer.pk)
    if not taken.update(public_state=Answer.PublicState.WITHDRAWN, withdrawn_reason=told, **NO_EXPIRY):
        return False
    answer.refresh_from_db()
    versions.end(answer, at=at)
    failure = _("The answer was withdrawn: %(reason)s") % {"reason": told}
    transitions.move_any(answer.candidacies.all(), "fail", at=at, failure=failure)
    pages.remove_page(answer)
    live = answer.live_revision
    event = Event.objects.record(
        "withdrew", by=by, at=at, answer=answer, revision=live, details={"reason": told}
    )
    Delivery.objects.owe_mail(event, [*people.managing(), *people.owners(answer, live)])
    announcing.announce(event, Told.WITHDRAWN)
    return True


def _told(reason: str) -> str:
    told = revisions.fit(reason, LONGEST_REASON)
    if not told:
        raise Refused(_("Write the reason in plain words: readers will see it."))
    return told
