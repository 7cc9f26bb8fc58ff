"""A web address as a square that a telephone reads (QR code), drawn here; it asks nobody."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

QUIET = 4
"""Modules of white around the square; the standard asks for as many."""

MASK = 3
"""The pattern that breaks up large areas (ISO/IEC 18004, 7.8): a telephone reads each of the eight. Of
addresses like ours this one suits most; finding the best for each takes five times as long as drawing it."""


def square(address: str) -> str:
    """The same, drawn once and not kept: for an address that is a secret."""
    return svg.__wrapped__(address)


@lru_cache(maxsize=256)
def svg(address: str) -> str:
    """The square as SVG markup without size, style or script; a seventh of it may be smudged."""
    square = import_module("segno").make(address, error="m", micro=False, mask=MASK)
    drawn: str = square.svg_inline(border=QUIET, omitsize=True, svgclass=None, lineclass=None)
    return drawn.replace("<svg ", '<svg aria-hidden="true" ', 1)
