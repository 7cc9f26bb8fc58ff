"""What a program is told when something goes wrong, as RFC 9457 words it; it decides nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

CONTENT_TYPE = "application/problem+json"
PREFIX = "/api/"

TITLES = {
    400: _("The request cannot be understood"),
    401: _("Sign in first"),
    403: _("You may not do this"),
    404: _("There is nothing at this address"),
    405: _("This address does not take that method"),
    406: _("Only JSON is spoken here"),
    409: _("Somebody or something was quicker"),
    410: _("This answer was withdrawn"),
    413: _("The request is too long"),
    415: _("Send JSON"),
    422: _("The request was understood and refused"),
    429: _("Too many requests"),
    500: _("Something broke on our side"),
    503: _("The site is away for a moment"),
}
"""By status: the title of each problem, in the words of the documentation."""


def reply(
    status: int,
    detail: str = "",
    *,
    errors: list[dict[str, str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """One problem as a response; it needs no database and no request."""
    document: dict[str, Any] = {
        "type": f"/api/v1/docs/#problem-{status}",
        "title": str(TITLES.get(status, TITLES[400])),
        "status": status,
        "detail": detail or str(TITLES.get(status, TITLES[400])),
    }
    if errors:
        document["errors"] = errors
    kept = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"} | dict(headers or {})
    body = json.dumps(document, ensure_ascii=False).encode()
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE, headers=kept)


def is_asked_for(request: HttpRequest) -> bool:
    """Whether the request speaks to the interface, so that an error is told as a problem."""
    return request.path_info.startswith(PREFIX)
