"""How good the public answers are, by topic and altogether, as a page and as tables; it changes nothing."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from answers import gates, policies
from answers.admin import signed_in
from answers.jobs import tallying
from answers.jobs.tallying import Counts
from answers.models import Measure, Tally, Topic
from answers.models.measures import LACKS
from sources.exporters.texts import cell
from sources.models import Standing

LACKING = {
    "lacks_certainty": gettext_lazy("How sure are we"),
    "lacks_harms": gettext_lazy("Harms in numbers"),
    "lacks_unknowns": gettext_lazy("What we do not know"),
    "lacks_doctor_questions": gettext_lazy("What to ask your doctor"),
    "lacks_byline": gettext_lazy("Who wrote it"),
    "lacks_search_date": gettext_lazy("Evidence searched up to"),
}


@dataclass(frozen=True)
class Table:
    """One table of the page, which is also one file."""

    key: str
    title: str
    note: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    bars: int | None = None
    """The column that is also shown as bars, as long as it is large."""

    @property
    def most(self) -> float:
        """What the longest bar stands for."""
        values = [row[self.bars] or 0 for row in self.rows] if self.bars is not None else []
        return max([*values, 1])


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Every table, of all topics or of one, as it was added up last; nobody waits for the counting."""
    _demand_reader(request)
    topic, newest = _topic(request), Tally.objects.newest()
    counts = _counts(newest, topic)
    context = {
        **admin.site.each_context(request),
        "title": _("Quality of the answers"),
        "tables": _tables(newest, topic, at=timezone.now()),
        "counted_at": newest[0].counted_at if newest else None,
        "topic": topic,
        "topics": Topic.objects.order_by("name", "id"),
        "waiting": _waiting(counts),
        "uncounted": max(counts.get("public", 0) - counts.get("answers", 0), 0),
    }
    return TemplateResponse(request, "admin/quality.html", context)


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """One table as comma-separated values."""
    _demand_reader(request)
    key = request.GET.get("table", "topics")
    found = {each.key: each for each in tables(_topic(request), at=timezone.now())}
    if key not in found:
        raise Http404
    written = io.StringIO()
    writer = csv.writer(written)
    for row in (found[key].columns, *found[key].rows):
        writer.writerow([cell("" if value is None else str(value)) for value in row])
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="quality-{key}.csv"'
    return response


def urls() -> list[URLPattern]:
    """The addresses below /admin/, each behind the admin's door."""
    door = admin.site.admin_view
    return [
        path("quality/", door(quality), name="quality"),
        path("quality/table.csv", door(table), name="quality_csv"),
    ]


def tables(topic: Topic | None, *, at: datetime.datetime) -> list[Table]:
    """What the page shows, in its order, from what was added up last; three queries."""
    newest = Tally.objects.newest()
    return _tables(newest, topic, at=at)


def _tables(newest: Sequence[Tally], topic: Topic | None, *, at: datetime.datetime) -> list[Table]:
    counts = _counts(newest, topic)
    months = tallying.months_until(at)
    by_month = Tally.objects.by_month(topic, since=months[0])
    told = [(month, by_month[month].counts if month in by_month else {}) for month in months]
    return [
        _by_topic(newest, topic),
        _missing(counts),
        _ages(counts),
        _standings(counts),
        _warnings(counts),
        _trends(told),
        _published(told),
    ]


def _counts(newest: Sequence[Tally], topic: Topic | None) -> Counts:
    return next((dict(row.counts) for row in newest if row.topic == topic), {})


def _by_topic(newest: Sequence[Tally], topic: Topic | None) -> Table:
    shown = [row for row in newest if row.topic is not None and topic in (None, row.topic)]
    every = [_topic_row(str(row.topic), row.counts) for row in shown if row.counts.get("answers")]
    if len(every) > 1:
        every += [_topic_row(_("All topics"), row.counts) for row in newest if row.topic is None]
    return Table(
        "topics",
        _("By topic"),
        _(
            "Coverage: sentences with a check that supports them. Precision: checks that found support. The "
            "grade is the school year that can read the text, explained words set aside, as readers are told."
        ),
        [
            _("Topic"),
            _("Public answers"),
            _("Coverage, per cent"),
            _("Precision, per cent"),
            _("Grade, mean"),
            _("Grade, hardest"),
            _("Overdue"),
            _("Sources"),
        ],
        every,
        bars=2,
    )


def _topic_row(name: str, counts: Counts) -> list[Any]:
    hardest = _one_digit(counts.get("hardest"))
    return [name, *_figures(counts), hardest, counts.get("overdue", 0), counts.get("sum_sources") or 0]


