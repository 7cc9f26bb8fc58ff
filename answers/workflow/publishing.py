"""Publishing: one named, approved revision goes live, at once or at its time."""

from __future__ import annotations

import datetime
import logging
from functools import cache
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import gates, glossary, pages, policies, revisions
from answers.models import (
    Candidacy,
    Delivery,
    Event,
    Invitation,
    Publication,
    Question,
    Refused,
    Revision,
    Stage,
    Told,
    Webhook,
)
from answers.rendering.terms import Glossary
from answers.workflow import announcing, people, thanking, transitions, versions
from answers.workflow.submitting import candidacy_of, hold
from sources.cited import Cited

logger = logging.getLogger(__name__)

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_REASON = 500


def publish(revision: Revision, *, by: User, at: datetime.datetime, reason: str = "") -> Publication:
    """Make exactly this approved revision public. Every gate is asked again now; `reason` is for readers."""
    policies.demand(policies.why_not(by, "publish_answer"))
    told = revisions.fit(reason, LONGEST_REASON)
    return _go_live(revision, by=by, at=at, reason=told)


def schedule(
    revision: Revision, *, by: User, at: datetime.datetime, publish_at: datetime.datetime, reason: str = ""
) -> None:
    """Let exactly this approved revision go live at a later moment; the gates are asked then too."""
    policies.demand(policies.why_not(by, "schedule_answer"))
    told = revisions.fit(reason, LONGEST_REASON)
    if publish_at <= at:
        raise Refused(_("Choose a time that is still to come."))
    with transaction.atomic():
        candidacy = _whole(revision)
        transitions.lock(candidacy, "schedule", at=at)
        if candidacy.answer.candidacies.filter(stage__in=Candidacy.WAITING_TO_GO_LIVE).exists():
            raise Refused(_("Another revision is scheduled. Unschedule that one first."))
        policies.demand(*_obstacles(candidacy, at=at))
        transitions.move(candidacy, "schedule", at=at, publish_at=publish_at, scheduled_by=by, reason=told)
        details = {
            "publish_at": publish_at.astimezone(datetime.UTC).isoformat(),
            "due": timezone.localdate(publish_at).isoformat(),
        }
        event = Event.objects.record(
            "scheduled", by=by, at=at, answer=revision.answer, revision=revision, details=details
        )
        Delivery.objects.owe_mail(event, people.contributors(revision))


def unschedule(revision: Revision, *, by: User, at: datetime.datetime) -> None:
    """Take a revision off the schedule: approved again, or superseded when a newer one is in review."""
    policies.demand(policies.why_not(by, "schedule_answer"))
    with transaction.atomic():
        candidacy = candidacy_of(revision)
        newer = candidacy.answer.candidacies.filter(stage__in=Candidacy.OPEN).exists()
        verb = "give way" if newer else "unschedule"
        transitions.move(candidacy, verb, at=at, publish_at=None, scheduled_by=None, failure="")
        event = Event.objects.record("unscheduled", by=by, at=at, answer=revision.answer, revision=revision)
        Delivery.objects.owe_mail(event, people.contributors(revision))


def publish_due(at: datetime.datetime) -> list[tuple[Candidacy, str]]:
    """Publish every scheduled revision whose time has come; safe to run twice at once.

    Returns each that this run published or failed, with the reason or "". A failed one leaves the old page.
    """
    due = Candidacy.objects.filter(stage=Stage.SCHEDULED, publish_at__lte=at).select_related(
        "answer", "revision", "round", "scheduled_by"
    )
    outcomes = [(candidacy, _publish_one(candidacy, at=at)) for candidacy in due.order_by("publish_at", "id")]
    return [(candidacy, why) for candidacy, why in outcomes if why is not None]


def _publish_one(candidacy: Candidacy, *, at: datetime.datetime) -> str | None:
    """Why it failed, or "" when it went live; None when another run came first or must try again."""
    try:
        with transaction.atomic():
            hold(candidacy.answer)
            person = candidacy.scheduled_by
            if person is None or not _is_due(candidacy, at):
                return None
            policies.demand(policies.why_not(person, "publish_answer"))
            reason = candidacy.reason
            _go_live(candidacy.revision, by=person, at=at, reason=reason, scheduled=candidacy)
    except Refused as refused:
        return _fail(candidacy, str(refused), at=at)
    except Exception:
        # One broken answer must not hold back the others; it stays scheduled and is tried again.
        logger.exception("Answer %s could not be published at its time.", candidacy.answer_id)
        return None
    return ""


def _is_due(candidacy: Candidacy, at: datetime.datetime) -> bool:
    """Whether it is still scheduled: somebody may have taken it off while others were being published."""
    return Candidacy.objects.filter(pk=candidacy.pk, stage=Stage.SCHEDULED, publish_at__lte=at).exists()


