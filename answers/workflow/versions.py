"""Public versions: which revision readers see, since when and why; it asks no gate and no policy."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from answers import pages
from answers.models import Answer, Candidacy, Decision, Publication, Revision
from answers.workflow import transitions

if TYPE_CHECKING:
    from django.contrib.auth.models import User

NOTHING_KNOWN = pages.Known()


def begin(
    candidacy: Candidacy,
    verb: str,
    *,
    by: User,
    at: datetime.datetime,
    reviewed_on: datetime.date,
    version: int,
    kind: str = Publication.Kind.PUBLISHED,
    reason: str,
    known: pages.Known = NOTHING_KNOWN,
    **also: object,
) -> Publication:
    """The version of this number: the candidacy goes live by this verb, and the one before it ends."""
    answer, revision = candidacy.answer, candidacy.revision
    if version > 1:
        end(answer, at=at)
    transitions.move(candidacy, verb, at=at, failure="", **also)
    told = {"kind": kind, "version": version, "reason": reason}
    return _show(answer, revision, by=by, at=at, reviewed_on=reviewed_on, known=known, **told)


def renew(
    answer: Answer,
    revision: Revision,
    *,
    kind: str,
    by: User,
    at: datetime.datetime,
    reviewed_on: datetime.date,
) -> Publication:
    """The version that readers see, signed again: the same text under the same number, with its new dates."""
    version = answer.publications.versions().count()
    renewals = answer.publications.filter(version=version).aggregate(newest=Max("renewal"))["newest"]
    told = {"kind": kind, "version": version, "renewal": renewals + 1}
    return _show(answer, revision, by=by, at=at, reviewed_on=reviewed_on, **told)


def end(answer: Answer, *, at: datetime.datetime) -> None:
    """End what is live, and with it a second check that was owed for it."""
    transitions.move_any(answer.candidacies.all(), "end", at=at, second_check_due_on=None)


def reviewed_on(candidacy: Candidacy) -> datetime.date | None:
    """The day of the newest whole-page approval of this text; without one, the day that readers see now."""
    whole = [
        each.decided_at
        for each in candidacy.round.decisions.all()
        if each.approves(candidacy.revision) and each.scope == Decision.Scope.WHOLE_PAGE
    ]
    return timezone.localdate(max(whole)) if whole else candidacy.answer.last_reviewed_on


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day of the month so many months later; the month's last day where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    first = datetime.date(day.year + years, month + 1, 1)
    last = (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    return min(first + datetime.timedelta(days=day.day - 1), last)


def _show(
    answer: Answer,
    revision: Revision,
    *,
    by: User,
    at: datetime.datetime,
    reviewed_on: datetime.date,
    known: pages.Known = NOTHING_KNOWN,
    **told: Any,
) -> Publication:
    """Point to the text, write down why, and print the page: readers see all of it or nothing."""
    _point_to(answer, revision, reviewed_on)
    publication = Publication.objects.create(
        answer=answer,
        revision=revision,
        published_by=by,
        published_at=at,
        last_reviewed_on=reviewed_on,
        **told,
    )
    first = publication if publication.version == 1 and not publication.renewal else None
    pages.publish_page(answer, at=at, known=replace(known, first=first))
    return publication


def _point_to(answer: Answer, revision: Revision, reviewed_on: datetime.date) -> None:
    answer.live_revision = revision
    answer.public_state = Answer.PublicState.PUBLISHED
    answer.withdrawn_reason = ""
    answer.last_reviewed_on = reviewed_on
    answer.review_due_on = months_after(reviewed_on, _review_months(answer))
    answer.falls_short_since = None
    answer.fails_gates = False
    answer.save(
        update_fields=[
            "live_revision",
            "public_state",
            "withdrawn_reason",
            "last_reviewed_on",
            "review_due_on",
            "falls_short_since",
            "fails_gates",
        ]
    )


def _review_months(answer: Answer) -> int:
    """The shortest interval among the answer's topics, else the site's."""
    asked = [topic.review_months for topic in answer.question.ruling_topics() if topic.review_months]
    return min(asked, default=int(settings.REVIEW_INTERVAL_MONTHS))
