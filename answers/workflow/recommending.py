"""Recommending: a reviewer's advice on exactly one text. It moves no stage and is no decision."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from answers import policies
from answers.models import Assignment, ChecklistQuestion, Delivery, Event, Recommendation, Refused, Revision
from answers.workflow import assigning, people, signing, statements
from answers.workflow.statements import SILENT, Statement

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ADVISES_CHANGES = (Recommendation.Kind.SMALL_CHANGES, Recommendation.Kind.NEEDS_CHANGES)


def recommend(
    revision: Revision,
    *,
    by: User,
    at: datetime.datetime,
    content_hash: str,
    kind: str,
    note: str = "",
    said: Statement = SILENT,
) -> Recommendation:
    """Advise on the text with this hash. A later recommendation takes the place of one's earlier one."""
    policies.demand(policies.why_not_recommend(by, revision))
    signing.refuse_other_text(revision, content_hash)
    review = assigning.awaiting(revision)
    if kind not in Recommendation.Kind.values:
        raise Refused(_("Choose what you recommend."))
    if kind in ADVISES_CHANGES and not note.strip():
        raise Refused(_("Write what should change."))
    if review.decisions.filter(person=by).exists():
        raise Refused(_("You have decided on this revision already."))
    with transaction.atomic():
        given = statements.freeze(said, revision.answer, of=ChecklistQuestion.AskedOf.REVIEWERS)
        row = Recommendation.objects.create(
            round=review,
            revision=revision,
            content_hash=content_hash,
            kind=kind,
            person=by,
            recommended_at=at,
            **signing.identity(by, note),
            **given,
        )
        part = (Assignment.Kind.REVIEW,)
        asked = assigning.complete(review, by, at=at, kinds=part)
        event = Event.objects.record(
            "recommended", by=by, at=at, answer=revision.answer, revision=revision, rows=[row]
        )
        Delivery.objects.owe_mail(event, [*people.contributors(revision), *asked])
        signing.tell_of_conflict(row, by=by, at=at)
    return row
