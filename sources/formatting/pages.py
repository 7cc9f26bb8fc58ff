"""Page ranges, written in full or shortened; anything that is not a plain range stays as it is."""

from __future__ import annotations

import re

_RANGE = re.compile(r"([A-Za-z]{0,3})(\d+)\s*[-\u2010-\u2015\u2212]+\s*([A-Za-z]{0,3})(\d+)")


def in_full(pages: str) -> str:
    """AMA: both ends whole, joined by a hyphen ("1234-41" gives "1234-1241")."""
    return _RANGE.sub(_in_full, pages.strip())


def shortened(pages: str) -> str:
    """NLM: of the last page only what differs, joined by an en dash ("111-113" gives "111–3")."""
    return _RANGE.sub(_shortened, pages.strip())


def _in_full(found: re.Match[str]) -> str:
    prefix, first, end_prefix, last = found.groups()
    if end_prefix not in ("", prefix):
        return f"{prefix}{first}-{end_prefix}{last}"
    if not end_prefix and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return f"{prefix}{first}-{prefix}{last}"


def _shortened(found: re.Match[str]) -> str:
    prefix, first, end_prefix, last = found.groups()
    if end_prefix not in ("", prefix):
        return f"{prefix}{first}–{end_prefix}{last}"
    if len(first) == len(last):
        same = next((at for at, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), len(last) - 1)
        last = last[same:]
    return f"{prefix}{first}–{last if len(last) <= len(first) else prefix + last}"
