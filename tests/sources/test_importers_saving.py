"""Records taken in: each work once, nothing overwritten, conflicts and suggestions left to a person."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from sources import importers
from sources.formatting import Name, Work
from sources.importers import Record, Verdict
from sources.models import Notice, Source
from tests import cast, make

pytestmark = pytest.mark.django_db

TITLE = "Blood thinners after a first clot in the leg"


def record(line: int = 1, **fields: Any) -> Record:
    defaults: dict[str, Any] = {
        "title": TITLE,
        "contributors": (Name(family="Garfall", given="Alfred"),),
        "year": 2022,
    }
    extras = {name: fields.pop(name) for name in ("abstract", "notices", "remarks") if name in fields}
    return Record(Work("", **(defaults | fields)), line, **extras)


def brought_in(*records: Record, by: User | None = None, **options: Any) -> importers.Report:
    return importers.import_sources(records, by=by or cast.person("editor"), at=make.NOW, **options)


def verdicts(report: importers.Report) -> list[str]:
    return [line.verdict.value for line in report.lines]


def test_a_new_work_becomes_a_source_with_its_maker_and_its_history() -> None:
    brought_in(record(doi="10.1000/a"))

    source = Source.objects.get()
    assert (source.key, source.doi, source.created_by) == ("garfall2022", "10.1000/a", cast.person("editor"))
    assert [each.history_user for each in source.history.all()] == [cast.person("editor")]


def test_the_same_file_again_adds_nothing() -> None:
    file = [
        record(doi="10.1000/a"),
        record(2, title="A letter without a number"),
        record(3, year=None, title="X y"),
    ]
    brought_in(*file)

    again = brought_in(*file)

    assert verdicts(again) == ["here", "here", "here"]
    assert Source.objects.count() == 3


def test_an_alike_title_without_numbers_is_only_suggested_however_often_it_is_brought_in() -> None:
    make.source(title=TITLE + ".", contributors=[{"family": "Garfall"}], year=2021)

    report = [brought_in(record()) for _ in range(2)][-1]

    assert verdicts(report) == ["suggestion"]
    assert Source.objects.count() == 1


@pytest.mark.parametrize("other", [{"title": TITLE + " 2"}, {"pages": "20-25"}, {"year": 2019}])
def test_another_figure_page_or_year_tells_alike_works_apart(other: dict[str, Any]) -> None:
    report = brought_in(record(pages="1-9"), record(2, **({"pages": "1-9"} | other)))

    assert verdicts(report) == ["new", "new"]


@pytest.mark.parametrize(("choice", "sources"), [("new", 2), ("same", 1), ("skip", 1)])
def test_a_person_decides_about_a_suggestion(choice: Any, sources: int) -> None:
    kept = make.source(title=TITLE, contributors=[{"family": "Garfall"}], year=2022, volume="")

    brought_in(record(volume="3"), choices={0: choice})

    kept.refresh_from_db()
    assert Source.objects.count() == sources
    assert kept.volume == ("3" if choice == "same" else "")


def test_the_same_number_with_another_title_is_a_conflict_and_stays_outside() -> None:
    make.source(title="Something else entirely", doi="10.1000/a")

    report = brought_in(record(doi="10.1000/A"))

    assert verdicts(report) == ["conflict"]
    assert "another title" in report.lines[0].sentence
    assert Source.objects.count() == 1


def test_a_doi_with_another_works_pmid_is_a_conflict() -> None:
    make.source(title=TITLE, doi="10.1000/a", pmid="35661166")

    report = brought_in(record(doi="10.1000/a", pmid="35857659"))

    assert verdicts(report) == ["conflict"]
    assert "another PMID" in report.lines[0].sentence


def test_numbers_of_two_sources_in_one_record_are_a_conflict() -> None:
    make.source("one", title=TITLE, doi="10.1000/a")
    make.source("two", title=TITLE, doi="10.1000/b", pmid="7")

    report = brought_in(record(doi="10.1000/a", pmid="7"))

    assert verdicts(report) == ["conflict"]


def test_only_empty_fields_are_filled() -> None:
    kept = make.source(title=TITLE, doi="10.1000/a", volume="1", year=2022)

    report = brought_in(record(doi="10.1000/a", volume="9", issue="4", pmid="12", month=3))

    kept.refresh_from_db()
    assert (kept.volume, kept.issue, kept.pmid, kept.month) == ("1", "4", "12", 3)
    assert set(report.lines[0].filled) == {"issue", "pmid", "month"}


def test_no_date_is_put_together_from_two() -> None:
    kept = make.source(title=TITLE, doi="10.1000/a", year=2021)

    brought_in(record(doi="10.1000/a", year=2022, month=3, day=4))

    kept.refresh_from_db()
    assert (kept.year, kept.month, kept.day) == (2021, None, None)


def test_a_bare_number_is_completed_by_a_later_file() -> None:
    brought_in(record(title="", contributors=(), year=None, doi="10.1000/a"))

    brought_in(record(doi="10.1000/a"))

    source = Source.objects.get()
    assert (source.title, source.year) == (TITLE, 2022)


def test_a_number_just_filled_in_counts_for_the_rest_of_the_file() -> None:
    make.source(title=TITLE, doi="10.1000/a")

    report = brought_in(record(doi="10.1000/a", pmid="12"), record(2, pmid="12"))

    assert verdicts(report) == ["here", "here"]


def test_a_work_twice_in_one_file_comes_in_once() -> None:
    report = brought_in(record(doi="10.1000/a"), record(2, doi="10.1000/A"))

    assert verdicts(report) == ["new", "here"]
    assert "line 1" in report.lines[1].sentence


def test_chapters_share_the_isbn_of_their_book() -> None:
    book, chapter = "9780306406157", "A chapter on something else"
    made = [record(kind="book", isbn=book), record(2, kind="chapter", isbn=book, title=chapter)]

    report = brought_in(*made, record(3, kind="chapter", isbn=book, title="Yet another one on knees"))

    assert verdicts(report) == ["new", "new", "new"]


def test_a_source_that_was_merged_is_not_brought_in_again() -> None:
    target = make.source("kept")
    make.source("old", title=TITLE, doi="10.1000/a", merged_into=target)

    report = brought_in(record(doi="10.1000/a"))

    assert verdicts(report) == ["here"]


def test_a_retraction_that_the_record_names_is_recorded_as_found() -> None:
    found = importers.formats.FoundNotice("retraction", "PubMed", doi="10.1000/n", date="2023-01-02")

    for _ in range(2):
        brought_in(record(doi="10.1000/a", notices=(found,)))

    notice = Notice.objects.get()
    assert (notice.source.doi, notice.kind, notice.status) == ("10.1000/a", "retraction", "found")


def test_what_is_too_long_for_a_field_is_left_out_and_said() -> None:
    report = brought_in(record(doi="10.1000/a", volume="v" * 61))

    assert Source.objects.get().volume == ""
    assert "volume" in report.lines[0].remarks[0]


def test_a_person_without_the_permission_is_refused() -> None:
    with pytest.raises(importers.RefusedError):
        brought_in(record(), by=cast.person("auditor"))


def test_a_preview_changes_nothing() -> None:
    report = importers.preview([record(doi="10.1000/a"), record(2, doi="10.1000/a")])

    assert verdicts(report) == [Verdict.NEW, Verdict.HERE]
    assert not Source.objects.exists()


def test_a_new_record_that_was_not_chosen_stays_outside() -> None:
    brought_in(
        record(doi="10.1000/a"), record(2, title="Quite another thing", doi="10.1000/b"), choices={0: "skip"}
    )

    assert [source.doi for source in Source.objects.all()] == ["10.1000/b"]


def test_nothing_stays_of_an_import_that_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("sources.importers.saving._record", broken)
    found = importers.formats.FoundNotice("retraction", "PubMed")

    with pytest.raises(OSError, match="disk full"):
        brought_in(record(doi="10.1000/a", notices=(found,)))

    assert not Source.objects.exists()


@pytest.mark.parametrize("count", [1, 60])
def test_looking_for_what_is_here_costs_as_many_queries_for_many_records(
    count: int, django_assert_max_num_queries: Any
) -> None:
    records = [record(number, doi=f"10.1000/{number}") for number in range(count)]

    with django_assert_max_num_queries(3):
        importers.preview(records)
