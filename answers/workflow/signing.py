"""Signing: a person's role and interests under one exact text; what follows is not decided here."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from answers import gates, policies, revisions
from answers.models import (
    ChecklistQuestion,
    Contributor,
    Decision,
    Delivery,
    Event,
    FrozenText,
    PublishedPage,
    Recommendation,
    Refused,
    Revision,
    Round,
)
from answers.workflow import people, statements
from answers.workflow.statements import SILENT, Statement

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_TEXT = 5000
APPROVERS = ChecklistQuestion.AskedOf.APPROVERS


def sign(
    review: Round,
    kind: str,
    *,
    by: User,
    at: datetime.datetime,
    scope: str,
    note: str,
    said: Statement = SILENT,
) -> Decision:
    """The decision of this person in this round, with role, credentials and interests as they are now."""
    if Decision.objects.filter(round=review, person=by).exists():
        raise Refused(_("You have decided on this revision already."))
    given = statements.interests(said)
    if kind != Decision.Kind.CORRECTED:
        is_lenient = kind == Decision.Kind.CHANGES_REQUESTED
        given |= statements.checklist_replies(said, review.answer, of=APPROVERS, is_lenient=is_lenient)
    return Decision.objects.create(
        round=review,
        revision=review.revision,
        content_hash=review.revision.content_hash,
        kind=kind,
        scope=scope,
        person=by,
        decided_at=at,
        **identity(by, note),
        **given,
    )


def identity(person: User, note: str) -> dict[str, Any]:
    """The columns of a signature that tell who signs, by role and never by name, and their note."""
    contributor = Contributor.objects.filter(user=person.pk).first()
    return {
        "role": contributor.role if contributor else "",
        "credentials": contributor.credentials if contributor else "",
        "is_clinician": bool(contributor and contributor.is_clinician),
        "interests": kept(contributor.interests) if contributor else None,
        "note": kept(revisions.fit(note, LONGEST_TEXT)),
    }


def kept(text: str) -> FrozenText | None:
    """The text as the record holds it; nothing where there is none."""
    return FrozenText.objects.keep(text) if text else None


def tell_of_conflict(row: Decision | Recommendation, *, by: User | None, at: datetime.datetime) -> None:
    """The managing editors hear of competing interests that somebody named; these block nothing."""
    if not row.has_conflict:
        return
    answer, revision = row.revision.answer, row.revision
    invited = row.invitation_id if isinstance(row, Recommendation) else None
    event = Event.objects.record(
        "named competing interests",
        by=by,
        at=at,
        answer=answer,
        revision=revision,
        details={"invitation": invited} if invited else {},
    )
    Delivery.objects.owe_mail(event, people.managing())


def is_sufficient(review: Round) -> bool:
    """Whether as many have approved as the topics ask for, a clinician among them where they do."""
    approvals = Decision.objects.filter(round=review, kind=Decision.Kind.APPROVED)
    needed, clinician_needed = gates.approvals_asked(review)
    has_clinician = not clinician_needed or approvals.filter(is_clinician=True).exists()
    return has_clinician and approvals.count() >= needed


def require_declaration(person: User, interests: str, *, at: datetime.datetime) -> None:
    """Refuse who has no current declaration; `interests`, when given, renews it first."""
    if interests.strip():
        declare_interests(person, interests, at=at)
    policies.demand(policies.why_not_declared(person, timezone.localdate(at)))


def declare_interests(person: User, interests: str, *, at: datetime.datetime) -> None:
    """Renew the person's declaration; “None” is a declaration too."""
    contributor = Contributor.objects.filter(user=person.pk).first()
    if contributor is None:
        return
    contributor.interests = revisions.fit(interests, LONGEST_TEXT)
    contributor.interests_declared_on = timezone.localdate(at)
    contributor.save(update_fields=["interests", "interests_declared_on"])
    PublishedPage.objects.naming(contributor).update(is_stale=True)


def refuse_other_text(revision: Revision, content_hash: str) -> None:
    """Refuse a signature that names another text than this revision's."""
    if content_hash != revision.content_hash:
        raise Refused(_("The text changed after you opened this page. Load it again and read what is new."))
