"""A check of our sources against a file: what it records, what it leaves for a person, and doing it twice."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Permission, User

from sources import jobs, notices
from sources.models import Notice, NoticeStatus, Source, Standing
from tests import cast
from tests.sources.retraction_watch import file, row

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 9, tzinfo=UTC)
DOI = "10.1016/S0140-6736(97)11096-0"


def source(key: str = "one", **fields: str) -> Source:
    return Source.objects.create(key=key, **({"title": "A study of one thing", "doi": DOI} | fields))


def check(*rows: str, at: datetime = AT) -> jobs.Outcome:
    return jobs.check_file(file(*rows), at=at, on=at.date())


def test_a_notice_that_matches_by_number_and_title_is_recorded_for_a_person() -> None:
    one = source()

    outcome = check(row())

    notice = Notice.objects.get()
    one.refresh_from_db()
    assert (notice.source_id, notice.status, notice.origin) == (one.pk, "found", "Retraction Watch")
    assert notices.standing_words(one).code == notices.NOTICE_FOUND
    assert len(outcome.found) == 1


def test_the_same_file_again_finds_nothing_new() -> None:
    source()
    check(row(), row())

    again = check(row(), row(), at=LATER)

    assert (len(again.found), len(again.known), Notice.objects.count()) == (0, 1, 1)


def test_a_rejected_notice_stays_rejected_however_often_it_is_found() -> None:
    source()
    check(row())
    judge = User.objects.create_user("judge")
    judge.user_permissions.add(Permission.objects.get(codename="confirm_notice"))
    notices.reject(Notice.objects.get(), by=User.objects.get(pk=judge.pk), at=AT, reason="Another paper.")

    check(row(), at=LATER)

    assert Notice.objects.get().status == NoticeStatus.REJECTED


def test_a_number_under_another_title_is_a_conflict_that_no_reader_hears_of() -> None:
    ours = source(title="Hip fractures in women of Sweden")

    outcome = check(row())

    notice = Notice.objects.get()
    assert (notice.is_in_doubt, notice.its_title) == (True, "A study of one thing")
    assert notices.standing_words(ours).code != notices.NOTICE_FOUND
    assert not notices.blocks_support(ours)
    assert [each.key for each in outcome.listed_conflicts] == ["one"]
    assert outcome.listed_conflicts[0].where == "line 2 of the file"
    assert not outcome.found


def test_a_conflict_is_listed_until_a_person_has_decided() -> None:
    source(title="Hip fractures in women of Sweden")
    check(row())
    again = check(row())

    notices.reject(Notice.objects.get(), by=cast.person("managing"), at=AT, reason="Another paper.")
    decided = check(row())

    assert (again.conflicts, decided.conflicts, Notice.objects.count()) == (1, 0, 1)


def test_a_title_that_was_mended_ends_the_doubt() -> None:
    ours = source(title="Hip fractures in women of Sweden")
    check(row())
    Source.objects.filter(pk=ours.pk).update(title="A study of one thing")

    outcome = check(row())

    ours.refresh_from_db()
    assert Notice.objects.get().is_found
    assert notices.standing_words(ours).code == notices.NOTICE_FOUND
    assert outcome.conflicts == 0


def test_the_numbers_of_the_notice_itself_match_nothing() -> None:
    source(doi="10.1016/s0140-6736(10)60175-4", title="Retraction: A study of one thing")
    source("two", doi="", pmid="20137807")

    check(row())

    assert not Notice.objects.exists()


def test_rows_without_numbers_match_nothing() -> None:
    source(doi="", pmid="")

    check(row(OriginalPaperDOI="unavailable", OriginalPaperPubMedID="0"))

    assert not Notice.objects.exists()


def test_a_work_is_found_by_its_pmid_alone() -> None:
    source(doi="", pmid="9500320")

    check(row(OriginalPaperDOI="unavailable"))

    assert Notice.objects.count() == 1


def test_a_notice_about_a_merged_source_stands_at_the_one_it_became() -> None:
    kept = source("kept", doi="10.1000/kept")
    Source.objects.create(key="old", title="A study of one thing", doi=DOI, merged_into=kept)

    check(row())

    assert Notice.objects.get().source == kept


def test_several_notices_of_a_work_are_all_kept_and_a_later_reinstatement_lifts() -> None:
    one = source()
    check(
        row(RetractionNature="Correction", RetractionDOI="10.1000/c", RetractionDate="3/6/2004 0:00"),
        row(),
        row(RetractionNature="Reinstatement", RetractionDOI="10.1000/r", RetractionDate="1/5/2012 0:00"),
    )
    judge = User.objects.create_superuser("judge")

    for notice in Notice.objects.order_by("pk"):
        notices.confirm(notice, by=judge, at=LATER)

    one.refresh_from_db()
    assert [each.kind for each in one.notices.order_by("pk")] == ["correction", "retraction", "reinstatement"]
    assert one.standing == Standing.REINSTATED


def test_sources_with_a_number_count_as_checked_and_others_do_not() -> None:
    numbered, unnumbered = source(), source("two", doi="", title="A leaflet")

    outcome = check(row(OriginalPaperDOI="10.1000/another", OriginalPaperPubMedID="0"))

    numbered.refresh_from_db()
    unnumbered.refresh_from_db()
    assert (numbered.standing, numbered.standing_checked_on) == ("as published", date(2026, 11, 22))
    assert (unnumbered.standing, unnumbered.standing_checked_on) == ("not checked", None)
    assert outcome.sources_checked == 1


def test_a_second_day_of_checking_changes_the_day_and_no_stamp() -> None:
    one = source()
    check(row(OriginalPaperDOI="10.1000/x", OriginalPaperPubMedID="0"))
    one.refresh_from_db()
    stamp = one.standing_stamp

    check(row(OriginalPaperDOI="10.1000/x", OriginalPaperPubMedID="0"), at=LATER)

    one.refresh_from_db()
    assert (one.standing_checked_on, one.standing_stamp) == (LATER.date(), stamp)


def test_after_a_file_with_a_broken_end_no_source_counts_as_checked() -> None:
    one = source()

    outcome = check(row(), row()[:200])

    one.refresh_from_db()
    assert (outcome.is_complete, one.standing_checked_on) == (False, None)
    assert Notice.objects.count() == 1


def test_one_broken_row_among_many_does_not_spoil_the_check() -> None:
    source()

    outcome = check(*[row()] * 60, "broken", *[row()] * 60)

    assert (outcome.is_complete, outcome.faults) == (True, 1)


def test_somebody_who_waits_hears_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    monkeypatch.setattr("sources.jobs.from_file.EVERY", 2)

    jobs.check_file(file(*[row()] * 5), at=AT, on=AT.date(), progress=heard.append)

    assert heard == [2, 4]
