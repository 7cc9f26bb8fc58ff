"""That somebody gave a reason for a warning: it holds as long as the text that raised the warning stays."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answers.models.answers import Answer
from answers.models.append_only import AppendOnly
from answers.models.revisions import FrozenText, Revision


class PassedWarningQuerySet(models.QuerySet["PassedWarning"]):
    """Which reasons."""

    def of(self, answer: Answer) -> dict[str, PassedWarning]:
        """By the fingerprint of a warning, the newest reason that was given for it in this answer."""
        rows = self.filter(answer=answer).select_related("reason", "person__contributor")
        return {row.fingerprint: row for row in rows.order_by("passed_at", "id")}

    def counted(
        self, *, since: datetime.datetime | None = None
    ) -> models.QuerySet[PassedWarning, dict[str, object]]:
        """How often each gate was passed, and why: rows of gate, ready reason and number, the most first.

        A reason in somebody's own words has no ready one.
        """
        rows = self.filter(passed_at__gte=since) if since else self
        counts = rows.order_by().values("gate", "ready").annotate(number=models.Count("pk"))
        return counts.order_by("-number", "gate", "ready")

    def by_topic(self) -> list[dict[str, Any]]:
        """The same by main topic."""
        counts = self.order_by().values("gate", "ready", topic=models.F("answer__question__main_topic"))
        return list(counts.annotate(number=models.Count("pk")).order_by("-number", "gate", "ready", "topic"))

    def standing_live(self) -> PassedWarningQuerySet:
        """Those that were given for a text which readers see now."""
        return self.filter(answer__public_state="published", revision=models.F("answer__live_revision"))


class PassedWarning(AppendOnly):
    """One reason, given once: picked from the ready ones, or in a person's own words."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="passed_warnings")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="passed_warnings")
    gate = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=64)
    ready = models.CharField(max_length=40, blank=True)
    reason = models.ForeignKey(FrozenText, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    passed_at = models.DateTimeField()

    objects = PassedWarningQuerySet.as_manager()

    class Meta:
        verbose_name = _("passed warning")
        verbose_name_plural = _("passed warnings")
        ordering = ("answer", "passed_at", "id")
        indexes = (
            models.Index(fields=("answer", "fingerprint"), name="reasons_for_a_warning"),
            models.Index(fields=("gate", "passed_at"), name="warnings_passed_by_gate"),
        )
        constraints = (
            models.CheckConstraint(
                name="a_warning_is_passed_for_one_reason",
                condition=models.Q(ready="", reason__isnull=False)
                | (~models.Q(ready="") & models.Q(reason__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.gate} · {self.ready or self.reason_id}"
