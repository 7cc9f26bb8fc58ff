"""Several people merge at the same moment: one is first, the others hear it, and no name leads to a name."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest

from sources import importers, merging
from sources.models import Merge, Source
from tests import at_once, cast, make
from tests.sources.test_merging import merged, source

pytestmark = pytest.mark.django_db(transaction=True)


def nobody_is_lost() -> None:
    """Whoever was merged leads to a source that stands, and to the one that the record names."""
    for gone in Source.objects.exclude(merged_into=None).select_related("merged_into"):
        assert gone.merged_into is not None
        assert gone.merged_into.merged_into_id is None


@pytest.fixture(autouse=True)
def _people() -> None:
    cast.person("editor")


def test_of_two_who_merge_the_same_pair_one_hears_that_it_is_done() -> None:
    duplicate, kept = source("twin"), source("kept")

    heard = at_once.heard(*[partial(merged, duplicate, kept)] * 2)

    assert heard == ["“twin” was merged into “kept” meanwhile. Nothing was changed."]
    assert Merge.objects.count() == 1


def test_of_two_who_merge_a_pair_both_ways_one_hears_that_it_is_done() -> None:
    one, other = source("one"), source("other")

    heard = at_once.heard(partial(merged, one, other), partial(merged, other, one))

    assert heard == ["These two are one source already."]
    assert Source.objects.current().count() == 1
    nobody_is_lost()


def test_three_who_merge_in_a_circle_leave_one_source() -> None:
    first, second, third = source("first"), source("second"), source("third")

    heard = at_once.heard(
        partial(merged, first, second), partial(merged, second, third), partial(merged, third, first)
    )

    assert len(heard) == 1
    assert Source.objects.current().count() == 1
    nobody_is_lost()


def test_a_chain_that_is_made_from_both_ends_holds() -> None:
    chain = [source(f"source{place}") for place in range(5)]

    heard = at_once.heard(*[partial(merged, *pair) for pair in pairwise(chain)])

    assert heard == []
    assert Source.objects.current().get() == chain[-1]
    nobody_is_lost()


def test_of_two_who_undo_a_merge_one_hears_that_it_is_done() -> None:
    merge = merged(source("twin"), source("kept"))
    by = cast.person("editor")
    mine, theirs = Merge.objects.get(pk=merge.pk), Merge.objects.get(pk=merge.pk)

    heard = at_once.heard(*[partial(merging.undo, each, by=by, at=make.NOW) for each in (mine, theirs)])

    assert heard == ["This merge was undone already."]
    assert Source.objects.current().count() == 2


def test_an_import_of_a_work_that_is_being_merged_adds_nothing() -> None:
    duplicate, kept = source("twin", doi="10.1000/knees"), source("kept")
    title = duplicate.title
    records = importers.read(
        f"TY  - JOUR\nTI  - {title}\nDO  - 10.1000/knees\nVL  - 7\nER  - \n".encode()
    ).records
    by = cast.person("editor")

    heard = at_once.heard(
        partial(importers.import_sources, records, by=by, at=make.NOW), partial(merged, duplicate, kept)
    )

    kept.refresh_from_db()
    assert heard == []
    assert (Source.objects.count(), kept.doi) == (2, "10.1000/knees")
    nobody_is_lost()
