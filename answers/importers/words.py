"""Words of the glossary from a table and into one; it writes none of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from answers import glossary
from answers.importers import tables
from answers.models import Term, TermVersion
from answers.rendering import terms

COLUMNS = ("number", "language", "word", "meaning", "said", "kind", "forms")
MOST = 500

Row = tuple[int, int | None, terms.Term]
"""The line of a row, the number of the word that it changes, if it names one, and the word."""


def export_words() -> str:
    """Every word that is not retired, as it was written last: the table that `read_words` reads."""
    return tables.write(COLUMNS, _rows())


def read_words(text: str) -> list[Row]:
    """The words of a table. Raises Refused with a sentence for each number that cannot be one."""
    rows = list(tables.read(text, COLUMNS, needed=("word", "meaning"), most=MOST))
    sentence = _("Row %(row)s: the number must be one of a word.")
    tables.refuse([sentence % {"row": line} for line, row in rows if not tables.is_number(row["number"])])
    return [(line, int(row["number"]) if row["number"] else None, _word(row)) for line, row in rows]


def _rows() -> Iterator[tuple[object, ...]]:
    newest = TermVersion.objects.filter(term__retired_at=None).select_related("term", "frozen")
    by_term = {version.term_id: version for version in newest.order_by("term__headword", "term", "number")}
    for version in by_term.values():
        word = glossary.entry(version)
        forms = "; ".join(word.forms)
        yield version.term_id, word.language, word.headword, word.meaning, word.said, word.kind, forms


def _word(row: dict[str, str]) -> terms.Term:
    return terms.Term(
        headword=row["word"],
        meaning=row["meaning"],
        said=row["said"],
        kind=row["kind"] or Term.Kind.WORD.value,
        forms=tuple(each.strip() for each in row["forms"].split(";") if each.strip()),
        language=row["language"] or settings.LANGUAGE_CODE,
    )
