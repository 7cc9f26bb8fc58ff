"""Plain text: one reference to a line in either style, and a table with its formulas defused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from sources import formatting
from sources.formatting import Work

_COLUMNS = (
    "key", "kind", "title", "container_title", "year", "volume", "issue", "pages", "doi", "pmid",
    "pmcid", "url",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def ama(works: Iterable[Work]) -> Iterator[str]:
    """AMA 11."""
    return (formatting.reference_text(work, "ama") + "\n" for work in works)


def nlm(works: Iterable[Work]) -> Iterator[str]:
    """NLM, also called Vancouver."""
    return (formatting.reference_text(work, "nlm") + "\n" for work in works)


def table(works: Iterable[Work]) -> Iterator[str]:
    """Comma-separated values; people as one cell."""
    yield _row([*_COLUMNS, "people"])
    for work in works:
        people = "; ".join(formatting.to_lines(work.contributors).split("\n"))
        yield _row([*(str(getattr(work, name) or "") for name in _COLUMNS), people])


def cell(value: str) -> str:
    """A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{value}" if value.lstrip(" ").startswith(_FORMULA) else value


def _row(values: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([cell(value) for value in values])
    return written.getvalue()
