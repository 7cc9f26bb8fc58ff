"""Knows what holds for every request: whose address, which headers, no cookies, what an outage says.

It knows nothing of answers or sources, except which paths belong to staff and how programs hear of trouble.
"""

import ipaddress
import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, resolve
from django.utils import translation

from answers.api import problems
from answers.public.unchanged import UNCHANGED
from qa_site import counting, environment, headers, replica, trouble

Handler = Callable[[HttpRequest], HttpResponseBase]

STAFF_PATHS = ("/admin/", "/api/")
OPEN_API_PATHS = tuple(
    f"/api/v1/{name}/"
    for name in ("topics", "questions", "answers", "sources", "corrections", "schema", "docs")
)
"""Parts of the interface that everybody may read, also from a page of another site."""

SAFE = ("GET", "HEAD", "OPTIONS")
DATABASE_AWAY = (OperationalError, InterfaceError)
RETRY_AFTER_SECONDS = 10

CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After, Deprecation, Sunset, Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
}

logger = logging.getLogger("qa_site")


def trusted_proxies(get_response: Handler) -> Handler:
    """Forwarded addresses and schemes count only from a proxy of ours; anybody else's are taken off."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if is_trusted(request.META.get("REMOTE_ADDR", "")):
            request.META["REMOTE_ADDR"] = forwarded_for(request)
        else:
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return get_response(request)

    return middleware


def is_trusted(word: str) -> bool:
    return _is_among(word, tuple(settings.TRUSTED_PROXIES))


@lru_cache(maxsize=1000)
def _is_among(word: str, networks: tuple[environment.Network, ...]) -> bool:
    try:
        address = ipaddress.ip_address(word)
    except ValueError:
        return False
    return any(address in network for network in networks)


def forwarded_for(request: HttpRequest) -> str:
    """The nearest address that is not a proxy of ours; what stands further left may be made up."""
    nearest: str = request.META["REMOTE_ADDR"]
    chain = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    for word in reversed([link.strip() for link in chain if link.strip()]):
        if not is_trusted(nearest):
            break
        nearest = word
    return nearest


def client_address(request: HttpRequest) -> str:
    address: str = request.META.get("REMOTE_ADDR", "")
    return address


def is_page(response: HttpResponseBase) -> bool:
    """Whether a browser shows it as a page, which alone may use a device or load anything.

    “Not modified” names no kind, and its headers replace those of the page that the browser kept.
    """
    return response.headers.get("Content-Type", "text/html").startswith("text/html")


def isolation_headers(get_response: Handler) -> Handler:
    """The headers that keep other sites out of ours and that Django does not set itself."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in (headers.ISOLATION | (headers.OF_PAGES if is_page(response) else {})).items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def is_open_api(request: HttpRequest) -> bool:
    """Whether the request only reads what the interface tells everybody."""
    return request.method in SAFE and request.path_info.startswith(OPEN_API_PATHS)


def is_for_staff(request: HttpRequest) -> bool:
    """Whether a session, a person or a key may matter. A key on an open address counts its own requests."""
    if not request.path_info.startswith(STAFF_PATHS):
        return False
    return not is_open_api(request) or "HTTP_AUTHORIZATION" in request.META


def open_to_other_sites(get_response: Handler) -> Handler:
    """Scripts of any site may read what the interface tells everybody, never as a person, nothing else."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not is_open_api(request):
            return get_response(request)
        is_asking = request.method == "OPTIONS"
        response = HttpResponse(status=204) if is_asking else get_response(request)
        for name, value in (CROSS_ORIGIN | (PREFLIGHT if is_asking else {})).items():
            response.headers[name] = value
        return response

    return middleware


class ContentPolicy(CSPMiddleware):
    """The usual policies are worded once; one with a nonce, or of a view's own, for its response."""

    def __init__(self, get_response: Handler) -> None:
        super().__init__(get_response)
        self.usual: str = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_usual = not hasattr(request, "_csp_nonce") and not any(
            name.startswith("_csp") for name in vars(response)
        )
        if settings.DEBUG or not is_usual:
            answered: HttpResponseBase = super().process_response(request, response)
            return answered
        response.headers.setdefault(HEADER, self.usual if is_page(response) else headers.OF_FILES)
        return response


def sent_before(get_response: Handler) -> Handler:
    """A page that this process sent is sent again as it was, while nothing in the database has changed."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if settings.DEBUG or request.method != "GET" or is_for_staff(request):
            return get_response(request)
        try:
            found = UNCHANGED.find(request)
        except DATABASE_AWAY:
            found = None  # what readers get meanwhile, the view knows
        if found is not None:
            return found
        response = get_response(request)
        UNCHANGED.keep(request, response)
        return response

    return middleware


def no_cookie_for_readers(get_response: Handler) -> Handler:
    """A reader's visit sets no cookie, whatever a view did."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not is_for_staff(request):
            response.cookies.clear()
        return response

    return middleware


def language_of_address(get_response: Handler) -> Handler:
    """The language is the one that the address begins with, else the site's own; staff choose theirs."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        named = translation.get_language_from_path(request.path_info)
        if request.path_info.startswith("/admin/"):
            chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
            named = chosen if chosen in dict(settings.LANGUAGES) else None
        with translation.override(named or settings.LANGUAGE_CODE):
            return get_response(request)

    return middleware


def readers_leave_here(get_response: Handler) -> Handler:
    """A reader's page needs no session, no person and no form, so none of them is looked for.

    An address that leads nowhere goes on, to where a missing slash is noticed.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or is_for_staff(request):
            return get_response(request)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return get_response(request)
        request.resolver_match = match
        try:
            with replica.reading(match.view_name):
                response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
                return response.render() if isinstance(response, SimpleTemplateResponse) else response
        except DATABASE_AWAY as away:
            return unavailable(away, request)

    return middleware


class DatabaseAway:
    """A database that is away is an outage of ours: 503 and when to come back, never 500."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return unavailable(exception, request) if isinstance(exception, DATABASE_AWAY) else None


def unavailable(exception: BaseException, request: HttpRequest) -> HttpResponse:
    """Needs neither the database nor a file; a program is told in its own way."""
    logger.error("The database is away: %s", type(exception).__name__)
    counting.count(counting.DATABASE_AWAY)
    is_program = problems.is_asked_for(request)
    response = problems.reply(503) if is_program else trouble.out_of_reach(request)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
