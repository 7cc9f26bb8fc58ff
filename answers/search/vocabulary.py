"""Which words stand on public pages and on how many; it guesses nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection

from answers.models import SearchEntry, SearchWord
from answers.search import stemming

AT_ONCE = 2000
"""Words written by one statement."""

_TABLE = "answers_searchword"

_ROWS = {
    "sqlite": "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), "
    "json_extract(value, '$[2]'), json_extract(value, '$[3]') FROM json_each(%s) WHERE true",
    "postgresql": "SELECT row ->> 0, row ->> 1, (row ->> 2)::int, (row ->> 3)::int "
    "FROM json_array_elements(%s::json) AS row",
}
"""A list of lists as rows, in its order: however many there are, the database reads one short statement."""


@dataclass
class Change:
    """What comes and goes in one transaction, written once at its end and in one order.

    Two who change the same words at once would else wait for each other.
    """

    pages: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)

    def came(self, words: Iterable[str]) -> None:
        self.pages.update(words)

    def left(self, words: Iterable[str]) -> None:
        self.pages.subtract(words)

    def write(self) -> None:
        """Words that stand nowhere any more are gone afterwards."""
        every = sorted(self.pages.keys() | self.groups.keys())
        rows = [(word, self.pages[word], self.groups[word]) for word in every]
        changed = [row for row in rows if any(row[1:])]
        for start in range(0, len(changed), AT_ONCE):
            _add(changed[start : start + AT_ONCE])
        fewer = [word for word, pages, groups in changed if pages < 0 or groups < 0]
        if fewer:
            SearchWord.objects.filter(word__in=fewer, pages__lte=0, groups__lte=0).delete()


def known(found: Collection[str]) -> dict[str, int]:
    """Those of these words that are known, each with the number of public pages it stands on."""
    return dict(SearchWord.objects.filter(word__in=found).values_list("word", "pages"))


def frequencies(stems: Collection[str]) -> dict[str, int]:
    """On about how many pages each of these stems stands, if it is known; a page may hold several forms."""
    counted: Counter[str] = Counter()
    for stem, pages in SearchWord.objects.filter(stem__in=stems).values_list("stem", "pages"):
        counted[stem] += pages
    return dict(counted)


def most() -> int:
    """How many pages there are at most: the newest one's number, which is found without counting."""
    return SearchEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 1


def _add(changed: Sequence[tuple[str, int, int]]) -> None:
    rows = [(word, stemming.stem(word), pages, groups) for word, pages, groups in changed]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_TABLE} (word, stem, pages, groups) {_ROWS[connection.vendor]} "
            f"ON CONFLICT (word) DO UPDATE SET pages = {_TABLE}.pages + excluded.pages, "
            f"groups = {_TABLE}.groups + excluded.groups",
            [json.dumps(rows)],
        )
