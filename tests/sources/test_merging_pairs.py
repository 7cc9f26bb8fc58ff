"""Possible duplicates: found by number or by name, never by guessing, and quick on a large site."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from answers.management.samples import files
from sources import merging
from sources.merging import RefusedError, pairs
from sources.models import Source, ToldApart
from tests import cast, make
from tests.sources.test_merging import TITLE, merged, source

pytestmark = pytest.mark.django_db

MOREAU = [{"family": "Moreau", "given": "Philippe"}, {"family": "Martin", "given": "T"}]
SOON = 12
"""Seconds that twenty thousand may take on a busy machine; a quiet one needs one and a half."""


def found() -> list[tuple[str, str]]:
    keys = dict(Source.objects.values_list("pk", "key"))
    return [(keys[pair.older], keys[pair.newer]) for pair in merging.possible_duplicates()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"contributors": MOREAU}, {"contributors": MOREAU, "title": f"{TITLE}."}),
        ({"contributors": MOREAU}, {"contributors": [{"family": "moreau"}], "year": 2025}),
        ({"contributors": MOREAU, "doi": "10.1000/a"}, {"contributors": MOREAU, "pmid": "1"}),
        ({"contributors": MOREAU}, {"contributors": MOREAU, "title": f"{TITLE}: a subtitle of some length"}),
        ({"isbn": "9781264268504", "kind": "book"}, {"isbn": "9781264268504", "kind": "guideline"}),
        ({"url": "https://www.nice.org.uk/a/"}, {"url": "http://nice.org.uk/A#top", "year": 2019}),
        ({"arxiv": "2304.09848"}, {"doi": "10.48550/arXiv.2304.09848"}),
    ],
)
def test_two_that_may_be_one_work_are_found(one: dict[str, Any], other: dict[str, Any]) -> None:
    source("one", **one)
    source("other", **other)

    assert found() == [("one", "other")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"contributors": MOREAU}, {"contributors": MOREAU, "title": "Something else about hips"}),
        ({"contributors": MOREAU}, {"contributors": MOREAU, "year": 2020}),
        ({"contributors": MOREAU}, {"contributors": [{"family": "Usmani"}]}),
        ({"contributors": MOREAU, "doi": "10.1000/a"}, {"contributors": MOREAU, "doi": "10.1000/b"}),
        ({"contributors": MOREAU, "pmid": "1"}, {"contributors": MOREAU, "pmid": "2"}),
        ({"contributors": MOREAU, "title": f"{TITLE} 1"}, {"contributors": MOREAU, "title": f"{TITLE} 2"}),
        ({"contributors": MOREAU, "kind": "preprint"}, {"contributors": MOREAU}),
        ({"contributors": MOREAU, "pages": "1-9"}, {"contributors": MOREAU, "pages": "20-29"}),
        ({"url": "https://a.org/1"}, {"url": "https://a.org/1", "title": "Hips"}),
        ({"nct": "NCT03145181"}, {"nct": "NCT03145181", "contributors": MOREAU}),
    ],
)
def test_two_works_are_not(one: dict[str, Any], other: dict[str, Any]) -> None:
    source("one", **one)
    source("other", **other)

    assert found() == []


def test_the_sample_site_has_one_pair_to_try_it_with() -> None:
    for key, fields, _notices in files.sources():
        Source.objects.create(key=key, **fields)

    assert found() == [("tierney2021", "tierney2021b")]


def test_what_was_merged_is_no_longer_listed_until_that_is_undone() -> None:
    one, other = (source(key, contributors=MOREAU) for key in ("one", "other"))
    assert found() == [("one", "other")]

    merge = merged(one, other)
    assert found() == []

    merging.undo(merge, by=cast.person("editor"), at=make.NOW)
    assert found() == [("one", "other")]


def test_what_somebody_told_apart_is_no_longer_listed() -> None:
    one, other = (source(key, contributors=MOREAU) for key in ("one", "other"))
    assert found() == [("one", "other")]

    for _ in range(2):
        merging.tell_apart(other, one, by=cast.person("editor"), at=make.NOW)

    assert found() == []
    assert ToldApart.objects.get().told_by == cast.person("editor")


def test_telling_apart_needs_the_permission() -> None:
    with pytest.raises(RefusedError):
        merging.tell_apart(source("one"), source("other"), by=cast.person("reviewer"), at=make.NOW)


def test_a_source_that_is_mended_is_looked_at_anew() -> None:
    source("one", contributors=MOREAU)
    other = source("other", contributors=[{"family": "Moreux"}])
    assert found() == []

    other.contributors = MOREAU
    other.save()

    assert found() == [("one", "other")]


def test_the_number_of_questions_does_not_grow_with_the_sources() -> None:
    counts = []
    for round_ in range(2):
        for number in range(4):
            source(f"s{round_}-{number}", contributors=MOREAU)
        with CaptureQueriesContext(connection) as asked:
            pairs.find()
        counts.append(len(asked))

    assert counts == [3, 3]


@pytest.mark.slow
def test_twenty_thousand_sources_are_compared_soon_by_many_authors_and_by_one() -> None:
    rows = [
        Source(
            key=f"s{number}",
            title=f"What became of {number % 7919} people in study {number}",
            contributors=[{"family": f"Name{number % 2000}"}],
            year=1990 + number % 30,
        )
        for number in range(20_000)
    ]
    rows += [Source(key="twin", title=rows[5].title, contributors=rows[5].contributors, year=rows[5].year)]
    Source.objects.bulk_create(rows, batch_size=1000)

    by_many = timed()
    Source.objects.update(contributors=[{"family": "Name0"}], year=2024)
    by_one = timed()

    assert max(by_many[0], by_one[0]) < SOON
    assert by_many[1] == by_one[1] == [("s5", "twin")]


def timed() -> tuple[float, list[tuple[str, str]]]:
    """How long it took, and what was found."""
    began = time.monotonic()
    pairs_found = found()
    return time.monotonic() - began, pairs_found
