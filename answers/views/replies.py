"""How a public page is sent: in the reader's encoding, with its stamps; never with a cookie."""

from __future__ import annotations

import datetime
import gzip
import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from answers.models import ListStamp
from answers.pages import FinishedPage, packing
from answers.pages.packing import Coding

CACHE_CONTROL = "public, max-age=0, must-revalidate, stale-if-error=600"


def kept(request: HttpRequest, page: FinishedPage, coding: Coding) -> HttpResponseBase:
    """The stored bytes of a page, or 304 when the reader has them."""
    response = HttpResponse(page.body if coding else gzip.decompress(page.body))
    if coding:
        response["Content-Encoding"] = coding
    return _stamped(request, response, page.etag, page.changed_at)


def made(
    request: HttpRequest,
    template: str,
    values: dict[str, object],
    status: int = 200,
    *,
    changed_at: datetime.datetime | None = None,
) -> HttpResponseBase:
    """A page made for this request from what is public; it sees neither the session nor the person."""
    return written(request, render_to_string(template, values), status, changed_at=changed_at)


def written(
    request: HttpRequest, html: str, status: int = 200, *, changed_at: datetime.datetime | None = None
) -> HttpResponseBase:
    """A page that is written already. `changed_at` is told, and never taken for the whole truth: what a page
    says of people and sources may change later, so that only its tag decides whether it is sent again."""
    page = html.encode()
    compressed = "gzip" in _accepted(request)
    response = HttpResponse(gzip.compress(page, mtime=0) if compressed else page, status=status)
    if compressed:
        response["Content-Encoding"] = "gzip"
    if changed_at is not None:
        response["Last-Modified"] = http_date(int(changed_at.timestamp()))
    return _stamped(request, response, hashlib.sha256(page).hexdigest(), None)


def listed(request: HttpRequest, template: str, values: Callable[[], dict[str, object]]) -> HttpResponseBase:
    """A list of published pages, made by this process once for each stamp of the lists.

    Who works on a template sees each change at once.
    """
    chosen = coding(request)
    asked = (request.path, request.GET.get("page", ""), request.GET.get("topic", ""), chosen)
    key = hashlib.sha256(f"{ListStamp.objects.now()} {asked}".encode()).hexdigest()
    found = None if settings.DEBUG else caches["lists"].get(key)
    if found is None:
        html = render_to_string(template, values()).encode()
        found = (packing.packed(html, chosen), hashlib.sha256(html).hexdigest())
        caches["lists"].set(key, found)
    body, etag = found
    response = HttpResponse(body)
    if chosen:
        response["Content-Encoding"] = chosen
    return _stamped(request, response, etag, None)


def _stamped(
    request: HttpRequest,
    response: HttpResponse,
    etag: str,
    changed_at: datetime.datetime | None,
) -> HttpResponseBase:
    """The tag is weak: it names the page, whichever encoding it travels in."""
    tag = f"W/{quote_etag(etag)}"
    changed = int(changed_at.timestamp()) if changed_at else None
    response["ETag"] = tag
    response["Cache-Control"] = CACHE_CONTROL
    response["Vary"] = "Accept-Encoding"
    response["Content-Language"] = settings.LANGUAGE_CODE
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    if response.status_code != 200:
        return response
    return get_conditional_response(request, etag=tag, last_modified=changed, response=response) or response


def coding(request: HttpRequest) -> Coding:
    """The best coding that the reader's browser takes, or none."""
    accepted = _accepted(request)
    if "br" in accepted:
        return "br"
    return "gzip" if "gzip" in accepted else ""


def _accepted(request: HttpRequest) -> frozenset[str]:
    """The codings a reader's browser takes; one with weight 0 is refused."""
    header = request.META.get("HTTP_ACCEPT_ENCODING", "")
    offers = (offer.replace(" ", "").lower().partition(";q=") for offer in header.split(","))
    return frozenset(coding for coding, _, weight in offers if not weight or weight.strip("0."))
