"""Look-ups that are owed to sources which came with nothing but a printed entry; asking is for `jobs`."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.models.source import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class OwedLookupQuerySet(models.QuerySet["OwedLookup"]):
    """Which look-ups, and the one way to owe one."""

    def due(self, at: datetime.datetime) -> OwedLookupQuerySet:
        """Those to be tried now, oldest first."""
        return self.filter(next_try_at__lte=at).order_by("next_try_at", "pk")

    def told(self) -> OwedLookupQuerySet:
        """Those that came to no end: a person reads why."""
        return self.filter(next_try_at__isnull=True)

    def owe(self, sources: Iterable[Source], *, by: User, at: datetime.datetime) -> None:
        """Owe each source one look-up; one that is owed already stays as it is."""
        rows = (OwedLookup(source=each, asked_by=by, asked_at=at, next_try_at=at) for each in sources)
        self.bulk_create(rows, ignore_conflicts=True)


class OwedLookup(models.Model):
    """One source that the services are still to be asked about, or what they said that needs a person."""

    source = models.OneToOneField(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="owed_lookup"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    said = models.TextField(blank=True)

    objects = OwedLookupQuerySet.as_manager()

    class Meta:
        verbose_name = _("owed look-up")
        verbose_name_plural = _("owed look-ups")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="a_look_up_is_tried_again_or_says_why_not",
                condition=models.Q(next_try_at__isnull=False) | ~models.Q(said=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_id}: {self.said or self.next_try_at}"
