"""The texts of the site: about us, terms, privacy, accessibility."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from answers.pages import site_texts
from answers.views import replies


@require_safe
def site_text(request: HttpRequest, place: str) -> HttpResponseBase:
    """The version that was approved last; a newer one shows at the next read, on every worker."""
    return replies.listed(
        request, "answers/site_text.html", lambda: {"text": site_texts.shown(place), "path": request.path}
    )
