"""When the work that nobody starts by hand last came to its end; the newest time of each, and no history."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class LastRunQuerySet(models.QuerySet["LastRun"]):
    """Which runs, and the one way to note one."""

    def note(self, work: str, *, at: datetime.datetime) -> None:
        """It ended well at this moment. A clock that was wrong is put right by the next run."""
        if not self.filter(work=work).update(at=at):
            self.update_or_create(work=work, defaults={"at": at})


class LastRun(models.Model):
    """The last time that one kind of work was done for this site, by whichever machine."""

    class Work(models.TextChoices):
        TIMED = "timed work", _("timed work")
        BACKUP = "verified backup", _("verified backup")

    work = models.CharField(max_length=20, choices=Work.choices, unique=True)
    at = models.DateTimeField()

    objects = LastRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("last run")
        verbose_name_plural = _("last runs")
        ordering = ("work",)
        constraints = (
            models.CheckConstraint(
                name="a_last_run_is_of_known_work",
                condition=models.Q(work__in=("timed work", "verified backup")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.work}: {self.at}"
