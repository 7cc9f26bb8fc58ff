"""Undoing a merge: everything comes back, and what somebody did since is never overwritten."""

from __future__ import annotations

import datetime
import random
from datetime import timedelta
from typing import Any

import pytest

from sources import merging, notices
from sources.merging import RefusedError, Undone
from sources.models import Alias, Merge, Notice, Source, Standing
from tests import cast, make
from tests.sources.test_merging import merged, noticed, now, source

pytestmark = pytest.mark.django_db

LATER = make.NOW + timedelta(days=30)
OWN_CLOCK = ("standing_stamp", "standing_changed_at")
"""They only grow: readers were told something else twice."""

TEXTS = ("", "", "A", "A longer one", "B")
VALUES: dict[str, tuple[Any, ...]] = {
    "kind": ("article", "book", "guideline", "web page"),
    "title": ("A study of knees", "A study of knees: and of hips"),
    "contributors": ([], [{"family": "Moreau", "given": "P"}], [{"literal": "Knee Group"}]),
    "year": (None, 2023, 2024),
    "accessed_on": (None, datetime.date(2024, 5, 1)),
    "url": ("", "https://example.org/knees"),
    "publication_types": ([], ["Review"]),
    "study_type": ("", "survey", "review"),
    "population_size": (None, 7),
    "language": ("", "eng", "ger"),
}
NUMBERS: dict[str, tuple[str, ...]] = {
    "doi": ("", "10.1000/A", "10.1000/b"),
    "pmid": ("", "1", "2"),
    "pmcid": ("", "PMC1", "PMC2"),
    "arxiv": ("", "2304.09848", "2304.09849"),
    "isbn": ("", "9781264268504", "9780316069359"),
    "nct": ("", "NCT03145181"),
    "issn": ("", "0028-4793"),
}


def undone(merge: Merge, *, at: datetime.datetime = LATER, by: str = "editor2") -> Undone:
    return merging.undo(merge, by=cast.person(by), at=at)


def everything() -> list[list[dict[str, Any]]]:
    """Every row that a merge may touch, but for what only grows."""
    sources = [
        {name: value for name, value in row.items() if name not in OWN_CLOCK}
        for row in Source.objects.order_by("pk").values()
    ]
    others = [model.objects.order_by("pk").values() for model in (Alias, Notice)]
    return [sources, *map(list, others)]


def scattered(chance: random.Random, key: str, place: int) -> Source:
    """A source with values picked by chance; of two, each has numbers of its own."""
    told: dict[str, Any] = {name: chance.choice(each) for name, each in VALUES.items()}
    told |= {name: chance.choice(("", each[place % len(each)])) for name, each in NUMBERS.items()}
    told |= {name: chance.choice(TEXTS) for name in ("volume", "issue", "pages", "publisher", "abstract")}
    made = source(key, **told)
    for _ in range(chance.randrange(4)):
        notice = noticed(
            made,
            chance.choice(["retraction", "correction", "reinstatement"]),
            notice_doi=chance.choice(["", "10.1000/notice"]),
            notice_date=chance.choice([None, make.TODAY]),
        )
        if notice.is_found and chance.random() < 0.5:
            notices.confirm(notice, by=cast.person("managing"), at=make.NOW)
    if chance.random() < 0.5:
        notices.mark_checked(made, on=make.TODAY - timedelta(days=place), at=make.NOW)
    Alias.objects.create(key=f"{key}-older", source=made)
    return made


@pytest.mark.parametrize("seed", range(12))
def test_a_merge_that_is_undone_gives_everything_back(seed: int) -> None:
    chance = random.Random(seed)
    first, second, third = (scattered(chance, f"source{place}", place) for place in range(3))
    sides: Any = {part.name: chance.choice(["kept", "duplicate"]) for part in merging.PARTS}
    if chance.random() < 0.5:
        merged(third, first, is_sure=True)
    before = everything()

    merge = merged(first, second, is_sure=True, chosen=sides)
    assert everything() != before
    done = undone(merge)

    assert everything() == before
    assert (done.left, done.later_notices) == ((), 0)


def test_merges_undone_in_turn_give_everything_back() -> None:
    first, second, third = (scattered(random.Random(place), f"source{place}", place) for place in range(3))
    before = everything()
    merges = [merged(first, second, is_sure=True), merged(second, third, is_sure=True)]

    for merge in reversed(merges):
        undone(merge)

    assert everything() == before


def test_it_says_who_undid_it_and_when() -> None:
    merge = merged(source("twin"), source("kept"))

    undone(merge)

    merge.refresh_from_db()
    assert (merge.undone_by, merge.undone_at) == (cast.person("editor2"), LATER)
    assert not Merge.objects.standing().exists()


