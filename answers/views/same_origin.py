"""Whether a public form was sent from a page of ours: what stands in for a token in a cookie.

Readers have no cookie, so nothing of theirs can be abused by another site but their address; still a form
is taken only from our own pages. Browsers say where it came from in headers that no script can set.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]
SAFE = ("GET", "HEAD", "OPTIONS")


def is_same_origin(request: HttpRequest) -> bool:
    """What the browser says first counts: Sec-Fetch-Site, else Origin, else Referer; silence is no.

    A browser that sends only a Referer is a very old one, or one for text; it is believed as well.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    if told := request.headers.get("Origin") or request.headers.get("Referer"):
        return _origin(told) in {
            f"{request.scheme}://{request.get_host()}".lower(),
            _origin(settings.SITE_URL),
        }
    return False


def same_origin_required(view: View) -> View:
    """For a public form without a cookie: anything that may change something is refused from elsewhere.

    It takes the place of Django's check, which needs a cookie.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        if request.method not in SAFE and not is_same_origin(request):
            return render(request, "403_form.html", status=403)
        return view(request, *given, **named)

    return guarded


def _origin(address: str) -> str:
    """Scheme, host and port of an address; nothing for one that cannot be read, such as “null”."""
    try:
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc}".lower() if parts.scheme and parts.netloc else ""
    except ValueError:
        return ""
