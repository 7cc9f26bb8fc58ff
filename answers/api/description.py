"""The interface described: OpenAPI 3.1 for programs, and one plain page of it for people."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from answers.api import manual, problems, replies
from answers.pages import documents
from answers.public import sending

GENERATOR = "answers.api.openapi.generated"


@lru_cache(maxsize=1)
def described() -> dict[str, Any]:
    """The schema of this release, made once by each process that is asked."""
    schema: dict[str, Any] = import_string(GENERATOR)()
    return schema


@require_safe
def schema(request: HttpRequest) -> HttpResponseBase:
    """The schema for programs."""
    return _sent(request, documents.dumps(described()), replies.CONTENT_TYPE)


@require_safe
def docs(request: HttpRequest) -> HttpResponseBase:
    """The same for people: it needs no script, no style of its own and no other site."""
    return _sent(request, _page(), "text/html; charset=utf-8")


@lru_cache(maxsize=1)
def _page() -> str:
    return render_to_string(
        "answers/api.html",
        manual.of(described())
        | {
            "problems": problems.TITLES.items(),
            "limit": settings.API_PER_MINUTE,
            "limit_with_key": settings.API_PER_MINUTE_WITH_KEY,
        },
    )


def _sent(request: HttpRequest, text: str, content_type: str) -> HttpResponseBase:
    body = text.encode()
    tag = hashlib.sha256(body).hexdigest()
    return sending.stamped(request, HttpResponse(body, content_type=content_type), tag, None)