def test_what_somebody_changed_since_stays_and_is_named() -> None:
    duplicate, kept = source("twin", volume="3", pages="1-9"), source("kept")
    merge = merged(duplicate, kept)
    Source.objects.filter(pk=kept.pk).update(volume="33")

    done = undone(merge)

    duplicate, kept = now(duplicate, kept)
    assert (kept.volume, kept.pages, duplicate.volume, duplicate.pages) == ("33", "", "3", "1-9")
    assert [part.name for part in done.left] == ["volume"]


def test_a_field_that_the_merge_did_not_touch_stays_as_it_is_now() -> None:
    duplicate, kept = source("twin"), source("kept", volume="3")
    merge = merged(duplicate, kept)
    Source.objects.filter(pk=kept.pk).update(volume="4")

    done = undone(merge)

    assert (now(kept)[0].volume, done.left) == ("4", ())


def test_a_merge_from_before_an_upgrade_can_be_undone() -> None:
    duplicate, kept = source("twin", volume="3", funder="One"), source("kept")
    merge = merged(duplicate, kept)
    for side in ("duplicate", "kept"):
        del merge.before[side]["funder"]
        merge.before[side]["a field that is gone"] = "x"
    merge.save()

    undone(merge)

    duplicate, kept = now(duplicate, kept)
    assert (duplicate.volume, kept.volume, kept.funder) == ("3", "", "One")


def test_after_thirty_days_it_stays_merged() -> None:
    merge = merged(source("twin"), source("kept"))

    with pytest.raises(RefusedError, match="could be undone until 22 December 2026"):
        undone(merge, at=LATER + timedelta(seconds=1))


def test_it_is_undone_once_and_by_those_who_may_merge() -> None:
    merge = merged(source("twin"), source("kept"))

    with pytest.raises(RefusedError, match="may not merge"):
        undone(merge, by="reviewer")
    undone(merge)
    with pytest.raises(RefusedError, match="undone already"):
        undone(merge)


def test_a_merge_on_top_is_undone_first() -> None:
    first, second, third = source("first"), source("second"), source("third")
    merge = merged(first, second)
    merged(second, third)

    with pytest.raises(RefusedError, match="“second” was itself merged into “third” since"):
        undone(merge)

    assert [each.merged_into for each in now(first, second)] == [third, third]


def test_of_two_merges_into_one_the_first_can_be_undone_alone() -> None:
    one, two, kept = source("one", pmid="1"), source("two", pmid="2"), source("kept")
    first = merged(one, kept)
    second = merged(two, kept, is_sure=True, chosen={"pmid": "duplicate"})

    done = undone(first)
    again = undone(second)

    assert [each.pmid for each in now(one, two, kept)] == ["1", "2", ""]
    assert [[part.name for part in each.left] for each in (done, again)] == [["pmid"], ["pmid"]]


def test_a_number_that_another_source_has_by_now_is_named() -> None:
    duplicate, kept = source("twin", doi="10.1000/knees"), source("kept")
    merge = merged(duplicate, kept)
    Source.objects.filter(pk=kept.pk).update(doi="")
    source("third", doi="10.1000/KNEES")

    with pytest.raises(RefusedError, match="“third” has the DOI of “twin” now"):
        undone(merge)

    assert now(duplicate)[0].merged_into == kept


def test_a_notice_that_was_decided_meanwhile_goes_back_with_its_decision() -> None:
    duplicate, kept = source("twin"), source("kept")
    notice = noticed(duplicate)
    merge = merged(duplicate, kept)
    notice.refresh_from_db()
    notices.confirm(notice, by=cast.person("managing"), at=make.NOW)

    undone(merge)

    assert [each.standing for each in now(duplicate, kept)] == [Standing.RETRACTED, Standing.NOT_CHECKED]


def test_a_notice_that_came_meanwhile_stays_and_is_counted() -> None:
    duplicate, kept = source("twin"), source("kept")
    merge = merged(duplicate, kept)
    notices.record(
        kept, kind="retraction", origin="PubMed", at=make.NOW + timedelta(days=1), noticed_on=make.TODAY
    )

    done = undone(merge)

    assert done.later_notices == 1
    assert kept.notices.count() == 1


def test_pages_of_both_are_made_again_after_an_undo() -> None:
    duplicate, kept = source("twin"), source("kept")
    merge = merged(duplicate, kept)
    before = [each.standing_stamp for each in now(duplicate, kept)]

    undone(merge)

    assert all(each.standing_stamp > stamp for each, stamp in zip(now(duplicate, kept), before, strict=True))


def test_two_that_were_told_apart_can_be_merged_again_the_other_way() -> None:
    duplicate, kept = source("twin"), source("kept")
    undone(merged(duplicate, kept))

    merged(*now(kept, duplicate))

    assert now(kept)[0].merged_into == duplicate
