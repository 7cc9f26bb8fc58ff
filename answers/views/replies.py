"""How a public page is sent: in the reader's encoding, with its stamps; never with a cookie."""

from __future__ import annotations

import datetime
import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import http_date

from answers.models import purges
from answers.pages import RENDER_VERSION, FinishedPage, packing, reading
from answers.pages.copies import COPIES, Copy
from answers.pages.packing import Coding
from answers.public import codings, sending, unchanged
from answers.views import outage

ASKED = ("page", "topic", "certainty", "letter")
"""What narrows a list, each by the name that it has in the address."""


def kept(request: HttpRequest, page: FinishedPage, coding: Coding) -> HttpResponseBase:
    """The stored bytes of a page, or 304 when the reader has them."""
    response = _coded(page.body if coding else gzip.decompress(page.body), coding)
    key = purges.page_key(page.answer_id)
    sent = sending.stamped(request, response, page.etag, page.changed_at, key=key)
    return sent if page.is_outdated else unchanged.under(page.mark, sent)


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
    request: HttpRequest,
    text: str,
    status: int = 200,
    *,
    changed_at: datetime.datetime | None = None,
    kind: str | None = None,
) -> HttpResponseBase:
    """A page that is written already. `changed_at` is told, and never taken for the whole truth: what a page
    says of people and sources may change later, so that only its tag decides whether it is sent again."""
    page = text.encode()
    coding = codings.quick(request)
    response = _coded(packing.packed(page, coding), coding, kind)
    response.status_code = status
    if changed_at is not None:
        response["Last-Modified"] = http_date(int(changed_at.timestamp()))
    return sending.stamped(request, response, hashlib.sha256(page).hexdigest(), None)


def unkept(
    request: HttpRequest, template: str, values: dict[str, object], *, status: int
) -> HttpResponseBase:
    """Why there is no page here; nobody keeps it, because there may be one soon."""
    response = made(request, template, values, status)
    response["Cache-Control"] = "no-store"
    del response["ETag"]
    return response


def derived(
    request: HttpRequest, page: FinishedPage, told: str, write: Callable[[], str], *, for_all: bool
) -> HttpResponseBase:
    """What follows from a kept page and from `told` alone; it is written only for who does not have it.

    One `for_all` holds nothing that a single reader chose, so that its copy may bridge an outage.
    """
    etag = hashlib.sha256(f"{page.etag} {RENDER_VERSION} {told}".encode()).hexdigest()
    unchanged = sending.stamped(request, HttpResponse(), etag, None)
    if unchanged.status_code != 200:
        return unchanged
    coding = codings.quick(request)
    body = packing.packed(write().encode(), coding)
    if for_all:
        COPIES.keep((request.path,), Copy(body, coding, timezone.now()), taken_back=page.taken_back)
    return sending.stamped(request, _coded(body, coding), etag, None)


def listed(request: HttpRequest, template: str, values: Callable[[], dict[str, object]]) -> HttpResponseBase:
    """A list of published pages, made by this process once for each stamp of the lists.

    Who works on a template sees each change at once.
    """
    asked = (request.path, *(request.GET.get(name, "") for name in ASKED))
    return outage.bridged(request, asked, lambda: _listed(request, asked, template, values))


def _listed(
    request: HttpRequest, asked: tuple[str, ...], template: str, values: Callable[[], dict[str, object]]
) -> HttpResponseBase:
    chosen = codings.best(request)
    found = _under_stamp(asked, chosen, lambda: render_to_string(template, values()))
    COPIES.keep(asked, Copy(found.body, chosen, timezone.now()), taken_back=found.taken_back)
    sent = sending.stamped(request, _coded(found.body, chosen), found.etag, None, key=purges.LISTS)
    return unchanged.under(found.mark, sent)


def followed(
    request: HttpRequest, write: Callable[[], str], *, kind: str, asked: tuple[str, ...] = ()
) -> HttpResponseBase:
    """The same for machines that follow the lists; while the database is away they come back later."""
    chosen = codings.best(request)
    found = _under_stamp((request.path, *asked), chosen, write)
    return sending.stamped(request, _coded(found.body, chosen, kind), found.etag, None)


@dataclass(frozen=True)
class _Kept:
    body: bytes
    etag: str
    taken_back: str
    mark: reading.Mark | None


def _under_stamp(asked: tuple[str, ...], chosen: Coding, write: Callable[[], str]) -> _Kept:
    stamps = reading.stamps()
    key = hashlib.sha256(f"{stamps.value} {asked} {chosen}".encode()).hexdigest()
    found = None if settings.DEBUG else caches["lists"].get(key)
    if found is None:
        text = write().encode()
        found = (packing.packed(text, chosen), hashlib.sha256(text).hexdigest())
        caches["lists"].set(key, found)
    body, etag = found
    return _Kept(body, etag, stamps.taken_back, stamps.mark)


def _coded(body: bytes, coding: Coding, kind: str | None = None) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    if coding:
        response["Content-Encoding"] = coding
    return response
