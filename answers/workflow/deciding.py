"""Deciding: one decision per person and round, bound to the hash of the text that the person saw."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from answers import gates, policies
from answers.models import Candidacy, Decision, Delivery, Event, Refused, Revision
from answers.workflow import people, signing, transitions
from answers.workflow.submitting import candidacy_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def approve(
    revision: Revision,
    *,
    by: User,
    at: datetime.datetime,
    content_hash: str,
    scope: str,
    interests: str = "",
    note: str = "",
) -> Decision:
    """Approve exactly the text with this hash; the approval that reaches the needed number moves the stage.

    `interests`, when given, renews the person's declaration; one older than 12 months is refused.
    """
    policies.demand(policies.why_not_decide(by, revision))
    signing.refuse_other_text(revision, content_hash)
    if scope not in Decision.Scope.values:
        raise Refused(_("Say what you reviewed: the whole page, or this change only."))
    with transaction.atomic():
        candidacy = candidacy_of(revision)
        transitions.lock(candidacy, "approve", at=at)
        signing.require_declaration(by, interests, at=at)
        policies.demand(*(each.sentence for each in gates.for_approval(revision) if each.is_blocking))
        decision = signing.sign(candidacy.round, Decision.Kind.APPROVED, by=by, at=at, scope=scope, note=note)
        if _is_sufficient(candidacy):
            transitions.move(candidacy, "approve", at=at)
        event = Event.objects.record(
            "approved", by=by, at=at, answer=revision.answer, revision=revision, rows=[decision]
        )
        Delivery.objects.owe_mail(event, people.contributors(revision))
    return decision


def request_changes(
    revision: Revision, *, by: User, at: datetime.datetime, content_hash: str, note: str
) -> Decision:
    """Ask for changes and say which; it beats an approval that is not yet sufficient."""
    policies.demand(policies.why_not_decide(by, revision))
    signing.refuse_other_text(revision, content_hash)
    if not note.strip():
        raise Refused(_("Write what should change."))
    with transaction.atomic():
        candidacy = candidacy_of(revision)
        transitions.lock(candidacy, "request changes", at=at)
        kind = Decision.Kind.CHANGES_REQUESTED
        decision = signing.sign(candidacy.round, kind, by=by, at=at, scope="", note=note)
        transitions.move(candidacy, "request changes", at=at)
        event = Event.objects.record(
            "requested changes", by=by, at=at, answer=revision.answer, revision=revision, rows=[decision]
        )
        Delivery.objects.owe_mail(event, people.contributors(revision))
    return decision


def _is_sufficient(candidacy: Candidacy) -> bool:
    review = candidacy.round
    approvals = Decision.objects.filter(round=review, kind=Decision.Kind.APPROVED)
    needed, clinician_needed = gates.approvals_asked(review)
    has_clinician = not clinician_needed or approvals.filter(is_clinician=True).exists()
    return has_clinician and approvals.count() >= needed
