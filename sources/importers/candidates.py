"""The rows of sources that some records may be: by number, and by first author about their year."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast, Lower

from sources import titles
from sources.formatting import Name, Work
from sources.models import Source

NUMBERS = ("doi", "pmid", "pmcid", "arxiv", "isbn")
PLACE = ("kind", "volume", "issue", "pages", "article_number", "container_title")
COLUMNS = ("pk", "key", "title", "year", "contributors", *PLACE, *NUMBERS)
"""What of a source's row is compared."""

_CHUNK = 400
_FEW = 500
"""Of so many records the authors are compared before a row is read whole; a page lists a few dozen."""

_FIRST = re.compile(r'"(?:family|literal)": ?("(?:[^"\\]|\\.)*")')


def rows(works: Sequence[Work]) -> Iterator[dict[str, Any]]:
    """The sources that share a number, or the first author and nearly the year, with one of the works."""
    asked = list(_parts_of_authors(works)) if len(works) <= _FEW else [_near(works)]
    for scheme in NUMBERS:
        values = sorted({getattr(work, scheme).lower() for work in works} - {""})
        asked += [Q(**{f"{scheme}_folded__in": part}) for part in _parts(values)]
    seen: set[int] = set()
    found = Source.objects.annotate(**{f"{scheme}_folded": Lower(scheme) for scheme in NUMBERS})
    for condition in asked:
        chosen = found.filter(condition).order_by("pk")
        for row in chosen.values(*COLUMNS, "merged_into_id", "merged_into__key").iterator(2000):
            if row["pk"] not in seen:
                seen.add(row["pk"])
                yield row


def family(name: Name) -> str:
    """The name under which a work is looked for."""
    return titles.folded(f"{name.particle} {name.family}" if name.family else name.literal)


def _near(works: Iterable[Work]) -> Q:
    years = {work.year for work in works if work.year}
    near = Q(year__in={year + step for year in years for step in (-1, 0, 1)})
    if any(work.year is None for work in works):
        near |= Q(year__isnull=True)
    return near


def _parts_of_authors(works: Sequence[Work]) -> Iterator[Q]:
    """The rows whose first author may be that of one of the works; a particle is compared later."""
    wanted = {
        family(work.contributors[0] if work.contributors else Name()).rpartition(" ")[2] for work in works
    }
    near = Source.objects.filter(_near(works)).order_by("pk")
    named = near.values_list("pk", Cast("contributors", TextField())).iterator(2000)
    alike = [pk for pk, text in named if _last_word(_first(text)) in wanted]
    return (Q(pk__in=part) for part in _parts(alike))


def _first(contributors: str) -> str:
    """The first name in the stored text, as JSON writes it; nothing where there is none."""
    found = _FIRST.search(contributors)
    return found[1] if found else '""'


@lru_cache(maxsize=20_000)
def _last_word(written: str) -> str:
    return titles.folded(json.loads(written)).rpartition(" ")[2]


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[at : at + _CHUNK] for at in range(0, len(values), _CHUNK))
