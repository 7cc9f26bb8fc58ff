"""Writing many words of the glossary at once: all of them, or none."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from answers.models import Refused, Term, TermVersion
from answers.rendering import terms
from answers.workflow.glossary import write_term

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def write_terms(
    rows: Iterable[tuple[int, int | None, terms.Term]], *, by: User, at: datetime.datetime
) -> list[str]:
    """Write each row, told by its line, as the next version of its word: that of its number, else the one
    written alike, else a new one. What became of each: added, changed, or the same.

    Raises Refused with a sentence for each faulty row, and then nothing is written.
    """
    faults, outcomes = [], []
    with transaction.atomic():
        for line, number, word in rows:
            try:
                outcomes.append(_write(number, word, by=by, at=at))
            except Refused as refused:
                told = {"row": line, "why": " ".join(refused.sentences)}
                faults.append(_("Row %(row)s: %(why)s") % told)
        if faults:
            raise Refused.of_many(faults)
    return outcomes


def _write(number: int | None, word: terms.Term, *, by: User, at: datetime.datetime) -> str:
    here = Term.objects.filter(glossary=word.language)
    alike = here.filter(headword__iexact=word.headword).order_by("pk")
    term = alike.first() if number is None else here.filter(pk=number).first()
    if term is None and number is not None:
        raise Refused(_("No word of this language has the number %(number)s.") % {"number": number})
    newest = TermVersion.objects.newest(term) if term else None
    base = newest.number if newest else 0
    saved = write_term(word, by=by, at=at, term=term, base=base, note=_("From a table."))
    if saved is None:
        return "same"
    return "changed" if term else "added"
