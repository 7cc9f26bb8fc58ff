"""The second check that an urgent correction owes: held, signed, and called for when it is overdue."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from answers.models import Answer, Candidacy, Decision, Delivery, Event, Publication, Refused
from answers.workflow import people, transitions, versions
from answers.workflow.submitting import hold

if TYPE_CHECKING:
    from django.contrib.auth.models import User

OVERDUE = "second check overdue"
AT_ONCE = 500


def lock(candidacy: Candidacy, verb: str, *, at: datetime.datetime) -> None:
    """Hold a corrected text for a decision about it; once somebody refused it a newer revision is needed."""
    hold(candidacy.answer)
    transitions.lock(candidacy, verb, at=at)
    candidacy.answer.refresh_from_db()
    if not candidacy.awaits_second_check:
        raise Refused(_("Somebody has signed the second check already."))
    if candidacy.round.decisions.filter(kind=Decision.Kind.CHANGES_REQUESTED).exists():
        raise Refused(_("Changes were requested of this correction. Submit a newer revision."))


def settle(candidacy: Candidacy, *, by: User, at: datetime.datetime) -> Publication:
    """As many others as the topics ask for have signed: the page is as good as any, and no longer marked."""
    transitions.move(candidacy, "sign second check", at=at, second_check_due_on=None)
    reviewed_on = versions.reviewed_on(candidacy) or timezone.localdate(at)
    return versions.renew(
        candidacy.answer,
        candidacy.revision,
        kind=Publication.Kind.SECOND_CHECK,
        by=by,
        at=at,
        reviewed_on=reviewed_on,
    )


def call_for_overdue(at: datetime.datetime, *, most: int = AT_ONCE) -> int:
    """Tell the managing editors of each second check whose day has passed, once; returns how many."""
    told = Event.objects.filter(verb=OVERDUE, revision=OuterRef("live_revision"))
    overdue = Answer.objects.awaiting_second_check(due_before=timezone.localdate(at)).filter(~Exists(told))
    return sum(_call(answer, at=at) for answer in overdue.select_related("live_revision")[:most])


def _call(answer: Answer, *, at: datetime.datetime) -> bool:
    """Whether this run made the call: of two at once, the second finds it made."""
    with transaction.atomic():
        hold(answer)
        revision = answer.live_revision
        owed = answer.candidacies.filter(revision=revision, second_check_due_on__isnull=False).first()
        if owed is None or Event.objects.filter(verb=OVERDUE, revision=revision).exists():
            return False
        details = {"due": str(owed.second_check_due_on)}
        event = Event.objects.record(
            OVERDUE, by=None, at=at, answer=answer, revision=revision, details=details
        )
        Delivery.objects.owe_mail(event, people.managing())
    return True
