"""Deciding: one decision per person and round, bound to the hash of the text that the person saw."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import gates, policies, revisions
from answers.models import (
    Candidacy,
    Contributor,
    Credit,
    Decision,
    Delivery,
    Event,
    FrozenText,
    PublishedPage,
    Refused,
    Revision,
)
from answers.workflow import transitions
from answers.workflow.submitting import candidacy_of

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_TEXT = 5000


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
    _refuse_other_text(revision, content_hash)
    if scope not in Decision.Scope.values:
        raise Refused(_("Say what you reviewed: the whole page, or this change only."))
    with transaction.atomic():
        candidacy = candidacy_of(revision)
        transitions.lock(candidacy, "approve", at=at)
        if interests.strip():
            declare_interests(by, interests, at=at)
        policies.demand(policies.why_not_declared(by, timezone.localdate(at)))
        policies.demand(*(each.sentence for each in gates.for_approval(revision) if each.is_blocking))
        decision = _decide(candidacy, Decision.Kind.APPROVED, by=by, at=at, scope=scope, note=note)
        if _is_sufficient(candidacy):
            transitions.move(candidacy, "approve", at=at)
        event = Event.objects.record(
            "approved", by=by, at=at, answer=revision.answer, revision=revision, rows=[decision]
        )
        Delivery.objects.owe_mail(event, contributors(revision))
    return decision


def request_changes(
    revision: Revision, *, by: User, at: datetime.datetime, content_hash: str, note: str
) -> Decision:
    """Ask for changes and say which; it beats an approval that is not yet sufficient."""
    policies.demand(policies.why_not_decide(by, revision))
    _refuse_other_text(revision, content_hash)
    if not note.strip():
        raise Refused(_("Write what should change."))
    with transaction.atomic():
        candidacy = candidacy_of(revision)
        transitions.lock(candidacy, "request changes", at=at)
        decision = _decide(candidacy, Decision.Kind.CHANGES_REQUESTED, by=by, at=at, scope="", note=note)
        transitions.move(candidacy, "request changes", at=at)
        event = Event.objects.record(
            "requested changes", by=by, at=at, answer=revision.answer, revision=revision, rows=[decision]
        )
        Delivery.objects.owe_mail(event, contributors(revision))
    return decision


def declare_interests(person: User, interests: str, *, at: datetime.datetime) -> None:
    """Renew the person's declaration; “None” is a declaration too."""
    contributor = Contributor.objects.filter(user=person.pk).first()
    if contributor is None:
        return
    contributor.interests = revisions.fit(interests, LONGEST_TEXT)
    contributor.interests_declared_on = timezone.localdate(at)
    contributor.save(update_fields=["interests", "interests_declared_on"])
    PublishedPage.objects.naming(contributor).update(is_stale=True)


def contributors(revision: Revision) -> Iterable[User]:
    """The people who contributed to this text since it was last published."""
    people = Credit.objects.towards(revision).values("person")
    return User.objects.filter(pk__in=people, is_active=True).order_by("id")


def _refuse_other_text(revision: Revision, content_hash: str) -> None:
    if content_hash != revision.content_hash:
        raise Refused(_("The text changed after you opened this page. Load it again and read what is new."))


def _is_sufficient(candidacy: Candidacy) -> bool:
    review = candidacy.round
    approvals = Decision.objects.filter(round=review, kind=Decision.Kind.APPROVED)
    needed, clinician_needed = gates.approvals_asked(review)
    has_clinician = not clinician_needed or approvals.filter(is_clinician=True).exists()
    return has_clinician and approvals.count() >= needed


def _decide(
    candidacy: Candidacy, kind: str, *, by: User, at: datetime.datetime, scope: str, note: str
) -> Decision:
    if Decision.objects.filter(round=candidacy.round, person=by).exists():
        raise Refused(_("You have decided on this revision already."))
    contributor = Contributor.objects.filter(user=by.pk).first()
    keep = FrozenText.objects.keep
    return Decision.objects.create(
        round=candidacy.round,
        revision=candidacy.revision,
        content_hash=candidacy.revision.content_hash,
        kind=kind,
        scope=scope,
        person=by,
        role=contributor.role if contributor else "",
        credentials=contributor.credentials if contributor else "",
        is_clinician=bool(contributor and contributor.is_clinician),
        interests=keep(contributor.interests) if contributor and contributor.interests else None,
        note=keep(said) if (said := revisions.fit(note, LONGEST_TEXT)) else None,
        decided_at=at,
    )
