"""Which pages a content delivery network in front of the site must forget; rows go when it has been told."""

from __future__ import annotations

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answers.models.deliveries import Owed


def page_key(answer_id: int) -> str:
    """The name under which a network keeps the page of one answer."""
    return f"answer-{answer_id}"


AT_THE_NEXT_RUN = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)

LISTS = "lists"
"""The name under which it keeps every list of pages."""


class PurgeQuerySet(models.QuerySet["Purge"]):
    """Which purges, and the one way to owe one."""

    def owe(self, key: str) -> None:
        """In the transaction that changes the page, so that nobody is told before readers could see it.

        Each change has a row of its own: one that stands already may be on its way before this commits.
        Where no network stands in front of the site nothing is owed.
        """
        if settings.CDN_PURGE_URL:
            self.create(key=key, message_id=uuid.uuid4().hex, next_try_at=AT_THE_NEXT_RUN)

    def due(self, at: datetime.datetime) -> PurgeQuerySet:
        """Those to be tried now, oldest first."""
        return self.filter(state=Owed.State.OWED, next_try_at__lte=at).order_by("next_try_at", "id")


class Purge(Owed):
    """One name that the network must forget. After the last try it is given up: its copy has expired."""

    key = models.CharField(max_length=40)

    objects = PurgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("purge")
        verbose_name_plural = _("purges")
        ordering = ("next_try_at", "id")

    def __str__(self) -> str:
        return self.key
