"""Confirming: the live text is looked at again and still holds; it makes no new version."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import gates, policies, revisions
from answers.models import Decision, Delivery, Event, Publication, Refused, Revision
from answers.workflow import passing, people, signing, versions
from answers.workflow.statements import SILENT, Statement
from answers.workflow.submitting import hold, open_round

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def confirm_unchanged(
    revision: Revision,
    *,
    by: User,
    at: datetime.datetime,
    content_hash: str,
    interests: str = "",
    note: str = "",
    said: Statement = SILENT,
) -> Publication:
    """Sign that the live text still holds: its review dates move, its version stays.

    The gates of an approval are asked again, and one signature is enough: a clinician's where a topic asks
    for one, and of nobody who wrote any part of the text, however long ago.
    """
    own = revisions.fingerprints(revision.content())
    policies.demand(policies.why_not_confirm(by, revision, own))
    signing.refuse_other_text(revision, content_hash)
    with transaction.atomic():
        _hold_live(revision, today=timezone.localdate(at))
        signing.require_declaration(by, interests, at=at)
        found = gates.for_approval(revision)
        policies.demand(*(each.sentence for each in found if each.is_blocking))
        passing.demand_reasons(revision, found)
        review = open_round(revision, by=by, at=at)
        whole, kind = Decision.Scope.WHOLE_PAGE, Decision.Kind.APPROVED
        decision = signing.sign(review, kind, by=by, at=at, scope=whole, note=note, said=said)
        if gates.approvals_asked(review)[1] and not decision.is_clinician:
            raise Refused(_("The topic asks for a clinician, so a clinician must confirm this page."))
        publication = versions.renew(
            revision.answer,
            revision,
            kind=Publication.Kind.CONFIRMED,
            by=by,
            at=at,
            reviewed_on=timezone.localdate(at),
        )
        rows = [review, decision, publication]
        event = Event.objects.record(
            "confirmed unchanged", by=by, at=at, answer=revision.answer, revision=revision, rows=rows
        )
        Delivery.objects.owe_mail(event, people.owners(revision.answer, revision))
        signing.tell_of_conflict(decision, by=by, at=at)
    return publication


def _hold_live(revision: Revision, *, today: datetime.date) -> None:
    """Hold the answer, and refuse what is not its live text or was confirmed today by somebody else."""
    answer = revision.answer
    hold(answer)
    answer.refresh_from_db()
    if not answer.is_public or answer.live_revision_id != revision.pk:
        raise Refused(_("Readers see another text by now. Load the page again."))
    if answer.candidacies.filter(second_check_due_on__isnull=False).exists():
        raise Refused(_("This page was corrected urgently. Sign its second check instead."))
    confirmed = answer.publications.filter(kind=Publication.Kind.CONFIRMED, last_reviewed_on=today)
    if confirmed.exists():
        raise Refused(_("Somebody confirmed this page today already."))
