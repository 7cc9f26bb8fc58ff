"""How good the public answers are, by topic and altogether, as a page and as tables; it changes nothing."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
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
from answers.models import Answer, Measure, PassedWarning, Publication, PublishedPage, Topic
from answers.models.measures import LACKS
from sources.exporters.texts import cell
from sources.models import Standing

LISTED = 50
MONTHS = 12

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
    """Every table, of all topics or of one; the number of queries does not grow with the answers."""
    _demand_reader(request)
    topic = _topic(request)
    context = {
        **admin.site.each_context(request),
        "title": _("Quality of the answers"),
        "tables": tables(topic, at=timezone.now()),
        "topic": topic,
        "topics": Topic.objects.order_by("name", "id"),
        "waiting": _waiting(topic),
        "uncounted": _answers(topic).filter(measure__isnull=True).count(),
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
    """What the page shows, in its order."""
    return [
        _by_topic(topic, today=timezone.localdate(at)),
        _missing(topic),
        _ages(topic, year=at.year),
        _standings(topic),
        _warnings(topic),
        _months(topic, at=at),
    ]


def _by_topic(topic: Topic | None, *, today: datetime.date) -> Table:
    rows = _measures(topic).by_topic()
    overdue = _counts(_answers(topic).filter(review_due_on__lt=today))
    every = [_topic_row(str(row["topic"]), row, overdue.get(str(row["slug"]), 0)) for row in rows]
    if len(every) > 1:
        every.append(_topic_row(_("All topics"), _measures(topic).summed(), sum(overdue.values())))
    return Table(
        "topics",
        _("By topic"),
        _(
            "Coverage: sentences with a check that supports them. Precision: checks that found support. The "
            "grade is the school year that can read the text as it is written."
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


def _topic_row(name: str, row: Any, overdue: int) -> list[Any]:
    return [
        name,
        row["answers"],
        _per_cent(row["sum_supported"], row["sum_claims"]),
        _per_cent(row["sum_supporting"], row["sum_checks"]),
        _one_digit(row["mean_grade"]),
        _one_digit(row["hardest"]),
        overdue,
        row["sum_sources"] or 0,
    ]


def _missing(topic: Topic | None) -> Table:
    sums = _measures(topic).summed()
    whole = sums["answers"]
    rows = [[LACKING[n], sums[f"sum_{n}"], _per_cent(sums[f"sum_{n}"], whole)] for n in LACKS]
    columns = [_("Part"), _("Answers without it"), _("Per cent")]
    return Table("missing", _("Missing parts"), _("Of the public answers."), columns, rows, bars=2)


def _ages(topic: Topic | None, *, year: int) -> Table:
    """How long ago the newest source of each answer came out."""
    names = (
        (_("2 years at most"), 0, 2),
        (_("3 to 5 years"), 3, 5),
        (_("6 to 10 years"), 6, 10),
        (_("More than 10 years"), 11, year),
    )
    between = {
        f"age_{first}": Count("pk", filter=Q(newest_year__gte=year - last, newest_year__lte=year - first))
        for _name, first, last in names
    }
    counted = _measures(topic).aggregate(**between, unknown=Count("pk", filter=Q(newest_year=None)))
    rows = [[name, counted[f"age_{first}"]] for name, first, _last in names]
    rows.append([_("No year known"), counted["unknown"]])
    columns = [_("Age"), _("Answers")]
    return Table("ages", _("Age of the newest source"), "", columns, rows, bars=1)


def _standings(topic: Topic | None) -> Table:
    """What became of the sources that public pages name."""
    through = PublishedPage.sources.through.objects.order_by()
    if topic is not None:
        through = through.filter(publishedpage__answer__question__main_topic=topic)
    counted = through.values("source__standing").annotate(
        sources=Count("source", distinct=True), pages=Count("publishedpage", distinct=True)
    )
    known = {row["source__standing"]: row for row in counted}
    rows = [[each.label, known[each]["sources"], known[each]["pages"]] for each in Standing if each in known]
    columns = [_("Standing"), _("Sources"), _("Public answers that name one")]
    return Table("standings", _("Standing of the sources"), "", columns, rows)


def _warnings(topic: Topic | None) -> Table:
    """Which warnings were passed, and why, in the texts that readers see now."""
    passed = PassedWarning.objects.standing_live()
    if topic is not None:
        passed = passed.filter(answer__question__main_topic=topic)
    known = {each.key: each for each in gates.REGISTRY}
    rows = []
    for row in passed.counted():
        gate, ready = known.get(str(row["gate"])), str(row["ready"])
        said = gates.reasons.in_words(gate, ready) if ready else _("In their own words.")
        rows.append([gate.rule if gate else row["gate"], said, row["number"]])
    columns = [_("Rule"), _("Reason"), _("How often")]
    return Table("warnings", _("Warnings passed with a reason"), "", columns, rows, bars=2)


def _months(topic: Topic | None, *, at: datetime.datetime) -> Table:
    """What happened in each of the last twelve months, this one included."""
    first = _month_before(timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0))
    published = Publication.objects.filter(published_at__gte=first)
    if topic is not None:
        published = published.filter(answer__question__main_topic=topic)
    kinds = {
        "new": Q(version=1, renewal=0),
        "newer": Q(version__gt=1, renewal=0),
        "confirmed": Q(renewal__gt=0),
    }
    counts = {name: Count("pk", filter=which) for name, which in kinds.items()}
    by_month = published.order_by().annotate(month=TruncMonth("published_at")).values("month")
    found = {row["month"].date(): row for row in by_month.annotate(**counts)}
    rows = []
    for month in _months_from(first):
        row = found.get(month.date(), {})
        named = [row.get(name, 0) for name in kinds]
        rows.append([date_format(month, "YEAR_MONTH_FORMAT"), *named, sum(named)])
    columns = [_("Month"), _("First published"), _("Newer versions"), _("Signed again"), _("Altogether")]
    return Table("months", _("Month by month"), "", columns, rows, bars=4)


def _month_before(month: datetime.datetime) -> datetime.datetime:
    """The first of the twelve."""
    years, place = divmod(month.year * 12 + month.month - MONTHS, 12)
    return month.replace(year=years, month=place + 1)


def _months_from(first: datetime.datetime) -> Iterable[datetime.datetime]:
    for later in range(MONTHS):
        years, place = divmod(first.year * 12 + first.month - 1 + later, 12)
        yield first.replace(year=years, month=place + 1)


def _waiting(topic: Topic | None) -> list[tuple[Measure, list[str]]]:
    """Answers that lack something, those read last first, each with what it lacks."""
    found = _measures(topic).lacking().select_related("answer__question").order_by("-answer")[:LISTED]
    return [(each, [str(LACKING[name]) for name in LACKS if getattr(each, name)]) for each in found]


def _measures(topic: Topic | None) -> Any:
    found = Measure.objects.of_public()
    return found if topic is None else found.filter(answer__question__main_topic=topic)


def _answers(topic: Topic | None) -> Any:
    found = Answer.objects.published()
    return found if topic is None else found.filter(question__main_topic=topic)


def _counts(answers: Any) -> dict[str, int]:
    return dict(answers.order_by().values_list("question__main_topic__slug").annotate(Count("pk")))


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
