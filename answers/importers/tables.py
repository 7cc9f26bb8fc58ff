"""Tables of comma-separated values in and out, whatever they are about; it knows no row's meaning."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from answers.models import Refused

LARGEST = 2_000_000
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Taken:
    """What became of a table."""

    added: int
    changed: int
    same: int

    @classmethod
    def of(cls, outcomes: Sequence[str]) -> Taken:
        """As many as each row says of itself."""
        return cls(outcomes.count("added"), outcomes.count("changed"), outcomes.count("same"))


def write(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table that `read` reads; no cell of it is a formula to a spreadsheet."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(columns)
    for row in rows:
        table.writerow([_safe(str(each)) for each in row])
    return written.getvalue()


def read(
    text: str, columns: Sequence[str], *, needed: Iterable[str], most: int
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its line. Raises Refused for what is no table, or lacks a column that is needed."""
    table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff").replace("\x00", "")))
    if not set(needed) <= set(table.fieldnames or ()):
        names = ", ".join(columns)
        raise Refused(_("The first row must name the columns: %(columns)s.") % {"columns": names})
    try:
        for row in table:
            if table.line_num > most:
                raise Refused(_("This table has more than %(most)s rows.") % {"most": most})
            yield table.line_num, {name: _cell(row.get(name)) for name in columns}
    except csv.Error as problem:
        raise Refused(_("This is no table that can be read: %(why)s") % {"why": problem}) from problem


def refuse(faults: Sequence[str]) -> None:
    """Raises Refused with the first of these sentences, if any, and with how many more there are."""
    if faults:
        raise Refused.of_many(faults)


def decoded(sent: bytes) -> str:
    """The text of a file that somebody chose; raises Refused for what is none, or too large."""
    if len(sent) > LARGEST:
        raise Refused(_("This file is too large."))
    try:
        return sent.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Refused(_("This file is no text in UTF-8. Save the table as “CSV UTF-8”.")) from problem


def is_number(text: str) -> bool:
    """Whether a cell names a row, or none."""
    return not text or (text.isascii() and text.isdecimal() and len(text) < 18)


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def _cell(value: object) -> str:
    text = str(value or "").strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULAS) else text
