"""What a program is told when something goes wrong, as RFC 9457 words it; it decides nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.views import set_rollback

from answers.models import Refused

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


class Withdrawn(exceptions.APIException):
    """The answer was public and was taken down; its reason is the detail."""

    status_code = 410
    default_code = "withdrawn"


class Unprocessable(exceptions.APIException):
    """A verb refused, in its own sentence."""

    status_code = 422
    default_code = "refused"


class TooLong(exceptions.APIException):
    """More was sent than is read."""

    status_code = 413
    default_code = "too long"


class Conflicting(exceptions.APIException):
    """What was asked does not fit what is here by now."""

    status_code = 409
    default_code = "conflict"


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


def handler(exception: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """The problem that an exception of a view is; None for one that is our fault, so that it is seen."""
    if isinstance(exception, Http404):
        return reply(404)
    if isinstance(exception, PermissionDenied):
        return reply(403)
    if isinstance(exception, Refused):
        set_rollback()
        return reply(422, str(exception))
    if not isinstance(exception, exceptions.APIException):
        return None
    set_rollback()
    status = exception.status_code
    errors = list(_errors(exception.detail)) if isinstance(exception, exceptions.ValidationError) else []
    detail = " ".join(each["detail"] for each in errors) if errors else str(exception.detail)
    return reply(status, detail, errors=errors, headers=_headers(exception, context))


def is_asked_for(request: HttpRequest) -> bool:
    """Whether the request speaks to the interface, so that an error is told as a problem."""
    return request.path_info.startswith(PREFIX)


def _headers(exception: exceptions.APIException, context: Mapping[str, Any]) -> dict[str, str]:
    headers = {}
    if scheme := getattr(exception, "auth_header", ""):
        headers["WWW-Authenticate"] = scheme
    if (wait := getattr(exception, "wait", None)) is not None:
        headers["Retry-After"] = str(int(wait))
    if exception.status_code == 405:
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    return headers


def _errors(detail: Any, where: str = "") -> Iterator[dict[str, str]]:
    """Each fault with the name of the parameter or field, nested ones with a slash between."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from _errors(inner, f"{where}/{name}" if where else str(name))
    elif isinstance(detail, list):
        for place, each in enumerate(detail):
            nested = isinstance(each, (Mapping, list))
            yield from _errors(each, f"{where}/{place}" if nested and where else where)
    elif where in ("", "non_field_errors"):
        yield {"detail": str(detail)}
    else:
        yield {"name": where, "detail": str(detail)}
