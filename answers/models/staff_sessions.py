"""Sessions of staff: whose each is, since when, and in which browser, so that a person can end their own."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class StaffSessionQuerySet(models.QuerySet["StaffSession"]):
    """Which sessions."""

    def of(self, person: User, at: datetime.datetime) -> StaffSessionQuerySet:
        """The open ones of this person, the one used last first."""
        return self.filter(person=person, expire_date__gt=at).order_by("-seen_at", "session_key")

    def over(self, at: datetime.datetime) -> StaffSessionQuerySet:
        """Those that open nothing any more."""
        return self.filter(expire_date__lte=at)


class StaffSession(AbstractBaseSession):
    """One session; its key is kept as a hash, so that a copy of the database opens none."""

    session_key = models.CharField(max_length=64, primary_key=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="staff_sessions"
    )
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    browser = models.CharField(max_length=60, blank=True)

    objects = StaffSessionQuerySet.as_manager()  # type: ignore[assignment,misc]  # the parent's saves by raw key

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        default_permissions = ()
