"""Knows what somebody sees who is locked out after wrong passwords; `settings` know when."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def locked_out(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """The same page whether the name exists or not, so that it tells nobody who works here."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return HttpResponse(
        render_to_string("429.html", {"minutes": minutes}),
        status=429,
        headers={"Retry-After": str(minutes * 60), "Cache-Control": "no-store"},
    )
