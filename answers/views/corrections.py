"""The list of all corrections of public pages, for everybody."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from answers.public import corrected
from answers.views import replies

LISTED = 20


@require_safe
def corrections(request: HttpRequest) -> HttpResponseBase:
    """What was wrong and what is right now, the newest first."""
    page = Paginator(corrected.listed(), LISTED).get_page(request.GET.get("page"))
    found = corrected.entries(list(page.object_list))
    return replies.made(request, "answers/corrections.html", {"page": page, "corrections": found})
