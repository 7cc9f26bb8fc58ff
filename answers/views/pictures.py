"""Pictures for links that people share: drawn here when first asked for, from what is public and no more."""

from __future__ import annotations

import json
import subprocess
import sys

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from answers.models import PublishedPage
from answers.pages import for_machines

FONT = settings.BASE_DIR / "static" / "fonts" / "serif-600.woff2"
CACHE_CONTROL = "public, max-age=31536000, immutable"
"""Other words have another address, so that nobody needs to ask again."""

LONGEST = 20
"""Seconds; it takes a fifth of one on a machine that has nothing else to do."""


@require_safe
def site_picture(request: HttpRequest, digest: str) -> HttpResponseBase:
    """The picture of the site; under a former address the way to the present one."""
    if digest != for_machines.picture_digest():
        return HttpResponseRedirect(for_machines.picture())
    return _sent(request, digest, "")


@require_safe
def question_picture(request: HttpRequest, slug: str, digest: str) -> HttpResponseBase:
    """The picture of a public question; one that was withdrawn has none any more."""
    pages = PublishedPage.objects.filter(slug=slug, language=get_language())
    title = pages.values_list("title", flat=True).first()
    if title is None:
        raise Http404
    if digest != for_machines.picture_digest(title):
        return HttpResponseRedirect(for_machines.picture(title, slug=slug))
    return _sent(request, digest, title)


def _sent(request: HttpRequest, digest: str, question: str) -> HttpResponseBase:
    """The picture, or 304; it may be shown on pages of others, as is its purpose."""
    response = HttpResponse(content_type="image/png")
    response["ETag"] = quote_etag(digest)
    response["Cache-Control"] = CACHE_CONTROL
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    unchanged = get_conditional_response(request, etag=response["ETag"])
    if unchanged is not None:
        return unchanged
    drawn = caches["pictures"].get(digest)
    if drawn is None:
        drawn = _drawn(question)
        caches["pictures"].set(digest, drawn, None)
    response.content = drawn
    return response


def _drawn(question: str) -> bytes:
    """By a program that ends with it: what drawing takes would else stay in the memory of every worker."""
    words = {"site": settings.SITE_NAME, "tagline": str(for_machines.TAGLINE), "question": question}
    finished = subprocess.run(  # noqa: S603 (our own program; the words go in on its standard input)
        [sys.executable, "-m", "answers.rendering.picture", str(FONT)],
        input=json.dumps(words).encode(),
        capture_output=True,
        check=True,
        cwd=settings.BASE_DIR,
        timeout=LONGEST,
    )
    return finished.stdout
