"""What a person typed or pasted to find a source: records, a number, or words; it looks nothing up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources import identifiers
from sources.formatting import Name
from sources.importers.formats import Problem, Reading, Record, UnreadableError, finishing, read
from sources.importers.formats.dates import When

_SHORTEST_PMID = 5
_KINDS = {"isbn": "book", "arxiv": "preprint"}
"""What a work is that has this number and no other."""

_ISBN = re.compile(r"[\dXx\s-]{10,17}")


def pasted(text: str) -> Reading | None:
    """The records of a block, the number of a single line; None for words to search for.

    Fewer than five bare digits are a year or a page, not a PMID; an ISBN needs no label here.
    """
    text = text.strip()
    if not text or (text.isdecimal() and len(text) < _SHORTEST_PMID):
        return None
    if _ISBN.fullmatch(text) and identifiers.isbn(text):
        text = f"ISBN {text}"
    try:
        reading = read(text.encode())
    except UnreadableError:
        return None
    return reading if reading.records or "\n" in text else None


def typed(*, title: str, people: Sequence[Name], year: int | None, number: str) -> Record | Problem:
    """The record of a work that a person describes in four words; `number` is any number, in any form."""
    found = {str(scheme): value for scheme, value in numbers(number).items()}
    kind = _KINDS.get(next(iter(found), ""), "article") if len(found) == 1 else "article"
    return finishing.record({"title": title, **found}, line=1, kind=kind, people=people, date=When(year))


def numbers(text: str) -> dict[identifiers.Scheme, str]:
    """The numbers of one work in the text; an ISSN is that of its journal."""
    label = "ISBN " if _ISBN.fullmatch(text.strip()) and identifiers.isbn(text) else ""
    found = identifiers.find(f"{label}{text}"[:1000])
    return {scheme: value for scheme, value in found.items() if scheme != "issn"}
