"""What the public answers held in each month, by topic and altogether: kept, so that a page only reads it."""

from __future__ import annotations

import datetime

from django.db import models

from answers.models.topics import Topic


class TallyQuerySet(models.QuerySet["Tally"]):
    """Which months."""

    def newest(self) -> list[Tally]:
        """The rows of the newest month, by the names of topics, all topics together last; one query."""
        newest = self.order_by("-month").values("month")[:1]
        rows = self.filter(month=newest).select_related("topic")
        return list(rows.order_by(models.F("topic__name").asc(nulls_last=True), "pk"))

    def by_month(self, topic: Topic | None, *, since: datetime.date) -> dict[datetime.date, Tally]:
        """The rows of one topic, or of all together, from this month on."""
        return {row.month: row for row in self.filter(topic=topic, month__gte=since).order_by("month")}


class Tally(models.Model):
    """The public answers of one main topic in one month, added up; without a topic, all of them.

    The row of this month is counted again and again, that of a former month stays as it was at its end. A
    month from before the counting began has only what can still be known: what was published.
    """

    month = models.DateField()
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, related_name="+")
    counted_at = models.DateTimeField()
    counts = models.JSONField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"
        ordering = ("month", "topic")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(name="a_topic_is_added_up_once_a_month", fields=("month", "topic")),
            models.UniqueConstraint(
                name="all_topics_are_added_up_once_a_month",
                fields=("month",),
                condition=models.Q(topic=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.month} {self.topic_id or ''}".strip()
