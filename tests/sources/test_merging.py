"""Merging: one work under two keys becomes one source, nothing is lost, and doubt is said in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from sources import merging, notices, replacements
from sources.merging import DoubtfulError, RefusedError, fields
from sources.models import Alias, Merge, Notice, Source
from tests import cast, make

pytestmark = pytest.mark.django_db

TITLE = "What became of people in a study of knees"
BOOK = {"kind": "book"}


def source(key: str, **told: Any) -> Source:
    return Source.objects.create(key=key, **({"title": TITLE, "year": 2024} | told))


def merged(duplicate: Source, kept: Source, *, by: User | None = None, **options: Any) -> Merge:
    return merging.merge(duplicate, kept, by=by or cast.person("editor"), at=make.NOW, **options)


def noticed(about: Source, kind: str = "retraction", **told: Any) -> Notice:
    return notices.record(about, kind=kind, origin="PubMed", at=make.NOW, noticed_on=make.TODAY, **told)


def now(*sources: Source) -> list[Source]:
    return [Source.objects.get(pk=each.pk) for each in sources]


def test_the_old_key_leads_to_the_kept_source() -> None:
    duplicate, kept = source("twin"), source("kept")
    Alias.objects.create(key="older", source=duplicate)

    merged(duplicate, kept)

    assert Source.objects.by_key(["twin", "older", "kept"]) == {"twin": kept, "older": kept, "kept": kept}
    assert list(Source.objects.current()) == [kept]


def test_what_only_the_duplicate_knows_is_taken_and_its_numbers_move() -> None:
    duplicate = source("twin", doi="10.1000/Knees", pages="4-9", month=5)
    kept = source("kept", pmid="123", volume="3")

    merge = merged(duplicate, kept)

    duplicate, kept = now(duplicate, kept)
    assert (kept.doi, kept.pmid, kept.volume) == ("10.1000/Knees", "123", "3")
    assert (kept.pages, kept.month, duplicate.doi) == ("4-9", 5, "")
    assert merge.taken == ["year", "pages", "doi"]


def test_a_choice_stands_field_by_field() -> None:
    duplicate = source("twin", volume="3", issue="1", publisher="One")
    kept = source("kept", volume="4", issue="2", publisher="Two")

    merged(duplicate, kept, chosen={"volume": "duplicate", "publisher": "kept"})

    (kept,) = now(kept)
    assert (kept.volume, kept.issue, kept.publisher) == ("3", "2", "Two")


def test_a_part_that_there_is_not_cannot_be_chosen() -> None:
    with pytest.raises(ValueError, match="standing"):
        merged(source("twin"), source("kept"), chosen={"standing": "duplicate"})


@pytest.mark.parametrize(
    ("theirs", "ours", "side"),
    [
        ({"volume": "3"}, {"volume": ""}, "duplicate"),
        ({"volume": ""}, {"volume": "3"}, "kept"),
        ({"volume": "3"}, {"volume": "4"}, "kept"),
        ({"volume": "3", "publication_types": ["Review"]}, {"volume": "4"}, "duplicate"),
        ({"volume": "3"}, {"volume": "4", "publication_types": ["Review"]}, "kept"),
        ({"volume": "Suppl 3"}, {"volume": "Suppl"}, "duplicate"),
        ({"volume": "Suppl"}, {"volume": "Suppl 3"}, "kept"),
    ],
)
def test_the_richer_value_stands_unless_somebody_chooses(
    theirs: dict[str, Any], ours: dict[str, Any], side: str
) -> None:
    duplicate, kept = source("twin", **theirs), source("kept", **ours)

    assert merging.better(duplicate, kept)["volume"] == side


def test_the_history_tells_whose_word_goes_first() -> None:
    duplicate, kept = source("twin", volume="3"), source("kept", volume="4")
    for theirs, ours, side in (
        ("import", None, "duplicate"),
        ("import", "filled from Crossref", "kept"),
        ("filled from PubMed", "filled from Crossref", "duplicate"),
    ):
        duplicate.history.update(history_change_reason=theirs)
        kept.history.update(history_change_reason=ours)
        assert merging.better(duplicate, kept)["volume"] == side


def test_a_date_is_never_put_together_from_two() -> None:
    duplicate, kept = source("twin", year=2023, month=12, day=1), source("kept", year=2024, month=2)

    merged(duplicate, kept, chosen={"year": "duplicate"})

    (kept,) = now(kept)
    assert (kept.year, kept.month, kept.day) == (2023, 12, 1)


def test_every_field_of_a_source_is_chosen_or_named_as_its_own() -> None:
    chosen = {name for part in merging.PARTS for name in part.fields}

    assert chosen | set(fields.NEVER) == {field.name for field in Source._meta.concrete_fields}
    assert not chosen & set(fields.NEVER)


def test_a_number_that_the_kept_one_does_not_take_still_names_it() -> None:
    duplicate, kept = source("twin", doi="10.1000/old"), source("kept", doi="10.1000/new")

    merged(duplicate, kept, is_sure=True, chosen={"doi": "kept"})

    (duplicate,) = now(duplicate)
    assert (duplicate.doi, duplicate.merged_into) == ("10.1000/old", kept)


@pytest.mark.parametrize(
    ("theirs", "ours", "why"),
    [
        ({"title": "Hips and hearts"}, {}, "titles are not alike"),
        ({"title": ""}, {}, "has no title"),
        ({"title": f"{TITLE}, part 1"}, {"title": f"{TITLE}, part 2"}, "figures in their titles"),
        ({"doi": "10.1000/a"}, {"doi": "10.1000/b"}, "another DOI: 10.1000/a and 10.1000/b"),
        ({"pmid": "1"}, {"pmid": "2"}, "another PMID"),
        ({"pmcid": "PMC1"}, {"pmcid": "PMC2"}, "another PMCID"),
        (BOOK | {"isbn": "9781264268504"}, BOOK | {"isbn": "9780316069359"}, "another ISBN"),
        (BOOK, {"kind": "chapter"}, "a book, the other a chapter"),
        ({"year": 2020}, {}, "published in 2020 and 2024"),
        ({"edition": "2"}, {"edition": "3"}, "different editions"),
        ({"pages": "10-12"}, {"pages": "20-22"}, "different pages"),
    ],
)
def test_two_that_may_be_two_works_are_merged_only_by_somebody_who_is_sure(
    theirs: dict[str, Any], ours: dict[str, Any], why: str
) -> None:
    duplicate, kept = source("twin", **theirs), source("kept", **ours)

    with pytest.raises(DoubtfulError, match=why):
        merged(duplicate, kept)

    assert not Merge.objects.exists()
    assert len(merged(duplicate, kept, is_sure=True).doubts) == 1


def test_a_newer_edition_and_its_older_one_may_be_two_works() -> None:
    older, newer = source("older"), source("newer")
    replacements.propose(older, newer, by=cast.person("editor"), at=make.NOW)

    with pytest.raises(DoubtfulError, match="newer edition of the other"):
        merged(newer, older)


def test_a_preprint_is_never_merged_with_what_was_published() -> None:
    with pytest.raises(RefusedError, match="keep both, and cite the published one"):
        merged(source("twin", kind="preprint"), source("kept"), is_sure=True)


def test_nobody_merges_without_the_permission() -> None:
    duplicate, kept = source("twin"), source("kept")

    for name in ("reviewer", "clinician", "auditor"):
        with pytest.raises(RefusedError, match="may not merge"):
            merged(duplicate, kept, by=cast.person(name))

    assert merged(duplicate, kept, by=cast.person("managing")).merged_by == cast.person("managing")


def test_a_source_is_not_merged_with_itself_or_twice() -> None:
    duplicate, kept = source("twin"), source("kept")
    merged(duplicate, kept)

    with pytest.raises(RefusedError, match="one source already"):
        merged(kept, duplicate)
    with pytest.raises(RefusedError, match="one source already"):
        merged(kept, kept)
    with pytest.raises(RefusedError, match="was merged into “kept” meanwhile"):
        merged(duplicate, source("third"))


def test_a_merge_into_a_merged_source_goes_to_what_it_became() -> None:
    first, second, third = source("first"), source("second"), source("third")
    merged(second, third)

    merge = merged(first, second)

    assert (merge.kept, now(first)[0].merged_into) == (third, third)


def test_what_was_merged_before_follows_so_that_no_name_leads_to_a_name() -> None:
    first, second, third = source("first"), source("second"), source("third")
    merged(first, second)

    merge = merged(second, third)

    assert [each.merged_into for each in now(first, second)] == [third, third]
    assert merge.followed == [first.pk]
    assert Source.objects.by_key(["first"]) == {"first": third}


def test_what_was_changed_after_somebody_looked_is_looked_at_again() -> None:
    duplicate, kept = source("twin"), source("kept")
    seen = merging.digest(duplicate, kept)
    Source.objects.filter(pk=kept.pk).update(volume="9")

    with pytest.raises(RefusedError, match="changed meanwhile"):
        merged(duplicate, kept, seen=seen)


def test_the_history_of_both_says_who_and_why() -> None:
    duplicate, kept = source("twin", volume="3"), source("kept")

    merged(duplicate, kept)

    told = [each.history.exclude(history_change_reason=None).latest() for each in (duplicate, kept)]
    assert [(row.history_change_reason, row.history_user) for row in told] == [
        ("merged into kept", cast.person("editor")),
        ("merged with twin", cast.person("editor")),
    ]


def test_the_database_refuses_a_circle_of_two_and_a_second_merge_of_one() -> None:
    first, second, third = source("first"), source("second"), source("third")
    told = {"merged_by": cast.person("editor"), "merged_at": make.NOW, "before": {}}
    Merge.objects.create(duplicate=first, kept=second, **told)

    for duplicate, kept in ((second, first), (first, third), (third, third)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Merge.objects.create(duplicate=duplicate, kept=kept, **told)


def test_it_can_be_undone_for_thirty_days() -> None:
    merge = merged(source("twin"), source("kept"))
    last = make.NOW + timedelta(days=30)

    assert merge.is_undoable(last)
    assert list(Merge.objects.undoable(last)) == [merge]
    assert not merge.is_undoable(last + timedelta(seconds=1))
    assert not Merge.objects.undoable(last + timedelta(seconds=1)).exists()
