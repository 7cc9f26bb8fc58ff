"""What readers find where there is no page: a way to search, and published questions that come near."""

from __future__ import annotations

import logging
import re

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language

from answers import search
from answers.models import PublishedPage
from answers.pages.copies import COPIES
from answers.views import replies

NEAR = 5
LONGEST = 200
"""Questions that are offered, and letters of an address that are read."""

_FOR_MACHINES = re.compile(r"\.(?!html?$)\w+$")
_BETWEEN_WORDS = re.compile(r"\.html?$|[\W_\d]+")

logger = logging.getLogger(__name__)


def lost(request: HttpRequest) -> HttpResponseBase:
    """The same page for every address, and the better for each word in it that we know."""
    words = words_of(request.path_info)
    told: dict[str, object] = {
        "words": words,
        "near": _near(words, language=get_language() or settings.LANGUAGE_CODE),
    }
    return replies.unkept(request, "404.html", told, status=404)


def words_of(path: str) -> str:
    """What the last part of an address says in words; nothing where it names a file for machines."""
    last = path[-LONGEST:].rstrip("/").rpartition("/")[2]
    return "" if _FOR_MACHINES.search(last) else _BETWEEN_WORDS.sub(" ", last).strip()


def _near(words: str, *, language: str) -> list[PublishedPage]:
    """A page that only says where to go on must come whatever happens to the search."""
    if not words or COPIES.is_resting(timezone.now()):
        return []
    try:
        found = search.find(search.read(words), language=language)
        best = (found.pages or found.near)[:NEAR]
        pages = PublishedPage.objects.only(*PublishedPage.LISTED).in_bulk(best)
    except Exception:
        logger.exception("The search for a page that is not here failed.")
        return []
    return [pages[number] for number in best if number in pages]
