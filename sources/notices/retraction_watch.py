"""The rows of a Retraction Watch file as plain values; it knows no source and records nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sources import identifiers
from sources.models import NoticeKind

NATURES: Final[Mapping[str, NoticeKind]] = {
    "retraction": NoticeKind.RETRACTION,
    "expression of concern": NoticeKind.CONCERN,
    "correction": NoticeKind.CORRECTION,
    "reinstatement": NoticeKind.REINSTATEMENT,
}
NEEDED = (
    "Record ID",
    "Title",
    "URLS",
    "RetractionDate",
    "RetractionDOI",
    "RetractionPubMedID",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "Reason",
)
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b|(\d{4})-(\d{2})-(\d{2})\b")
_LONGEST_ADDRESS = 500
_LONGEST_WORDING = 2000


class NotAFileOfNoticesError(ValueError):
    """A file without the columns that a notice needs; `missing` names them."""

    def __init__(self, missing: Iterable[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(", ".join(self.missing))


@dataclass(frozen=True)
class Row:
    """One notice: what it does, to which work by its *original's* numbers and title, and where it stands."""

    line: int
    kind: NoticeKind
    title: str
    doi_key: str
    pmid: str
    notice_doi: str
    notice_pmid: str
    notice_date: date | None
    notice_url: str
    wording: str


@dataclass(frozen=True)
class Unreadable:
    """One row that cannot be read, and why."""

    line: int
    why: str


def read(lines: Iterable[bytes]) -> Iterator[Row | Unreadable]:
    """The rows one by one, so that a file of any length takes no room.

    A line that is not UTF-8 is Latin-1. Raises NotAFileOfNoticesError when columns are missing.
    """
    rows = csv.reader(_decoded(lines))
    header = _header(rows)
    columns, width = _columns(header), len([name for name in header if name.strip()])
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as problem:
            yield Unreadable(rows.line_num, str(problem))
            continue
        if cells:
            yield _row(rows.line_num, cells, columns, width)


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    for number, line in enumerate(lines):
        stored = (line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line).replace(b"\0", b"")
        try:
            yield stored.decode()
        except UnicodeDecodeError:
            yield stored.decode("latin-1")


def _header(rows: Iterator[list[str]]) -> list[str]:
    """The first row; a file that cannot even have one has no column that we need."""
    try:
        return next(rows, [])
    except csv.Error:
        return []


def _columns(header: list[str]) -> dict[str, int]:
    places = {name.strip().casefold(): place for place, name in enumerate(header)}
    missing = [name for name in NEEDED if name.casefold() not in places]
    if missing:
        raise NotAFileOfNoticesError(missing)
    return {name: places[name.casefold()] for name in NEEDED}


def _row(line: int, cells: list[str], columns: Mapping[str, int], width: int) -> Row | Unreadable:
    if len(cells) < width:
        return Unreadable(line, f"{len(cells)} columns")
    said = {name: cells[place].strip() for name, place in columns.items()}
    kind = NATURES.get(said["RetractionNature"].casefold())
    if kind is None:
        return Unreadable(line, f"“{said['RetractionNature'][:60]}”")
    return Row(
        line=line,
        kind=kind,
        title=said["Title"],
        doi_key=identifiers.doi_key(said["OriginalPaperDOI"]),
        pmid=identifiers.pmid(said["OriginalPaperPubMedID"]),
        notice_doi=identifiers.doi(said["RetractionDOI"]),
        notice_pmid=identifiers.pmid(said["RetractionPubMedID"]),
        notice_date=_day(said["RetractionDate"]),
        notice_url=_address(said["URLS"]),
        wording=_wording(said),
    )


def _day(text: str) -> date | None:
    """Month first, as the file writes it; the hour after it says nothing."""
    found = _DATE.match(text)
    if not found:
        return None
    month, day, year = found.group(1, 2, 3) if found[3] else found.group(5, 6, 4)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _address(text: str) -> str:
    """The first web address; the column holds several, and words too."""
    found = re.search(r"https?://[^\s;]+", text)
    return found[0] if found and len(found[0]) <= _LONGEST_ADDRESS else ""


def _wording(said: Mapping[str, str]) -> str:
    reasons = [reason.strip(" +") for reason in said["Reason"].split(";")]
    told = "; ".join(reason for reason in reasons if reason)
    return f"{said['RetractionNature']}: {told}"[:_LONGEST_WORDING] if told else said["RetractionNature"]
