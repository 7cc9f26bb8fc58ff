"""Groups of synonyms from a table and into one: a row for each, its words with semicolons between them.

All of a table is taken in, or nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from answers import search
from answers.models import Refused, SynonymGroup

COLUMNS = ("number", "kind", "words", "note")
STARTING = Path(__file__).with_name("starting_synonyms.csv")
MOST = 5000
LARGEST = 2_000_000
SHOWN_FAULTS = 20
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Taken:
    """What became of a table."""

    added: int
    changed: int
    same: int


def export_synonyms(groups: Iterable[SynonymGroup]) -> str:
    """The table that `import_synonyms` reads; no cell of it is a formula to a spreadsheet."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for group in groups:
        cells = (group.kind, "; ".join(group.listed()), group.note)
        table.writerow([group.pk, *(f"'{each}" if each.startswith(_FORMULAS) else each for each in cells)])
    return written.getvalue()


def import_synonyms(text: str) -> Taken:
    """Take a table in: a row with a number changes that group, one whose words are here already only says so.

    Raises Refused with a sentence for each faulty row.
    """
    rows = list(_rows(text))
    faults = [fault for number, row in rows if (fault := _fault(number, row))]
    if faults:
        more = len(faults) - SHOWN_FAULTS
        raise Refused(
            *faults[:SHOWN_FAULTS], *([_("And %(count)s more.") % {"count": more}] if more > 0 else [])
        )
    with transaction.atomic():
        here = {group.pk: group for group in SynonymGroup.objects.select_for_update().order_by("pk")}
        known = {frozenset(group.listed()): group for group in here.values()}
        outcomes = [_take(row, here, known) for _number, row in rows]
    return Taken(outcomes.count("added"), outcomes.count("changed"), outcomes.count("same"))


def starting_set() -> str:
    """The table that a new site may begin with."""
    return STARTING.read_text(encoding="utf-8")


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff").replace("\x00", "")))
    if not {"kind", "words"} <= set(table.fieldnames or ()):
        raise Refused(_("The first row must name the columns: number, kind, words, note."))
    try:
        for row in table:
            if table.line_num > MOST:
                raise Refused(_("This table has more than %(most)s rows.") % {"most": MOST})
            yield table.line_num, {name: _cell(row.get(name)) for name in COLUMNS}
    except csv.Error as problem:
        raise Refused(_("This is no table that can be read: %(why)s") % {"why": problem}) from problem


def _cell(value: object) -> str:
    text = str(value or "").strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULAS) else text


def _fault(number: int, row: dict[str, str]) -> str:
    said = {"row": number}
    if row["kind"] not in SynonymGroup.Kind.values:
        kinds = ", ".join(SynonymGroup.Kind.values)
        return _("Row %(row)s: the kind must be one of: %(kinds)s.") % (said | {"kinds": kinds})
    if len(_words(row)) < 2:
        return _("Row %(row)s: write two words or more, with semicolons between them.") % said
    if len(row["words"]) > 2000 or len(row["note"]) > 300:
        return _("Row %(row)s is too long.") % said
    return (
        _("Row %(row)s: the number must be one of a group.") % said if not _is_number(row["number"]) else ""
    )


def _is_number(text: str) -> bool:
    return not text or (text.isascii() and text.isdecimal() and len(text) < 18)


def _words(row: dict[str, str]) -> list[str]:
    return SynonymGroup(words=row["words"].replace(";", "\n")).listed()


def _take(
    row: dict[str, str], here: dict[int, SynonymGroup], known: dict[frozenset[str], SynonymGroup]
) -> str:
    words = _words(row)
    group = here.get(int(row["number"] or 0)) or known.get(frozenset(words))
    now = (row["kind"], words, row["note"])
    if group is not None and (group.kind, group.listed(), group.note) == now:
        return "same"
    outcome = "changed" if group else "added"
    group = group or SynonymGroup()
    group.kind, group.words, group.note = row["kind"], "\n".join(words), row["note"]
    search.keep_synonyms(group)
    known[frozenset(words)] = group
    return outcome
