"""Groups of synonyms from a table and into one: a row for each, its words with semicolons between them.

All of a table is taken in, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from answers import search
from answers.importers import tables
from answers.importers.tables import Taken
from answers.models import SynonymGroup

COLUMNS = ("number", "kind", "words", "note")
STARTING = Path(__file__).with_name("starting_synonyms.csv")
MOST = 5000


def export_synonyms(groups: Iterable[SynonymGroup]) -> str:
    """The table that `import_synonyms` reads; no cell of it is a formula to a spreadsheet."""
    rows = ((group.pk, group.kind, "; ".join(group.listed()), group.note) for group in groups)
    return tables.write(COLUMNS, rows)


def import_synonyms(text: str) -> Taken:
    """Take a table in: a row with a number changes that group, one whose words are here already only says so.

    Raises Refused with a sentence for each faulty row.
    """
    rows = list(tables.read(text, COLUMNS, needed=("kind", "words"), most=MOST))
    tables.refuse([fault for number, row in rows if (fault := _fault(number, row))])
    with transaction.atomic():
        here = {group.pk: group for group in SynonymGroup.objects.select_for_update().order_by("pk")}
        known = {frozenset(group.listed()): group for group in here.values()}
        outcomes = [_take(row, here, known) for _number, row in rows]
    return Taken.of(outcomes)


def starting_set() -> str:
    """The table that a new site may begin with."""
    return STARTING.read_text(encoding="utf-8")


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
        "" if tables.is_number(row["number"]) else _("Row %(row)s: the number must be one of a group.") % said
    )


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