def _figures(counts: Counts) -> list[Any]:
    """Answers, coverage, precision and grade; of a month that nobody counted none of them."""
    return [
        counts.get("answers"),
        _per_cent(counts.get("sum_supported"), counts.get("sum_claims")),
        _per_cent(counts.get("sum_supporting"), counts.get("sum_checks")),
        _one_digit(counts["sum_grade"] / counts["graded"]) if counts.get("graded") else None,
    ]


def _missing(counts: Counts) -> Table:
    sums = {name: counts.get(f"sum_{name}", 0) for name in LACKS}
    rows = [[LACKING[name], sums[name], _per_cent(sums[name], counts.get("answers"))] for name in LACKS]
    columns = [_("Part"), _("Answers without it"), _("Per cent")]
    return Table("missing", _("Missing parts"), _("Of the public answers."), columns, rows, bars=2)


def _ages(counts: Counts) -> Table:
    """How long ago the newest source of each answer came out."""
    names = {
        "age_0": _("2 years at most"),
        "age_3": _("3 to 5 years"),
        "age_6": _("6 to 10 years"),
        "age_11": _("More than 10 years"),
        "age_unknown": _("No year known"),
    }
    rows = [[name, counts.get(key, 0)] for key, name in names.items()]
    columns = [_("Age"), _("Answers")]
    return Table("ages", _("Age of the newest source"), "", columns, rows, bars=1)


def _standings(counts: Counts) -> Table:
    """What became of the sources that public pages name."""
    known = counts.get("standings", {})
    rows = [[each.label, *known[each]] for each in Standing if each in known]
    columns = [_("Standing"), _("Sources"), _("Public answers that name one")]
    return Table("standings", _("Standing of the sources"), "", columns, rows)


def _warnings(counts: Counts) -> Table:
    """Which warnings were passed, and why, in the texts that readers see now."""
    rows = []
    for key, ready, number in counts.get("warnings", ()):
        gate = gates.named(key)
        said = gates.reasons.in_words(gate, ready) if ready else _("In their own words.")
        rows.append([gate.rule if gate else key, said, number])
    columns = [_("Rule"), _("Reason"), _("How often")]
    return Table("warnings", _("Warnings passed with a reason"), "", columns, rows, bars=2)


def _trends(months: Sequence[tuple[datetime.date, Counts]]) -> Table:
    rows = [[_named(month), *_figures(counts), counts.get("overdue")] for month, counts in months]
    columns = [
        _("Month"),
        _("Public answers"),
        _("Coverage, per cent"),
        _("Precision, per cent"),
        _("Grade, mean"),
        _("Overdue"),
    ]
    note = _("As it was at the end of each month. Of a month with a dash nothing was counted at the time.")
    return Table("trends", _("How it changes"), note, columns, rows, bars=2)


def _published(months: Sequence[tuple[datetime.date, Counts]]) -> Table:
    """What happened in each of the last twelve months, this one included."""
    rows = []
    for month, counts in months:
        named = [counts.get(name, 0) for name in tallying.PUBLISHED]
        rows.append([_named(month), *named, sum(named)])
    columns = [_("Month"), _("First published"), _("Newer versions"), _("Signed again"), _("Altogether")]
    return Table("months", _("Month by month"), "", columns, rows, bars=4)


def _named(month: datetime.date) -> str:
    return str(date_format(month, "YEAR_MONTH_FORMAT"))


def _waiting(counts: Counts) -> list[tuple[Measure, list[str]]]:
    """Answers that lack something, those read last first, each with what it lacks."""
    among = Measure.objects.filter(pk__in=counts.get("lacking", ())).select_related("answer__question")
    found = [each for each in among.order_by("-pk") if each.answer.is_public and each.lacks]
    return [(each, [str(LACKING[name]) for name in each.lacks]) for each in found]


def _per_cent(part: float | None, whole: float | None) -> int | None:
    """Rounded down, so that only the whole is 100."""
    return int(100 * (part or 0) // whole) if whole else None


def _one_digit(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _topic(request: HttpRequest) -> Topic | None:
    """The topic that the address names; one that nobody knows is not found."""
    slug = request.GET.get("topic", "")
    found = Topic.objects.filter(slug=slug).first() if slug else None
    if slug and found is None:
        raise Http404
    return found


def _demand_reader(request: HttpRequest) -> None:
    if not policies.may_read_quality(signed_in.person(request)):
        raise PermissionDenied
