"""What our people do with a report: take it, find it true, close it with what came of it, erase its words."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from answers import policies, revisions
from answers.models import Answer, Event, Origin, Publication, Refused, Report, ReportText, Topic
from answers.workflow.editing import start

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_REASON = 500


def take_report(report: Report, *, by: User, at: datetime.datetime) -> None:
    """From now on it is this person's to settle; one that a colleague has taken can be taken over."""
    state = Report.State.TAKEN if report.state == Report.State.NEW else report.state
    with transaction.atomic():
        _move(report, by=by, state=state)
        _record("took a report", report, by=by, at=at)


def confirm_report(report: Report, *, by: User, at: datetime.datetime) -> None:
    """It is a mistake indeed: readers see it among the open corrections until a newer version is public."""
    if report.kind != Report.Kind.MISTAKE:
        raise Refused(_("Only a mistake can be confirmed."))
    with transaction.atomic():
        _move(report, by=by, state=Report.State.CONFIRMED)
        _record("confirmed a report", report, by=by, at=at)


def close_report(report: Report, *, by: User, at: datetime.datetime, outcome: str, reason: str = "") -> None:
    """Settle it: nothing to do, which needs a reason; corrected, which needs a newer public version; or
    not meant for us."""
    why = revisions.fit(reason, LONGEST_REASON)
    if outcome == Report.Outcome.NOTHING and not why:
        raise Refused(_("Write why there is nothing to do."))
    corrected = outcome == Report.Outcome.CORRECTED
    publication = corrected_in(report) if corrected else None
    if corrected and publication is None:
        raise Refused(
            _("No newer version has become public since this report. Publish the correction first.")
        )
    if outcome not in (Report.Outcome.NOTHING, Report.Outcome.UNFIT, Report.Outcome.CORRECTED):
        raise Refused(_("Choose what came of it."))
    with transaction.atomic():
        _close(report, by=by, at=at, outcome=outcome, reason=why, publication=publication)


def draft_from_report(
    report: Report, *, by: User, at: datetime.datetime, wording: str, topic: Topic
) -> Answer:
    """Begin an answer to what a reader asked, in the words of this person, and close the report with it."""
    if report.kind != Report.Kind.QUESTION:
        raise Refused(_("Only a question that a reader asked becomes a draft."))
    policies.demand(policies.why_not(by, "handle_report"))
    with transaction.atomic():
        draft = start(wording=wording, topic=topic, by=by, at=at, origin=Origin.READERS)
        _close(report, by=by, at=at, outcome=Report.Outcome.DRAFTED, draft=draft)
    return draft


def erase_report(report: Report, *, by: User, at: datetime.datetime) -> None:
    """Erase the reader's words now, for instance because they tell who somebody is. The rest stays."""
    policies.demand(policies.why_not(by, "erase_report"))
    with transaction.atomic():
        erased, _by_model = ReportText.objects.filter(report=report).delete()
        if not erased:
            raise Refused(_("These words are erased already."))
        _record("erased a report", report, by=by, at=at)


def corrected_in(report: Report) -> Publication | None:
    """The newest version with another text that became public since the report came."""
    since = Publication.objects.versions().filter(
        answer=report.answer_id, published_at__gt=report.received_at
    )
    return since.exclude(revision=report.revision_id).order_by("-version", "-id").first()


def _close(report: Report, *, by: User, at: datetime.datetime, outcome: str, **named: Any) -> None:
    _move(report, by=by, state=Report.State.CLOSED, outcome=outcome, closed_at=at, **named)
    publication = named.get("publication")
    details = {"outcome": str(outcome), "reason": named.get("reason", "")}
    if publication:
        details["version"] = publication.version
    _record("closed a report", report, by=by, at=at, **details)


def _move(report: Report, *, by: User, state: str, **named: Any) -> None:
    """Only from where the person saw it: of two at once, the second hears of it."""
    policies.demand(policies.why_not(by, "handle_report"))
    seen = Report.objects.open().filter(pk=report.pk, state=report.state, handled_by=report.handled_by_id)
    if not seen.order_by().update(state=state, handled_by=by, **named):
        raise Refused(_("Somebody has dealt with this report meanwhile. Look at it again."))
    report.refresh_from_db()


def _record(verb: str, report: Report, *, by: User, at: datetime.datetime, **details: Any) -> None:
    facts = {"report": report.pk} | {name: value for name, value in details.items() if value}
    Event.objects.record(verb, by=by, at=at, answer=report.answer, details=facts)
