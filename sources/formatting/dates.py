"""Dates as the reference styles write them, from what is known of year, month, day and season."""

from __future__ import annotations

from sources.formatting.work import Work

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long(work: Work) -> str:
    """AMA: "March 14, 2025", "March 2025", "Spring 2025", "2025", or nothing."""
    return _long(work.year, work.month, work.day, work.season)


def short(work: Work) -> str:
    """NLM: "2025 Mar 14", "2025 Mar", "2025 Spring", "2025", or nothing."""
    return _short(work.year, work.month, work.day, work.season)


def accessed_long(work: Work) -> str:
    """The day a web page was read, as AMA writes it."""
    return _long(*_parts(work.accessed_on), "")


def accessed_short(work: Work) -> str:
    """The day a web page was read, as NLM writes it."""
    return _short(*_parts(work.accessed_on), "")


def _long(year: int | None, month: int | None, day: int | None, season: str) -> str:
    if not year:
        return ""
    if not month:
        return f"{season} {year}".strip()
    return f"{_MONTHS[month - 1]} {day}, {year}" if day else f"{_MONTHS[month - 1]} {year}"


def _short(year: int | None, month: int | None, day: int | None, season: str) -> str:
    middle = _MONTHS[month - 1][:3] if month else season
    return " ".join(str(part) for part in (year, middle, day if month else "") if part) if year else ""


def _parts(iso: str) -> tuple[int | None, int | None, int | None]:
    numbers = [int(part) for part in iso.split("-") if part.isdigit()]
    year, month, day = [*numbers, 0, 0, 0][:3]
    return year or None, month if 1 <= month <= 12 else None, day or None
