"""What readers get while the database is away: the page as it was last sent, and a line that says so."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone

from answers.pages import packing
from answers.pages.copies import COPIES, Copy
from answers.public import codings

logger = logging.getLogger(__name__)

Key = tuple[str, ...]


def bridged(
    request: HttpRequest, key: Key, answer: Callable[[], HttpResponseBase], *, is_unticked: bool = False
) -> HttpResponseBase:
    """The answer; while the database is away the copy of the page instead, where there is one.

    Raises what the database raised where there is none: the site then asks the reader to come back. One that
    `is_unticked` lacks what this reader ticked, and says so.
    """
    at = timezone.now()
    copy = COPIES.find(key)
    if copy is not None and COPIES.is_resting(at):
        return _sent(request, copy, is_unticked=is_unticked)
    try:
        return answer()
    except (OperationalError, InterfaceError) as away:
        COPIES.note_away(at)
        copy = COPIES.find(key)  # it may have been forgotten while the database was asked
        if copy is None:
            raise
        logger.error("The database is away (%s); a kept page was sent.", type(away).__name__)  # noqa: TRY400
        return _sent(request, copy, is_unticked=is_unticked)


def _sent(request: HttpRequest, copy: Copy, *, is_unticked: bool) -> HttpResponse:
    """The copy with its notice; no cache keeps it, because the page may have changed since."""
    page = packing.unpacked(copy.body, copy.coding)
    told = {"confirmed_at": copy.confirmed_at, "is_unticked": is_unticked}
    notice = render_to_string("answers/_outage.html", told).encode()
    before, opening, rest = page.partition(b"<main ")
    attributes, closing, inside = rest.partition(b">")
    coding = codings.quick(request)
    response = HttpResponse(
        packing.packed(b"".join((before, opening, attributes, closing, notice, inside)), coding)
    )
    if coding:
        response["Content-Encoding"] = coding
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Accept-Encoding"
    return response
