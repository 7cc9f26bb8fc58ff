"""What speaks against two sources being one work, in sentences; a person weighs them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from sources import titles
from sources.models import Kind, Replacement, Source

_NUMBERS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "arxiv": "arXiv", "nct": "NCT"}
_DIGITS = re.compile(r"\d+")


def two_works(one: Source, other: Source) -> str:
    """Why these two are never one work, or nothing."""
    if (one.kind == Kind.PREPRINT) != (other.kind == Kind.PREPRINT):
        return _(
            "One of them is a preprint, the other was published. They are two works, and the text may have "
            "changed in between: keep both, and cite the published one. If a kind is wrong, mend it first."
        )
    return ""


def doubts(one: Source, other: Source) -> list[str]:
    """Why they are perhaps two works; nothing when numbers, titles, years and pages agree."""
    found = (_of_titles(one, other), _of_numbers(one, other), _of_places(one, other))
    return [sentence for sentences in found for sentence in sentences]


def _of_titles(one: Source, other: Source) -> Iterator[str]:
    first, second = titles.folded(one.title), titles.folded(other.title)
    if not first or not second:
        yield _("One of them has no title, so that nothing can be compared.")
    elif not titles.are_similar(first, second):
        yield _("Their titles are not alike.")
    elif _DIGITS.findall(first) != _DIGITS.findall(second):
        yield _("The figures in their titles differ, as in “Part 1” and “Part 2”.")


def _of_numbers(one: Source, other: Source) -> Iterator[str]:
    for name, label in _NUMBERS.items():
        if _differ(getattr(one, name), getattr(other, name)):
            words = {"label": label, "one": getattr(one, name), "other": getattr(other, name)}
            yield _("Each has another %(label)s: %(one)s and %(other)s.") % words
    if one.kind == other.kind == Kind.BOOK and _differ(one.isbn, other.isbn):
        words = {"label": "ISBN", "one": one.isbn, "other": other.isbn}
        yield _("Each has another %(label)s: %(one)s and %(other)s.") % words
    if {one.kind, other.kind} == {Kind.BOOK, Kind.CHAPTER}:
        yield _("One of them is a book, the other a chapter.")


def _of_places(one: Source, other: Source) -> Iterator[str]:
    if one.year and other.year and abs(one.year - other.year) > 1:
        yield _("They were published in %(one)s and %(other)s.") % {"one": one.year, "other": other.year}
    if _differ(one.edition, other.edition):
        yield _("They are different editions.")
    for older, newer in ((one, other), (other, one)):
        if Replacement.objects.standing().of([older]).filter(newer=newer).exists():
            yield _("One of them is named as the newer edition of the other.")
    if _differ(_first_page(one), _first_page(other)):
        yield _("They begin on different pages.")


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one.casefold() != other.casefold()


def _first_page(source: Source) -> str:
    return titles.folded(source.pages).partition(" ")[0]
