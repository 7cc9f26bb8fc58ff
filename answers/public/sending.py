"""How what is public is sent: with its tag and what caches may do with it; never with a cookie."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language

CACHE_CONTROL = "public, max-age=0, must-revalidate, stale-if-error=600"

SHARED_CACHE_CONTROL = "public, max-age=0, s-maxage=3600, stale-while-revalidate=60, stale-if-error=86400"
"""Where the network in front is told what to forget: it may keep a page, browsers still ask each time."""

CONDITIONS = {
    "HTTP_IF_MATCH",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE",
}
"""With which a request may say what its reader has."""


def stamped(
    request: HttpRequest,
    response: HttpResponse,
    etag: str,
    changed_at: datetime.datetime | None,
    *,
    key: str = "",
) -> HttpResponseBase:
    """The response with its stamps, or 304 when the reader has it.

    The tag is weak: it names the page, whichever encoding it travels in. A page with a key is one that a
    network in front of the site is told to forget by that name.
    """
    tag = f"W/{quote_etag(etag)}"
    changed = int(changed_at.timestamp()) if changed_at else None
    response["ETag"] = tag
    response["Cache-Control"] = SHARED_CACHE_CONTROL if key and settings.CDN_PURGE_URL else CACHE_CONTROL
    if key:
        response["Surrogate-Key"] = key
    response["Vary"] = "Accept-Encoding"
    response["Content-Language"] = get_language() or settings.LANGUAGE_CODE
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    if response.status_code != 200 or CONDITIONS.isdisjoint(request.META):
        return response
    return get_conditional_response(request, etag=tag, last_modified=changed, response=response) or response
