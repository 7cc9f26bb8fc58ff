"""How many requests a minute somebody may send: by network address, by access key, or as a person."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from answers.public import limits

MINUTE = datetime.timedelta(minutes=1)


class Throttle(BaseThrottle):
    """One count for each minute and asker; while the shared cache is away, each process counts for itself."""

    def allow_request(self, request: Request, view: Any) -> bool:
        caller, most = asker(request)
        limit = limits.Limit("api", most, MINUTE)
        self._wait = limits.wait(request, [limit], at=timezone.now(), caller=caller)
        return not self._wait

    def wait(self) -> float:
        """Until the next minute begins."""
        return self._wait.total_seconds()


def asker(request: Request) -> tuple[str, int]:
    """Who is counted, and how many requests a minute they have; nobody known counts by address."""
    if request.auth is not None:
        return f"key:{request.auth.pk}", settings.API_PER_MINUTE_WITH_KEY
    if isinstance(request.user, User):
        return f"person:{request.user.pk}", settings.API_PER_MINUTE_WITH_KEY
    return "", settings.API_PER_MINUTE
