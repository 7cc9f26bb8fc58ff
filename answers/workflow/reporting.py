"""What readers tell us becomes a report; its words go into a row of their own and into no log and no mail."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from answers import revisions
from answers.models import Answer, Delivery, Event, Helpfulness, Refused, Report, ReportText, Revision
from answers.rendering import claims
from answers.workflow import people

LONGEST = 4000
LONGEST_PAGE = 300
AT_ONCE = 500

_VERBS = {
    Report.Kind.MISTAKE: "received a report",
    Report.Kind.MISSING: "received what was missed",
    Report.Kind.QUESTION: "received a question",
}
HARM = "received a report of harm"


@dataclass(frozen=True)
class Told:
    """What a reader told us; `place` is the hash of a sentence of the page, or the name of a part of it, and
    `page` is how they named a page that we do not know."""

    kind: str
    text: str
    answer: Answer | None = None
    place: str = ""
    could_harm: bool = False
    page: str = ""


def receive_report(told: Told, *, key: str, at: datetime.datetime) -> Report:
    """Keep what a reader told us; the same `key` again, as after a double tap, is the same report.

    What could harm someone is told to the managing editors at once. Of the rest the people responsible for
    the topic hear; where there are none, the managing editors.
    """
    text, page = revisions.fit(told.text, LONGEST), revisions.fit(told.page, LONGEST_PAGE)
    if not text:
        raise Refused(_("Please write a few words."))
    revision = _public_text(told.answer)
    facts = {
        "kind": Report.Kind(told.kind),
        "could_harm": told.could_harm and told.kind == Report.Kind.MISTAKE,
        "answer": told.answer,
        "revision": revision,
        "place": _place(revision, told.place),
        "received_at": at,
    }
    with transaction.atomic():
        report, is_new = Report.objects.get_or_create(key=key, defaults=facts)
        if is_new:
            ReportText.objects.create(report=report, text=text, page=page)
            _tell(report, at=at)
    return report


def count_helpful(answer: Answer, *, is_helpful: bool, instead: bool = False) -> None:
    """One more reader whom the page helped or not; `instead` takes back what the same one said before."""
    if not answer.is_public:
        raise Refused(_("This page is not public any more."))
    yes, no = (1, -int(instead)) if is_helpful else (-int(instead), 1)
    with transaction.atomic():
        Helpfulness.objects.add(answer, helpful=yes, unhelpful=no)


def erase_report_texts(at: datetime.datetime, *, most: int = AT_ONCE) -> int:
    """Erase what readers wrote 180 days ago or before, whatever became of it. Returns how many."""
    with transaction.atomic():
        gone = list(ReportText.objects.outlived(at).values_list("pk", flat=True)[:most])
        erased, _by_model = ReportText.objects.filter(pk__in=gone).delete()
        if erased:
            Event.objects.record("erased old reports", by=None, at=at, details={"reports": gone})
    return erased


def _public_text(answer: Answer | None) -> Revision | None:
    """What readers see of the answer; a report on a page that they cannot see is refused."""
    if answer is None:
        return None
    if not answer.is_public or answer.live_revision is None:
        raise Refused(_("This page is not public any more."))
    return answer.live_revision


def _place(revision: Revision | None, wanted: str) -> str:
    """The sentence or part, if the page has it."""
    if revision is None or not wanted:
        return ""
    if wanted in Report.Part.values:
        return wanted
    return next((each.hash for each in claims.claims(revision.content()) if each.hash == wanted), "")


def _tell(report: Report, *, at: datetime.datetime) -> None:
    event = Event.objects.record(
        HARM if report.could_harm else _VERBS[Report.Kind(report.kind)],
        by=None,
        at=at,
        answer=report.answer,
        revision=report.revision,
        details={"report": report.pk},
    )
    responsible = (
        [] if report.could_harm or report.answer is None else list(people.responsible(report.answer))
    )
    Delivery.objects.owe_mail(event, responsible or people.managing())
