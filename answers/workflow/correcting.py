"""Urgent correction: a public text is mended at once by one person, and marked until another has signed."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import gates, policies, revisions
from answers.models import (
    Answer,
    Candidacy,
    Decision,
    Delivery,
    Event,
    ListStamp,
    Publication,
    Refused,
    Revision,
    Stage,
    Told,
)
from answers.workflow import announcing, people, signing, transitions, versions
from answers.workflow.statements import SILENT, Statement
from answers.workflow.submitting import hold, make_way, open_round, refuse_older

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_REASON = 500
WORKING_DAYS = 2
SATURDAY = 5


def correct_urgently(
    revision: Revision,
    *,
    by: User,
    at: datetime.datetime,
    content_hash: str,
    reason: str,
    interests: str = "",
    note: str = "",
    said: Statement = SILENT,
) -> Publication:
    """Make the newest revision of a public answer public now, on one signature; `reason` is for readers.

    It skips the number of approvals and the checks of what changed, and nothing else. Whoever corrects may
    have written the text: that is why the page says that a second check is due, until another has signed.
    """
    policies.demand(policies.why_not_correct(by))
    signing.refuse_other_text(revision, content_hash)
    told = revisions.fit(reason, LONGEST_REASON)
    if not told:
        raise Refused(_("Write in plain words what was wrong: readers will see it."))
    answer = revision.answer
    with transaction.atomic():
        _hold_public(answer, revision)
        signing.require_declaration(by, interests, at=at)
        findings = gates.for_urgent_correction(revision)
        policies.demand(*(each.sentence for each in findings if each.is_blocking))
        due = _due(answer, timezone.localdate(at))
        candidacy = _candidacy(revision, by=by, at=at)
        kind = Decision.Kind.CORRECTED
        decision = signing.sign(candidacy.round, kind, by=by, at=at, scope="", note=note, said=said)
        publication = _make_public(candidacy, by=by, at=at, reason=told, due=due)
        ListStamp.objects.take_back()
        rows = [candidacy.round, decision, publication]
        details = {"due": due.isoformat(), "reason": told}
        event = Event.objects.record(
            "corrected urgently", by=by, at=at, answer=answer, revision=revision, rows=rows, details=details
        )
        Delivery.objects.owe_mail(event, [*people.managing(), *people.owners(answer, revision)])
        announcing.announce(event, Told.CORRECTED)
        signing.tell_of_conflict(decision, by=by, at=at)
    return publication


def working_days_after(day: datetime.date, number: int) -> datetime.date:
    """The day that many working days later; Saturdays and Sundays are none, holidays are not known here."""
    while number:
        day += datetime.timedelta(days=1)
        number -= day.weekday() < SATURDAY
    return day


def _hold_public(answer: Answer, revision: Revision) -> None:
    """Hold the answer, and refuse whatever cannot be corrected by this revision."""
    hold(answer)
    answer.refresh_from_db()
    live = answer.live_revision
    if not answer.is_public or live is None:
        raise Refused(_("Only a page that readers see can be corrected urgently. Submit this for review."))
    refuse_older(revision)
    if revision.number <= live.number:
        raise Refused(_("Readers see this text already. Save the correction first."))
    standing = revision.candidacies.order_by("-id").first()
    if standing is not None and standing.stage in _DECIDED:
        raise Refused(transitions.refusal(standing))


def _due(answer: Answer, today: datetime.date) -> datetime.date:
    """When somebody else must have signed; a second correction does not put off what the first owes."""
    due = working_days_after(today, WORKING_DAYS)
    owed = answer.candidacies.filter(second_check_due_on__isnull=False).first()
    return min(due, owed.second_check_due_on) if owed and owed.second_check_due_on else due


def _candidacy(revision: Revision, *, by: User, at: datetime.datetime) -> Candidacy:
    """In a round of its own: what was decided before the correction is no second check of it."""
    make_way(revision.answer, at)
    review = open_round(revision, by=by, at=at)
    return Candidacy.objects.create(answer=revision.answer, revision=revision, round=review, moved_at=at)


def _make_public(
    candidacy: Candidacy, *, by: User, at: datetime.datetime, reason: str, due: datetime.date
) -> Publication:
    reviewed_on = candidacy.answer.last_reviewed_on
    if reviewed_on is None:
        raise Refused(_("Before its first publication somebody must review the whole page."))
    return versions.begin(
        candidacy,
        "correct urgently",
        by=by,
        at=at,
        reviewed_on=reviewed_on,
        version=candidacy.answer.publications.versions().count() + 1,
        kind=Publication.Kind.CORRECTED,
        reason=reason,
        second_check_due_on=due,
    )


_DECIDED = (Stage.CHANGES_REQUESTED, Stage.APPROVED, *Candidacy.WAITING_TO_GO_LIVE)
"""Stages at which somebody has decided: what was refused is not corrected urgently, what was approved goes
live without."""
