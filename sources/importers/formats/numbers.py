"""A plain list of DOIs, PMIDs and other numbers, one to a line or parted by commas; it looks nothing up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources import identifiers
from sources.importers.formats import finishing
from sources.importers.formats.record import Problem, Record

_PART = re.compile(r"[\s,;]+")
_MOST = 500


def is_list(text: str) -> bool:
    """Whether most of the first lines hold a number."""
    lines = [line for line in text[:20_000].split("\n") if line.strip() and not line.startswith("#")][:50]
    found = [line for line in lines if identifiers.find(line[:_MOST])]
    return bool(found) and len(found) * 2 >= len(lines)


def read(text: str) -> Iterator[Record | Problem]:
    """One record for each line; a line of several numbers of one kind gives one record for each."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        for found in _works(line.strip()):
            if not found:
                yield Problem(number, f"There is no DOI, PMID or PMCID in “{line.strip()[:60]}”.")
                continue
            kind = "book" if set(found) == {"isbn"} else "article"
            yield finishing.record(found, line=number, kind=kind)


def _works(line: str) -> list[dict[str, str]]:
    parts = [part for part in _PART.split(line) if part]
    alone = [identifiers.find(part) for part in parts]
    if len(parts) > 1 and all(len(each) == 1 for each in alone):
        schemes = {scheme for each in alone for scheme in each}
        if len(schemes) == 1 or len(schemes) < len(alone):
            return [_plain(each) for each in alone]
    found = identifiers.find(line[:_MOST])
    return [_plain(found)]


def _plain(found: dict[identifiers.Scheme, str]) -> dict[str, str]:
    return {str(scheme): value for scheme, value in found.items() if scheme != "issn"}
