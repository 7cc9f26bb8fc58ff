"""In which coding a reader's browser takes a page."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest

from answers.pages.packing import Coding


def best(request: HttpRequest) -> Coding:
    """The best coding that the reader's browser takes, or none."""
    accepted = _accepted(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    if "br" in accepted:
        return "br"
    return "gzip" if "gzip" in accepted else ""


def quick(request: HttpRequest) -> Coding:
    """The one that costs little to make while the reader waits, or none."""
    return "gzip" if "gzip" in _accepted(request.META.get("HTTP_ACCEPT_ENCODING", "")) else ""


@lru_cache(maxsize=64)
def _accepted(header: str) -> frozenset[str]:
    """The codings a reader's browser takes; one with weight 0 is refused."""
    offers = (offer.replace(" ", "").lower().partition(";q=") for offer in header.split(","))
    return frozenset(coding for coding, _, weight in offers if not weight or weight.strip("0."))
