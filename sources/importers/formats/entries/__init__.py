"""One entry of a printed list of references made a record, as far as it is understood; nothing is invented.

Whatever the styles cannot place stays as it is written, and the confidence says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from sources.importers.formats import finishing, words
from sources.importers.formats.entries import closing, dated, taking
from sources.importers.formats.entries.outcome import Parsed
from sources.importers.formats.record import Problem, Record

__all__ = ["Confidence", "Entry", "read"]

LONGEST = 2000
"""A longer entry is no reference."""

_NUMBERED = re.compile(r"^\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)])\s+")


class Confidence(StrEnum):
    """How much of an entry was understood."""

    WHOLE = "whole"
    """Every part has its field."""
    PARTLY = "partly"
    """Title and some parts; a person should look."""
    NUMBER = "number"
    """Only an identifier; the rest stands as the title."""
    TEXT = "text"
    """Nothing: the text itself is the title."""


@dataclass(frozen=True)
class Entry:
    """What became of one entry."""

    record: Record
    confidence: Confidence


def read(text: str, *, line: int = 1, addresses: Iterable[str] = ()) -> Entry:
    """The entry as a record; `addresses` are the links behind its words.

    An entry that names several works is left whole: nobody can tell which number belongs to which.
    """
    plain = _NUMBERED.sub("", words.plain(text))
    taken = taking.take(plain[:LONGEST], addresses)
    if taken.several or len(plain) > LONGEST:
        return _unread(plain, line, "It seems to name several works. Please part them.")
    parsed = dated.parse(taken.text, taken.fields) or closing.parse(taken.text, taken.fields)
    if parsed and (entry := _parsed(parsed, taken.fields, line)):
        return entry
    kind = "web page" if set(taken.fields) - {"accessed_on"} == {"url"} else "article"
    is_numbered = bool(taken.fields.keys() - {"url", "accessed_on"})
    title = taken.text if is_numbered or taken.text else plain
    found = finishing.record({**taken.fields, "title": title}, line=line, kind=kind)
    if isinstance(found, Problem):
        return _unread(plain, line, "")
    return Entry(found, Confidence.NUMBER if is_numbered else Confidence.TEXT)


def _parsed(parsed: Parsed, fields: dict[str, str], line: int) -> Entry | None:
    """The entry of what a style made of it; None where a title is left without a letter, or too long."""
    if not any(letter.isalnum() for letter in parsed.fields["title"]):
        return None
    remarks = ["The entry names only the first authors."] if parsed.is_cut else []
    record = finishing.record(
        fields | parsed.fields,
        line=line,
        kind=parsed.kind,
        people=parsed.people,
        date=parsed.date,
        remarks=remarks,
    )
    if isinstance(record, Problem):
        return None
    return Entry(record, Confidence.WHOLE if parsed.is_whole and parsed.date.year else Confidence.PARTLY)


def _unread(plain: str, line: int, remark: str) -> Entry:
    title = plain[:LONGEST] or "?"
    record = finishing.record({"title": title}, line=line, kind="article", remarks=[remark] if remark else [])
    return Entry(cast("Record", record), Confidence.TEXT)  # it has a title, and one that is not too long
