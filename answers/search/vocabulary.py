"""Which words stand on public pages and on how many; it guesses nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Max

from answers.models import SearchWord
from answers.search import stemming

AT_ONCE = 2000
"""Words written by one statement."""

_TABLE = "answers_searchword"


@dataclass
class Change:
    """What comes and goes in one transaction, written once at its end and in one order.

    Two who change the same words at once would else wait for each other.
    """

    pages: Counter[str] = field(default_factory=Counter)

    def came(self, words: Iterable[str]) -> None:
        self.pages.update(words)

    def left(self, words: Iterable[str]) -> None:
        self.pages.subtract(words)

    def write(self) -> None:
        """Words that stand nowhere any more are gone afterwards."""
        changed = sorted((word, pages) for word, pages in self.pages.items() if pages)
        for start in range(0, len(changed), AT_ONCE):
            _add(changed[start : start + AT_ONCE])
        if any(pages < 0 for _, pages in changed):
            gone = [word for word, pages in changed if pages < 0]
            SearchWord.objects.filter(word__in=gone, pages__lte=0).delete()


def known(found: Collection[str]) -> dict[str, int]:
    """Those of these words that stand on public pages, each with the number of pages."""
    rows = SearchWord.objects.filter(word__in=found, pages__gt=0)
    return dict(rows.values_list("word", "pages"))


def frequencies(stems: Collection[str]) -> dict[str, int]:
    """On about how many pages each of these stems stands; one page may hold several forms of it."""
    counted: Counter[str] = Counter()
    for stem, pages in SearchWord.objects.filter(stem__in=stems).values_list("stem", "pages"):
        counted[stem] += pages
    return dict(counted)


def most() -> int:
    """On how many pages the commonest word stands: about how many pages there are."""
    return SearchWord.objects.aggregate(most=Max("pages"))["most"] or 1


def _add(changed: Sequence[tuple[str, int]]) -> None:
    places = ", ".join(["(%s, %s, %s)"] * len(changed))
    values = [value for word, pages in changed for value in (word, stemming.stem(word), pages)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_TABLE} (word, stem, pages) VALUES {places} "  # noqa: S608 -- places only
            f"ON CONFLICT (word) DO UPDATE SET pages = {_TABLE}.pages + excluded.pages",
            values,
        )
