"""Patients find the page they mean: mistyped, in everyday words, by brand names, in any form of a word.

The searches stand in `files/searches.toml`. Search was made with every second of them in view; the others are
held out.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from answers import search
from answers.management import samples
from answers.models import PublishedPage
from tests import make
from tests.bench import crowd

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SEARCHES = Path(__file__).parent / "files" / "searches.toml"
FIRST, AMONG_FIVE = 0.90, 0.97


def searches() -> list[tuple[str, str]]:
    """What is typed, and the address of the page that is meant."""
    pages = tomllib.loads(SEARCHES.read_text())["page"]
    return [(typed, page["name"]) for page in pages for typed in page["queries"]]


def places() -> list[tuple[str, str, list[str]]]:
    """What is typed, what is meant by it, and the pages that are found, in order."""
    slugs = dict(PublishedPage.objects.values_list("pk", "slug"))
    return [
        (typed, meant, [slugs[each] for each in search.find(search.read(typed)).pages])
        for typed, meant in searches()
    ]


def missed(found: list[tuple[str, str, list[str]]], among: int) -> list[str]:
    return [f"{typed} → {meant}" for typed, meant, pages in found if meant not in pages[:among]]


def test_searches_find_the_page_that_is_meant_alone_and_among_many_others() -> None:
    samples.load(password="a password for tests only", at=make.NOW, say=lambda _: None)

    for others in (0, 400):
        crowd.fill(others)
        found = places()
        for half in (found[::2], found[1::2]):
            assert missed(half, 1)[int(len(half) * (1 - FIRST)) :] == []
            assert missed(half, 5)[int(len(half) * (1 - AMONG_FIVE)) :] == []
