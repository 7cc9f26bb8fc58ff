"""Newer editions of sources: who may say so, what is refused, and what readers are told."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from django.db import IntegrityError

from sources import notices, replacements
from sources.models import Replacement, Source
from tests import cast, make

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 25, 9, tzinfo=UTC)


def guideline(key: str, year: int | None, **fields: Any) -> Source:
    given = {"title": "Guideline on thin blood", "kind": "guideline", "publisher": "The Society"}
    return make.source(key, year=year, **(given | fields))


def proposed(source: Source, newer: Source, *, by: str = "editor") -> Replacement:
    return replacements.propose(source, newer, by=cast.person(by), at=AT)


def confirmed(source: Source, newer: Source) -> Replacement:
    replacement = proposed(source, newer)
    replacements.confirm(replacement, by=cast.person("managing"), at=AT)
    return replacement


def test_readers_hear_of_a_newer_edition_only_once_a_person_has_confirmed_it() -> None:
    older, newer = guideline("older", 2019), guideline("newer", 2025, doi="10.1000/newer")
    replacement = proposed(older, newer)
    before = replacements.told([older])

    replacements.confirm(replacement, by=cast.person("managing"), at=AT)

    assert before == {}
    assert replacements.told([older])["older"] == (
        "A newer edition was published in 2025: “Guideline on thin blood”.",
        "https://doi.org/10.1000/newer",
        replacement.pk,
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"year": None}, "There is a newer edition: “Guideline on thin blood”."),
        ({"title": "Is blood thin?"}, "A newer edition was published in 2025: “Is blood thin?”."),
        ({"edition": "4th ed"}, "A newer edition was published in 2025: “Guideline on thin blood (4th ed)”."),
        ({"title": "", "contributors": []}, "A newer edition was published in 2025: “newer”."),
    ],
)
def test_it_is_named_as_well_as_it_is_known(fields: dict[str, Any], sentence: str) -> None:
    older, newer = guideline("older", 2019), guideline("newer", **({"year": 2025} | fields))

    confirmed(older, newer)

    assert replacements.told([older])["older"].sentence == sentence


def test_a_later_change_of_a_field_gets_out_to_no_reader() -> None:
    older, newer = guideline("older", 2019), guideline("newer", 2025)
    confirmed(older, newer)

    Source.objects.filter(pk=newer.pk).update(title="An unsigned title", year=1999)

    assert "“Guideline on thin blood”" in replacements.told([older])["older"].sentence


@pytest.mark.parametrize("decide", [replacements.confirm, replacements.reject])
def test_only_who_may_decide_about_notices_may_decide(decide: Any) -> None:
    replacement = proposed(guideline("older", 2019), guideline("newer", 2025))
    reason = {"reason": "x"} if decide is replacements.reject else {}

    with pytest.raises(replacements.RefusedError, match="ask a managing editor"):
        decide(replacement, by=cast.person("editor"), at=AT, **reason)


@pytest.mark.parametrize("name", ["reviewer", "clinician", "auditor"])
def test_only_who_may_change_sources_may_propose(name: str) -> None:
    with pytest.raises(replacements.RefusedError, match="ask a medical editor"):
        proposed(guideline("older", 2019), guideline("newer", 2025), by=name)


def test_a_source_is_never_its_own_newer_edition() -> None:
    older = guideline("older", 2019)
    twin = guideline("twin", 2019, merged_into=older)

    for same in (older, twin):
        with pytest.raises(replacements.RefusedError, match="its own newer edition"):
            proposed(older, same)
    with pytest.raises(IntegrityError):
        Replacement.objects.create(
            source=older, newer=older, proposed_by=cast.person("editor"), proposed_at=AT
        )


def test_a_source_has_one_newer_edition_that_stands() -> None:
    older = guideline("older", 2019)
    first = proposed(older, guideline("newer", 2025))

    with pytest.raises(replacements.RefusedError, match="already"):
        proposed(older, guideline("other", 2024))
    replacements.reject(first, by=cast.person("managing"), at=AT, reason="Another society.")

    assert proposed(older, guideline("other", 2024)).is_proposed


@pytest.mark.parametrize("length", [2, 3])
def test_a_chain_never_closes_to_a_circle(length: int) -> None:
    chain = [guideline(f"edition{number}", 2000 + number) for number in range(length)]
    for older, newer in pairwise(chain):
        confirmed(older, newer)

    with pytest.raises(replacements.RefusedError, match="has a newer edition itself"):
        proposed(chain[-1], chain[0])


def test_a_rejected_one_cannot_come_back_into_a_circle() -> None:
    older, newer = guideline("older", 2019), guideline("newer", 2025)
    first = proposed(older, newer)
    replacements.reject(first, by=cast.person("managing"), at=AT, reason="The wrong way round?")
    confirmed(newer, older)

    with pytest.raises(replacements.RefusedError, match="has a newer edition itself"):
        replacements.confirm(first, by=cast.person("managing"), at=AT)


def test_nothing_that_nobody_could_find_or_trust_becomes_a_newer_edition() -> None:
    unknown, retracted = guideline("unknown", 2025, doi=""), guideline("retracted", 2025)
    notices.record(retracted, kind="retraction", origin="x", at=AT, noticed_on=AT.date())

    with pytest.raises(replacements.RefusedError, match="Give it a DOI"):
        confirmed(guideline("older", 2019), unknown)
    with pytest.raises(replacements.RefusedError, match="notice of retraction"):
        confirmed(guideline("another", 2019), retracted)


def test_a_decision_is_taken_once_and_a_later_person_may_decide_otherwise() -> None:
    older = guideline("older", 2019)
    replacement = confirmed(older, guideline("newer", 2025))
    by = cast.person("managing")

    with pytest.raises(replacements.RefusedError, match="decided already"):
        replacements.confirm(replacement, by=by, at=AT)
    replacements.reject(replacement, by=by, at=AT, reason="Another society.")

    assert replacements.told([older]) == {}
    assert Replacement.objects.get().decision_reason == "Another society."


def test_a_rejection_says_why() -> None:
    replacement = proposed(guideline("older", 2019), guideline("newer", 2025))

    with pytest.raises(replacements.RefusedError, match="say why"):
        replacements.reject(replacement, by=cast.person("managing"), at=AT, reason="  ")


def test_each_change_of_what_readers_are_told_moves_the_stamp() -> None:
    older = guideline("older", 2019)
    stamps = [older.standing_stamp]
    replacement = proposed(older, guideline("newer", 2025))

    for decide, more in ((replacements.confirm, {}), (replacements.reject, {"reason": "No."})):
        decide(replacement, by=cast.person("managing"), at=AT, **more)
        stamps.append(Source.objects.get(pk=older.pk).standing_stamp)

    assert stamps == [0, 1, 2]


def test_a_merged_source_hands_its_newer_edition_on() -> None:
    twin, kept, newer = guideline("twin", 2019), guideline("kept", 2019), guideline("newer", 2025)
    confirmed(twin, newer)

    Source.objects.filter(pk=twin.pk).update(merged_into=kept)

    in_force = Replacement.objects.in_force()
    assert list(replacements.told([kept])) == ["kept"]
    assert in_force.keys() == {twin.pk, kept.pk}


def test_two_editions_that_were_merged_are_one_source() -> None:
    older, newer = guideline("older", 2019), guideline("newer", 2025)
    confirmed(older, newer)

    Source.objects.filter(pk=older.pk).update(merged_into=newer)

    assert (replacements.told([newer]), Replacement.objects.in_force()) == ({}, {})


def test_what_may_be_the_newer_edition_is_offered_best_first() -> None:
    older = guideline("older", 2019, title="Guideline on thin blood 2019")
    guideline("newer", 2025, title="Guideline on thin blood, version 2.2025")
    guideline("reworded", 2024, title="Thin blood: guideline of the society")
    guideline("before", 2015)
    guideline("twin", 2025, merged_into=older)
    guideline("other", 2025, title="How to draw blood", publisher="Somebody else")

    offered = [each.key for each in replacements.offered(older)]

    assert offered == ["newer", "reworded"]


def test_nothing_is_offered_for_a_source_without_a_title() -> None:
    guideline("newer", 2025)

    assert replacements.offered(guideline("older", 2019, title="")) == []
