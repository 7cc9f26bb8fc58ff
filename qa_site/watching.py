"""Knows what a request leaves behind: a name of its own, a line when it went badly, a count for operators.

Of whoever asked it keeps nothing, and of the address only the pattern that it fits.
"""

import logging
import re
import secrets
import time

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from qa_site import counting, logs, middleware
from qa_site.middleware import Handler

HEADER = "X-Request-ID"
_NAME = re.compile(r"[A-Za-z0-9-]{8,64}")
_KINDS = {
    "answers:question": "question",
    "answers:home": "list",
    "answers:topics": "list",
    "answers:topic": "list",
    "answers:questions": "list",
    "answers:sources": "list",
    "answers:corrections": "list",
    "answers:search": "search",
}
_PATHS = {"/api/": "api", "/admin/": "staff", "/static/": "file", "/healthz/": "health", "/metrics": "health"}

REFUSED = {400, 403, 405, 413, 415, 429}
"""What no page of ours leads to: somebody tries something, or a program of somebody's is wrong."""

logger = logging.getLogger("qa_site.requests")


def watched(get_response: Handler) -> Handler:
    """Outermost of all, so that what goes wrong anywhere is told under the request's name."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        name = _name(request)
        token = logs.request_id.set(name)
        try:
            response = get_response(request)
            response.headers[HEADER] = name
            _note(request, response.status_code, time.perf_counter() - began)
            return response
        finally:
            logs.request_id.reset(token)

    return middleware


def _name(request: HttpRequest) -> str:
    """The one that a proxy of ours gave it, else a new one."""
    given = request.META.get("HTTP_X_REQUEST_ID", "")
    is_ours = _NAME.fullmatch(given) and middleware.is_trusted(request.META.get("REMOTE_ADDR", ""))
    return given if is_ours else secrets.token_hex(8)


def _note(request: HttpRequest, status: int, seconds: float) -> None:
    counting.request(_kind(request), status, seconds)
    milliseconds = round(1000 * seconds)
    is_trouble = status >= 500 or milliseconds >= settings.SLOW_REQUEST_MILLISECONDS
    if is_trouble or status in REFUSED or settings.LOG_REQUESTS == "all":
        told = {"method": request.method, "route": _route(request), "status": status}
        logger.log(
            logging.WARNING if is_trouble else logging.INFO,
            "%s %s: %s after %s ms",
            request.method,
            told["route"],
            status,
            milliseconds,
            extra=told | {"milliseconds": milliseconds},
        )


def _route(request: HttpRequest) -> str:
    """The pattern of the address: which page somebody read is nobody's business."""
    match = request.resolver_match
    return f"/{match.route}" if match else "no such address"


def _kind(request: HttpRequest) -> str:
    match = request.resolver_match
    if match and match.view_name in _KINDS:
        return _KINDS[match.view_name]
    path = request.path_info
    return next((kind for start, kind in _PATHS.items() if path.startswith(start)), "other")
