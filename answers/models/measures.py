"""What was counted of each public answer, so that thousands can be added up; derived, and counted again."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Count, F, Max, Q, Sum

from answers.models.answers import Answer
from answers.models.revisions import Revision

HOLDS_FOR = datetime.timedelta(days=7)
"""A count is made again after so long: checks that end or come later count too."""

LACKS = (
    "lacks_certainty",
    "lacks_harms",
    "lacks_unknowns",
    "lacks_doctor_questions",
    "lacks_byline",
    "lacks_search_date",
)
"""What a complete answer has and some lack."""


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Which counts, and what they add up to."""

    def of_public(self) -> MeasureQuerySet:
        """Those of answers that readers see."""
        return self.filter(answer__public_state=Answer.PublicState.PUBLISHED)

    def by_topic(self, *, year: int) -> models.QuerySet[Measure, dict[str, Any]]:
        """One row for each main topic, with what its answers add up to in this year."""
        rows = self.order_by().values(topic=F("answer__question__main_topic"))
        return rows.annotate(**_SUMS, **_ages(year))

    def lacking(self) -> MeasureQuerySet:
        """Those that lack something."""
        lacking = Q()
        for name in LACKS:
            lacking |= Q(**{name: True})
        return self.filter(lacking)


class Measure(models.Model):
    """The live revision of one answer in numbers."""

    answer = models.OneToOneField(Answer, models.CASCADE, primary_key=True, related_name="measure")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    measured_at = models.DateTimeField(db_index=True)
    claims = models.PositiveIntegerField()
    supported = models.PositiveIntegerField()
    checks = models.PositiveIntegerField()
    supporting = models.PositiveIntegerField()
    grade = models.FloatField(null=True)
    """The school year that reads it with explained words set aside, as readers are told; None where we cannot
    count syllables."""
    sources = models.PositiveIntegerField()
    newest_year = models.PositiveIntegerField(null=True)
    """When the newest source came out."""
    lacks_certainty = models.BooleanField()
    lacks_harms = models.BooleanField()
    lacks_unknowns = models.BooleanField()
    lacks_doctor_questions = models.BooleanField()
    lacks_byline = models.BooleanField()
    lacks_search_date = models.BooleanField()

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "measures"
        ordering = ("answer",)

    def __str__(self) -> str:
        return f"{self.answer_id}"

    @property
    def lacks(self) -> list[str]:
        """Which of LACKS."""
        return [name for name in LACKS if getattr(self, name)]


AGES = ((0, 2), (3, 5), (6, 10), (11, None))
"""Years since the newest source came out, from and to."""


def _ages(year: int) -> dict[str, Count]:
    found = {}
    for youngest, oldest in AGES:
        between = Q(newest_year__lte=year - youngest)
        if oldest is not None:
            between &= Q(newest_year__gte=year - oldest)
        found[f"age_{youngest}"] = Count("pk", filter=between)
    return found | {"age_unknown": Count("pk", filter=Q(newest_year=None))}


_SUMS = {
    "answers": Count("pk"),
    "sum_claims": Sum("claims"),
    "sum_supported": Sum("supported"),
    "sum_checks": Sum("checks"),
    "sum_supporting": Sum("supporting"),
    "graded": Count("grade"),
    "sum_grade": Sum("grade"),
    "hardest": Max("grade"),
    "sum_sources": Sum("sources"),
} | {f"sum_{name}": Count("pk", filter=Q(**{name: True})) for name in LACKS}
