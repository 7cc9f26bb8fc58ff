"""Dates as files write them, odd ones too; it guesses nothing: what is ambiguous gives the year alone."""

from __future__ import annotations

import calendar
import re
from typing import NamedTuple

from sources.importers.formats import words


class When(NamedTuple):
    """A date of publication, as far as it is known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str = ""

    def is_finer(self, other: When) -> bool:
        """Whether it says more than the other."""
        return self._known() > other._known()

    def _known(self) -> int:
        return sum(bool(part) for part in self)


_MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number])
} | {"sept": 9}
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)")
_ORDERED = re.compile(r"([12]\d{3})(?:[/.-](\w*))?(?:[/.-](\w*))?(?:[/.](.*))?")
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})[/.-]([12]\d{3})")
_SEASON = re.compile(
    r"\b(?:(?:(?:early|late|1st|2nd|3rd|4th|first|second|third|fourth)\s)?(?:spring|summer|autumn|fall|winter|quarter|christmas|easter)s?\b)(?:\s*[-/]\s*[a-z]+)?",
    re.IGNORECASE,
)
_MONTHS_TOGETHER = re.compile(rf"\b({_MONTH})\s*[-/–]\s*({_MONTH})", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?:(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b({_MONTH})(?:\s+(\d{{1,2}})(?!\d))?", re.IGNORECASE
)
SEASONS = {13: "Spring", 14: "Summer", 15: "Autumn", 16: "Winter"}
SEASONS |= {number + 8: name for number, name in SEASONS.items()}


def when(text: str) -> When:
    """The date in the text: ISO, RIS ("2022/08/11/"), MEDLINE ("2019 Nov-Dec") or in words."""
    text = words.plain(text).partition("T00:")[0]
    if re.fullmatch(r"[12]\d{3}(?:0[1-9]|1[0-2])(?:[0-3]\d)?", text):
        return of_parts(text[:4], text[4:6], text[6:])
    if found := _NUMBERS.fullmatch(text):
        return _numbers(found)
    if found := _ORDERED.fullmatch(re.sub(r"(\d)T\d\d:.*", r"\1", text)):
        year, month, day, rest = found.groups(default="")
        return of_parts(year, month, day, "" if month else rest)
    return _in_words(text)


def of_parts(year: object, month: object = "", day: object = "", season: object = "") -> When:
    """A date from its parts as they stand in a file; a part that makes no sense is left out."""
    numbered = _number(year)
    if not numbered or not 1000 <= numbered <= 2999:
        return When()
    named = _month(month)
    told = words.plain(season)
    if named in SEASONS:
        return When(numbered, season=SEASONS[named])
    if not 1 <= named <= 12:
        together = words.plain(month)
        return When(numbered, season=(told or ("" if together.isdigit() else together))[:30])
    date = _number(day)
    fits = bool(date) and 1 <= date <= calendar.monthrange(numbered, named)[1]
    return When(numbered, named, date if fits else None)


def season(text: str) -> str:
    """A season by its name or by its number (1 to 4, 13 to 16, 21 to 24)."""
    number = _number(text)
    return SEASONS.get(number + 12 if 1 <= number <= 4 else number, "") if number else text


def iso(found: When) -> str:
    """The day as ISO writes it, for a date that is known to the day; else nothing."""
    return f"{found.year:04}-{found.month:02}-{found.day:02}" if found.month and found.day else ""


def _in_words(text: str) -> When:
    year = _YEAR.search(text)
    if not year:
        return When()
    before_next = text[: second.start()] if (second := _YEAR.search(text, year.end())) else text
    if found := _MONTHS_TOGETHER.search(before_next):
        return When(int(year[1]), season=found[0][:30])
    if found := _SEASON.search(text):
        return When(int(year[1]), season=found[0].strip()[:30])
    if found := _NAMED.search(before_next):
        return of_parts(year[1], found[2], found[3] or found[1] or "")
    return When(int(year[1]))


def _numbers(found: re.Match[str]) -> When:
    """Day and month in figures: with points the day comes first, else only figures above 12 tell."""
    first, last = int(found[1]), int(found[3])
    if found[2] == "." or first > 12 or first == last:
        return of_parts(found[4], last, first)
    return of_parts(found[4], first, last) if last > 12 else of_parts(found[4])


def _month(part: object) -> int:
    text = words.plain(part).rstrip(".").lower()
    return (
        _MONTHS.get(text)
        or _MONTHS.get(text[:3] if text.isalpha() and len(text) > 3 else "")
        or _number(text)
    )


def _number(part: object) -> int:
    text = words.plain(part)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
