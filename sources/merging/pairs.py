"""Which sources may be one work: a number or address in common, or first author, year and title alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from datetime import datetime
from itertools import combinations
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import Max, Q
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from sources import identifiers, titles
from sources.importers.candidates import COLUMNS
from sources.importers.matching import Known, is_alike, known_of
from sources.merging import holding
from sources.models import Source, ToldApart

MOST_COMPARED = 40
"""In a larger group only neighbours by title are compared, so that a large site stays quick."""

_NEIGHBOURS = 8
_CACHED = "sources.merging.pairs"
_DOI_OF_ARXIV = "10.48550/arxiv."
_CHUNK = 5000
_ADDRESS = re.compile(r"^https?://(?:www\.)?|[#?].*$|/+$", re.IGNORECASE)

Groups = dict[Hashable, list[int]]


class Pair(NamedTuple):
    """Two sources by their numbers in the database, the older first; alike by a number, or only by name."""

    older: int
    newer: int
    by_number: bool

    @property
    def why(self) -> str:
        """Why they may be one work."""
        if self.by_number:
            return _("A number or address in common, and titles alike.")
        return _("First author, year and title alike.")


def possible_duplicates() -> list[Pair]:
    """Every pair that nobody has told apart, the newest first; looked for anew when a source has changed."""
    stamp = (
        Source.history.aggregate(newest=Max("history_id"))["newest"],
        ToldApart.objects.aggregate(newest=Max("pk"))["newest"],
    )
    kept: tuple[Any, list[Pair]] | None = cache.get(_CACHED)
    if kept and kept[0] == stamp:
        return kept[1]
    apart = set(ToldApart.objects.values_list("older", "newer"))
    found = [pair for pair in find() if pair[:2] not in apart]
    cache.set(_CACHED, (stamp, found))
    return found


def find() -> list[Pair]:
    """Every pair, the newest first; the work grows with the sources, not with their square."""
    same, alike = _by_number(), _by_name()
    wanted = {pk for groups in (same, alike) for group in groups.values() for pk in group}
    known = {each.pk: each for each in _known(wanted)}
    found: dict[tuple[int, int], bool] = {}
    for one, other in _together(same, known):
        if _are_comparable(one, other) and titles.are_similar(one.folded, other.folded):
            found[_pks(one, other)] = True
    for one, other in _together(alike, known):
        if _may_be_one(one, other):
            found.setdefault(_pks(one, other), False)
    pairs = (Pair(*pks, by_number) for pks, by_number in found.items())
    return sorted(pairs, key=lambda pair: (pair.newer, pair.older), reverse=True)


def tell_apart(one: Source, other: Source, *, by: Any, at: datetime) -> None:
    """A person compared the two and found two works: they are no longer listed."""
    holding.demand(by)
    older, newer = sorted((one, other), key=lambda each: each.pk)
    if older != newer:
        ToldApart.objects.get_or_create(older=older, newer=newer, defaults={"told_by": by, "told_at": at})


def _by_number() -> Groups:
    """Groups of sources that name one ISBN, arXiv number or web address; a DOI or PMID only one can have."""
    groups: Groups = defaultdict(list)
    named = ~Q(isbn="") | ~Q(url="") | ~Q(arxiv="") | Q(doi__istartswith=_DOI_OF_ARXIV)
    rows = Source.objects.current().filter(named)
    for pk, isbn, url, arxiv, doi in rows.order_by("pk").values_list("pk", "isbn", "url", "arxiv", "doi"):
        numbers = {"isbn": isbn, "url": _ADDRESS.sub("", url).casefold()}
        of_arxiv = doi if doi.lower().startswith(_DOI_OF_ARXIV) else ""
        numbers["arxiv"] = arxiv or identifiers.find(of_arxiv).get("arxiv", "")
        for scheme, number in numbers.items():
            if number:
                groups[scheme, number.lower()].append(pk)
    return _shared(groups)


def _by_name() -> Groups:
    """Groups of sources whose first author is the same, from one year to the next."""
    groups: Groups = defaultdict(list)
    names = {name: KT(f"contributors__0__{name}") for name in ("particle", "family", "literal")}
    rows = Source.objects.current().exclude(title="").annotate(**names).order_by("pk")
    folded: dict[str, str] = {}
    for pk, year, particle, family, literal in rows.values_list("pk", "year", *names):
        written = f"{particle or ''} {family}" if family else literal or ""
        name = folded.get(written) or folded.setdefault(written, titles.folded(written))
        groups[name, year].append(pk)
        if year:
            groups[name, year + 1].append(pk)
    return _shared(groups)


def _shared(groups: Groups) -> Groups:
    return {key: group for key, group in groups.items() if len(group) > 1}


def _known(wanted: set[int]) -> Iterator[Known]:
    pks = sorted(wanted)
    for start in range(0, len(pks), _CHUNK):
        rows = Source.objects.filter(pk__in=pks[start : start + _CHUNK])
        for row in rows.order_by("pk").values(*COLUMNS):
            yield known_of(row, pk=row["pk"], key=row["key"])


def _together(groups: Groups, known: dict[int | None, Known]) -> Iterator[tuple[Known, Known]]:
    for group in groups.values():
        members = [known[pk] for pk in group if pk in known]
        if len(members) <= MOST_COMPARED:
            yield from combinations(members, 2)
            continue
        members.sort(key=lambda each: each.folded)
        for place, one in enumerate(members):
            yield from ((one, other) for other in members[place + 1 : place + 1 + _NEIGHBOURS])


def _are_comparable(one: Known, other: Known) -> bool:
    """“Part 1” and “Part 2” are two works, and so are a preprint and what became of it."""
    return one.figures == other.figures and one.is_preprint == other.is_preprint


def _may_be_one(one: Known, other: Known) -> bool:
    """The rule by which an import suggests a source; two that both have a DOI were told apart by it."""
    if not _are_comparable(one, other) or ("doi" in one.numbers and "doi" in other.numbers):
        return False
    shorter, longer = sorted((one.folded, other.folded), key=len)
    may_be = longer.startswith(shorter) or len(shorter) > 0.85 * len(longer)
    return may_be and is_alike(one, other)


def _pks(*known: Known) -> tuple[int, int]:
    older, newer = sorted(each.pk or 0 for each in known)
    return older, newer
