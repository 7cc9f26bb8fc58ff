"""A page in the codings that readers take; the same page always gives the same bytes."""

from __future__ import annotations

import gzip
from typing import Literal

import brotli

Coding = Literal["br", "gzip", ""]

QUALITY = 5
"""Of 11: a tenth larger than the best, fifty times quicker, and somebody waits for it."""

BEST = 11


def packed(page: bytes, coding: Coding) -> bytes:
    """The page in this coding; in none it stays as it is."""
    if coding == "br":
        return bytes(brotli.compress(page, mode=brotli.MODE_TEXT, quality=QUALITY))
    return gzip.compress(page, mtime=0) if coding == "gzip" else page


def packed_best(page: bytes) -> bytes:
    """The page in as few bytes as brotli can, for which nobody should wait."""
    return bytes(brotli.compress(page, mode=brotli.MODE_TEXT, quality=BEST))


def unpacked(body: bytes, coding: Coding) -> bytes:
    """The page again."""
    if coding == "br":
        return bytes(brotli.decompress(body))
    return gzip.decompress(body) if coding == "gzip" else body
