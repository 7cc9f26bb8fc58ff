"""What was counted of each public answer, so that thousands can be added up; derived, and counted again."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Avg, Count, F, Max, Min, Q, Sum

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

    def summed(self) -> dict[str, float | None]:
        """One row over all of these."""
        return self.aggregate(**_SUMS)

    def by_topic(self) -> list[dict[str, object]]:
        """One row for each main topic, in the order of their names; one query."""
        topic = {"topic": F("answer__question__main_topic__name"), "slug": F(f"{_TOPIC}__slug")}
        rows = self.order_by().values(**topic).annotate(**_SUMS)
        return list(rows.order_by("topic"))

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
    """The school year that reads it, as written; None where we cannot count syllables."""
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


_TOPIC = "answer__question__main_topic"
_SUMS = {
    "answers": Count("pk"),
    "sum_claims": Sum("claims"),
    "sum_supported": Sum("supported"),
    "sum_checks": Sum("checks"),
    "sum_supporting": Sum("supporting"),
    "mean_grade": Avg("grade"),
    "hardest": Max("grade"),
    "sum_sources": Sum("sources"),
    "mean_newest": Avg("newest_year"),
    "oldest_newest": Min("newest_year"),
} | {f"sum_{name}": Count("pk", filter=Q(**{name: True})) for name in LACKS}