def _fail(candidacy: Candidacy, why: str, *, at: datetime.datetime) -> str | None:
    """Note why a schedule failed and tell its people; None when somebody has taken it off meanwhile."""
    try:
        with transaction.atomic():
            transitions.move(candidacy, "fail", at=at, failure=why)
            event = Event.objects.record(
                "failed to publish",
                by=None,
                at=at,
                answer=candidacy.answer,
                revision=candidacy.revision,
                details={"why": why},
            )
            told = [*people.contributors(candidacy.revision)]
            Delivery.objects.owe_mail(event, [*told, *filter(None, [candidacy.scheduled_by])])
    except Refused:
        return None
    return why


def _go_live(
    revision: Revision,
    *,
    by: User,
    at: datetime.datetime,
    reason: str,
    scheduled: Candidacy | None = None,
) -> Publication:
    with transaction.atomic():
        hold(revision.answer)
        candidacy = _whole(revision, scheduled)
        transitions.demand(candidacy, "publish")
        cited = Cited(work.key for work in candidacy.revision.content().works)
        language = candidacy.revision.content().language
        words = glossary.words(language, answer=candidacy.answer_id)
        policies.demand(*_obstacles(candidacy, at=at, cited=cited, words=words.glossary))
        publication = versions.begin(
            candidacy,
            "publish",
            by=by,
            at=at,
            reviewed_on=_last_reviewed(candidacy),
            version=(candidacy.last_version or 0) + 1,  # type: ignore[attr-defined]  # `_candidacies` asks
            reason=reason,
            known=pages.Known(cited, stands_alone=_stands_alone(candidacy), words=words),
        )
        event = Event.objects.record(
            "published", by=by, at=at, answer=candidacy.answer, revision=revision, rows=[publication]
        )
        Delivery.objects.owe_mail(event, people.contributors(revision))
        if candidacy.is_listened_to:  # type: ignore[attr-defined]  # `_candidacies` asks
            announcing.announce(event, Told.PUBLISHED)
        if candidacy.has_guests:  # type: ignore[attr-defined]  # `_candidacies` asks
            thanking.owe_thanks(candidacy.answer, at=at)
    return publication


def _whole(revision: Revision, scheduled: Candidacy | None = None) -> Candidacy:
    """The scheduled or else newest candidacy of a revision, read at once with all that publishing asks about.

    Whichever way one of its rows is reached, it is the same object.
    """
    every = _candidacies()
    found = every.get(pk=scheduled.pk) if scheduled else candidacy_of(revision, every)
    found.revision.answer = found.round.answer = found.answer
    return found


@cache
def _candidacies() -> QuerySet[Candidacy]:
    """With whether there is anybody to tell, and any page in another language; put together once, because
    that takes as long as asking."""
    versions_before = Publication.objects.filter(answer=OuterRef("answer")).order_by("-version")
    return (
        Candidacy.objects.with_decisions()
        .select_related("revision__frozen", "answer__question__main_topic__parent__parent")
        .select_related("answer__live_revision")
        .prefetch_related("answer__question__topics")
        .annotate(
            last_version=Subquery(versions_before.values("version")[:1]),
            has_guests=Exists(Invitation.objects.filter(round__answer=OuterRef("answer"))),
            has_translations=Exists(Question.objects.filter(original=OuterRef("answer__question"))),
            is_listened_to=Exists(Webhook.objects.listening(Told.PUBLISHED)),
        )
    )


def _stands_alone(candidacy: Candidacy) -> bool:
    """Whether its question is asked in one language only."""
    is_translated: bool = candidacy.has_translations  # type: ignore[attr-defined]  # `_candidacies` asks
    return candidacy.answer.question.original_id is None and not is_translated


def _obstacles(
    candidacy: Candidacy,
    *,
    at: datetime.datetime,
    cited: Cited | None = None,
    words: Glossary | None = None,
) -> list[str]:
    live = candidacy.answer.live_revision
    if live is not None and live.number > candidacy.revision.number:
        return [_("A newer revision went live meanwhile. Restore this one to bring its text back.")]
    if _was_withdrawn_since(candidacy):
        return [_("It was approved before the answer was withdrawn. Take it back, and submit it again.")]
    today = timezone.localdate(at)
    findings = gates.for_publish(candidacy.revision, candidacy.round, today=today, cited=cited, words=words)
    return [finding.sentence for finding in findings if finding.is_blocking]


def _was_withdrawn_since(candidacy: Candidacy) -> bool:
    """Whether the answer was withdrawn after this review began; only what was public can be."""
    if candidacy.last_version is None:  # type: ignore[attr-defined]  # `_candidacies` asks
        return False
    withdrawals = Event.objects.filter(answer=candidacy.answer_id, verb="withdrew")
    return withdrawals.filter(at__gte=candidacy.round.opened_at).exists()


def _last_reviewed(candidacy: Candidacy) -> datetime.date:
    day = versions.reviewed_on(candidacy)
    if day is None:
        raise Refused(_("Before its first publication somebody must review the whole page."))
    return day
