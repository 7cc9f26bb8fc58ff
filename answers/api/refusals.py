"""Which problem an exception of the interface's views is; how it is worded, `problems` knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework import exceptions
from rest_framework.views import set_rollback

from answers.api import problems
from answers.models import Refused


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


def handler(exception: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """The problem that an exception of a view is; None for one that is our fault, so that it is seen."""
    if isinstance(exception, Http404):
        return problems.reply(404)
    if isinstance(exception, PermissionDenied):
        return problems.reply(403)
    if isinstance(exception, Refused):
        set_rollback()
        return problems.reply(422, str(exception))
    if not isinstance(exception, exceptions.APIException):
        return None
    set_rollback()
    status = exception.status_code
    errors = list(_errors(exception.detail)) if isinstance(exception, exceptions.ValidationError) else []
    detail = " ".join(each["detail"] for each in errors) if errors else str(exception.detail)
    return problems.reply(status, detail, errors=errors, headers=_headers(exception, context))


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
