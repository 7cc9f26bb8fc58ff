"""Searches that found nothing, as counts: words that readers use and no page has; nothing of who asked."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_ROWS = 2000
NAMED_FROM_DAYS = 3
"""On so many days a search must have come before its words are kept."""

KEPT_UNNAMED = datetime.timedelta(days=31)
KEPT = datetime.timedelta(days=365)


class MissedSearchQuerySet(models.QuerySet["MissedSearch"]):
    """Which missed searches."""

    def told(self) -> MissedSearchQuerySet:
        """Those that came on several days, so that their words are known."""
        return self.exclude(words="")

    def forget(self, *, today: datetime.date) -> int:
        """Forget what has not come again for a while; returns how many went."""
        unnamed = models.Q(words="", last_on__lt=today - KEPT_UNNAMED)
        return self.filter(unnamed | models.Q(last_on__lt=today - KEPT)).delete()[0]


class MissedSearch(models.Model):
    """One search that found nothing, however often.

    Until it has come on several days, only a keyed hash of it is kept: a rare search can be about one person.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    words = models.CharField(_("searched for"), max_length=100, blank=True)
    days = models.PositiveIntegerField(_("on days"), default=1)
    times = models.PositiveIntegerField(_("times"), default=1)
    last_on = models.DateField(_("last on"))

    objects = MissedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        ordering = ("-days", "-times", "id")
        indexes = (models.Index(fields=("last_on",), name="missed_searches_by_day"),)

    def __str__(self) -> str:
        return self.words
