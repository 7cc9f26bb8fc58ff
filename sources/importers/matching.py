"""Which records are works that the site or the same file has already; it changes nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from sources import titles
from sources.formatting import Name
from sources.importers import candidates
from sources.importers.candidates import NUMBERS, PLACE
from sources.importers.formats import Record

_LABELS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "arxiv": "arXiv number", "isbn": "ISBN"}
_MOST_COMPARED = 500
_SUGGESTED = 0.93
"""From here on two titles suggest one work when no number says anything."""
_DIGITS = re.compile(r"\d+")


class Verdict(StrEnum):
    """What a record is to the sources that are here."""

    NEW = "new"
    HERE = "here"
    SUGGESTION = "suggestion"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Known:
    """A work that is here already: a source, or (without a pk) an earlier record of the same file."""

    title: str
    folded: str
    family: str
    year: int | None
    numbers: dict[str, str]
    place: tuple[str, ...]
    figures: str = ""
    pk: int | None = None
    key: str = ""
    line: int = 0
    merged_into: int | None = None

    @property
    def words(self) -> tuple[object, ...]:
        """What is the same in two records of one work that has no number."""
        return (self.folded, self.family, self.year, self.place)

    @property
    def first_page(self) -> str:
        """Where it begins in its journal."""
        return self.place[PLACE.index("pages")].partition(" ")[0]

    @property
    def is_preprint(self) -> bool:
        """Whether it is the text before it was published: a work of its own."""
        return self.place[PLACE.index("kind")] == "preprint"

    @property
    def stands_for(self) -> int:
        """The same for two rows of one work: the source that it is now; below zero for a record."""
        return -id(self) if self.pk is None else self.merged_into or self.pk

    @property
    def name(self) -> str:
        """How a person is told which one it is."""
        return self.key or _("the record in line %(line)s") % {"line": self.line}


@dataclass(frozen=True)
class Match:
    """What one record is, the work it was compared with, and why."""

    verdict: Verdict
    known: Known | None = None
    sentence: str = ""
    between: tuple[int, ...] = ()
    """Two sources that this record holds to be one work."""


@dataclass
class Library:
    """The works that records may turn out to be, found by number and by first author and year."""

    _by_number: dict[tuple[str, str], Known] = field(default_factory=dict)
    _by_name: dict[tuple[str, int | None, str, bool], list[Known]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _by_words: dict[tuple[object, ...], Known] = field(default_factory=dict)

    @classmethod
    def for_records(cls, records: Sequence[Record]) -> Library:
        """The sources that these records might be, in a few queries however many there are."""
        library = cls()
        for row in candidates.rows([record.work for record in records]):
            key = row["merged_into__key"] or row["key"]
            library.add(known_of(row, pk=row["pk"], key=key, merged_into=row["merged_into_id"]))
        return library

    def add(self, known: Known) -> None:
        """One more work that the following records are compared with."""
        for number in known.numbers.items():
            self._by_number.setdefault(number, known)
        self._by_name[known.family, known.year, known.figures, "doi" in known.numbers].append(known)
        self._by_words.setdefault(known.words, known)

    def expected(self, records: Iterable[Known]) -> list[int]:
        """The sources that share a number with one of these records, or all words with one that has none."""
        found: list[Known | None] = []
        for itself in records:
            found += [self._by_number.get(number) for number in itself.numbers.items()]
            found += [] if itself.numbers else [self._by_words.get(itself.words)]
        return sorted({known.pk for known in found if known and known.pk})

    def learn(self, known: Known, itself: Known, filled: Sequence[str]) -> None:
        """The numbers that a record has just given to a work."""
        for number in itself.numbers.items():
            if number[0] in filled:
                self._by_number.setdefault(number, known)

    def match(self, itself: Known) -> Match:
        """What the record is that is known like this."""
        numbered = {
            scheme: found
            for scheme, value in itself.numbers.items()
            if (found := self._by_number.get((scheme, value)))
        }
        return _by_numbers(itself, numbered) if numbered else self._like(itself)

    def _like(self, itself: Known) -> Match:
        """Without a number on either side the same words are the same work; alike ones only suggest it."""
        identical = self._by_words.get(itself.words)
        if identical and itself.folded and not itself.numbers and not identical.numbers:
            return Match(Verdict.HERE, identical, _told(identical))
        for known in self._near(itself):
            if is_alike(itself, known):
                words = _("This may be %(name)s: author, year and title are alike, but no number says so.")
                return Match(Verdict.SUGGESTION, known, words % {"name": known.name})
        return Match(Verdict.NEW)

    def _near(self, itself: Known) -> Iterator[Known]:
        """Works of the same first author about that year, with the same figures in their titles.

        “Part 1” and “Part 2” are two works; and two that both have a DOI were told apart by it.
        """
        years = (itself.year,) if itself.year is None else (itself.year, itself.year - 1, itself.year + 1)
        for year in years:
            for has_doi in (False,) if "doi" in itself.numbers else (False, True):
                yield from self._by_name.get((itself.family, year, itself.figures, has_doi), ())[
                    :_MOST_COMPARED
                ]


def _by_numbers(itself: Known, numbered: dict[str, Known]) -> Match:
    """Same number and alike title is the same work; everything else that shares a number is a conflict."""
    works = {each.stands_for: each for each in numbered.values()}
    known = next((each for each in numbered.values() if not each.merged_into), next(iter(works.values())))
    if len(works) > 1:
        named = ", ".join(f"{_LABELS[scheme]}: {each.name}" for scheme, each in numbered.items())
        words = _("Its numbers belong to different sources (%s).") % named
        between = tuple(pk for pk in works if pk > 0)[:2]
        return Match(Verdict.CONFLICT, known, words, between if len(between) == 2 else ())
    same = _LABELS[next(iter(numbered))]
    if other := _disagreeing(itself, known, besides=numbered):
        words = _("It has the %(same)s of %(name)s, but another %(other)s. One of the numbers is wrong.")
        return Match(
            Verdict.CONFLICT, known, words % {"same": same, "name": known.name, "other": _LABELS[other]}
        )
    if itself.folded and known.folded and not titles.are_similar(itself.folded, known.folded):
        words = _("It has the %(same)s of %(name)s, but another title: “%(title)s”.")
        told = {"same": same, "name": known.name, "title": known.title[:120]}
        return Match(Verdict.CONFLICT, known, words % told)
    return Match(Verdict.HERE, known, _told(known))


def _told(known: Known) -> str:
    if known.pk is None:
        return _("This file has it twice, first in line %(line)s.") % {"line": known.line}
    return _("Already here as %(key)s.") % {"key": known.key}


def _disagreeing(one: Known, other: Known, *, besides: Container[str] = ()) -> str:
    """The first kind of number that both have and that differs, besides those that were found to agree."""
    for scheme in (each for each in NUMBERS[:3] if each not in besides):
        mine, theirs = one.numbers.get(scheme), other.numbers.get(scheme)
        if mine and theirs and mine != theirs:
            return scheme
    return ""


def is_alike(one: Known, other: Known) -> bool:
    """Nearly the same title; another first page tells two works apart."""
    if _disagreeing(one, other) or not one.folded or not other.folded:
        return False
    if one.first_page and other.first_page and one.first_page != other.first_page:
        return False
    return titles.similarity(one.folded, other.folded) >= _SUGGESTED


def of_record(record: Record) -> Known:
    """How a record is compared, and known from now on if it is taken in."""
    work = record.work
    row = {name: getattr(work, name) for name in (*NUMBERS, *PLACE, "title", "year")}
    return known_of(row | {"contributors": work.contributors}, line=record.line)


def known_of(row: dict[str, Any], **identity: Any) -> Known:
    """The row of a source, or a record's fields, as it is compared."""
    people = row["contributors"]
    first = people[0] if people else {}
    named = first if isinstance(first, Name) else Name(**first)
    numbers = {scheme: str(row[scheme]).lower() for scheme in NUMBERS if row[scheme]}
    if row["kind"] != "book":  # chapters share the ISBN of their book
        numbers.pop("isbn", None)
    folded = titles.folded(row["title"])
    return Known(
        title=row["title"],
        folded=folded,
        figures=" ".join(_DIGITS.findall(folded)),
        family=candidates.family(named),
        year=row["year"],
        numbers=numbers,
        place=tuple(titles.folded(row[name]) for name in PLACE),
        **identity,
    )
