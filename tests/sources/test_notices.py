"""Standing: what a notice does to a source, who decides, and what readers are told meanwhile."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User

from sources import notices
from sources.models import Notice, NoticeStatus, Source, Standing

pytestmark = pytest.mark.django_db

FOUND_ON = date(2025, 3, 12)
AT = datetime(2025, 3, 12, 9, tzinfo=UTC)
LATER = datetime(2025, 3, 13, 9, tzinfo=UTC)


@pytest.fixture
def source() -> Source:
    return Source.objects.create(key="moreau2022", title="Teclistamab", year=2022)


@pytest.fixture
def checker() -> User:
    user = User.objects.create_user("checker")
    user.user_permissions.add(Permission.objects.get(codename="confirm_notice"))
    return User.objects.get(pk=user.pk)


def found(source: Source, kind: str = "retraction", **fields: Any) -> Notice:
    known: dict[str, Any] = {"origin": "Retraction Watch", "at": AT, "noticed_on": FOUND_ON}
    return notices.record(source, kind=kind, **(known | fields))


def confirmed(source: Source, checker: User, kind: str, **fields: Any) -> Notice:
    notice = found(source, kind, **fields)
    notices.confirm(notice, by=checker, at=LATER)
    return notice


def test_a_found_notice_is_told_at_once_and_without_judgement(source: Source) -> None:
    found(source, notice_doi="https://doi.org/10.1016/s0140-6736(10)60175-4")

    source.refresh_from_db()
    words = notices.standing_words(source)

    assert words == (
        "notice found",
        "Notice found",
        "A notice was found on 12 March 2025; we are checking.",
        "https://doi.org/10.1016/s0140-6736(10)60175-4",
    )
    assert source.standing == Standing.NOT_CHECKED
    assert source.standing_changed_at == AT


def test_a_confirmed_retraction_says_its_own_date(source: Source, checker: User) -> None:
    confirmed(source, checker, "retraction", notice_date=date(2010, 2, 6))

    source.refresh_from_db()

    assert source.standing == Standing.RETRACTED
    assert source.standing_changed_at == LATER
    assert notices.standing_words(source).sentence == "Retracted on 6 February 2010."


def test_a_rejected_notice_leaves_the_pages_and_stays_on_record(source: Source, checker: User) -> None:
    notice = found(source)

    notices.reject(notice, by=checker, at=LATER, reason="Another paper of the same name.")

    source.refresh_from_db()
    assert notices.standing_words(source).sentence == "Not yet checked for notices."
    assert source.standing_changed_at == LATER
    assert Notice.objects.get().decision_reason == "Another paper of the same name."


@pytest.mark.parametrize(
    "again",
    [
        {"notice_doi": "10.1016/S0140-6736(10)60175-4", "notice_date": date(2011, 1, 1)},
        {"notice_doi": "doi:10.1016/s0140-6736(10)60175-4", "origin": "Crossref"},
    ],
)
def test_the_same_notice_from_two_places_is_recorded_once(source: Source, again: Any) -> None:
    first = found(source, notice_doi="10.1016/s0140-6736(10)60175-4", notice_date=date(2010, 2, 6))

    second = found(source, **again)

    assert second == first
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("numbers", [{}, {"notice_date": date(2010, 2, 6)}, {"notice_pmid": "20137807"}])
def test_a_notice_without_doi_is_recorded_once_too(source: Source, numbers: Any) -> None:
    assert found(source, **numbers) == found(source, **numbers)


def test_a_rejected_notice_found_again_stays_rejected(source: Source, checker: User) -> None:
    notices.reject(found(source), by=checker, at=LATER, reason="Not this paper.")

    again = found(source)

    assert again.status == NoticeStatus.REJECTED
    assert not notices.blocks_support(source)


def test_an_unusable_number_of_a_notice_is_left_out(source: Source) -> None:
    notice = found(source, notice_doi="unavailable", notice_pmid="0")

    assert (notice.notice_doi, notice.notice_pmid, notice.link) == ("", "", "")


@pytest.mark.parametrize(
    ("kinds", "standing"),
    [
        (["correction"], "corrected"),
        (["correction", "expression of concern"], "expression of concern"),
        (["retraction", "correction", "expression of concern"], "retracted"),
        (["withdrawal", "correction"], "withdrawn"),
        (["retraction", "reinstatement"], "reinstated"),
        (["reinstatement", "retraction"], "retracted"),
        (["retraction", "reinstatement", "expression of concern"], "expression of concern"),
    ],
)
def test_the_graver_notice_wins_and_only_a_newer_reinstatement_lifts_it(
    source: Source, checker: User, kinds: list[str], standing: str
) -> None:
    for day, kind in enumerate(kinds, start=1):
        confirmed(source, checker, kind, notice_date=date(2024, 5, day))

    source.refresh_from_db()
    assert source.standing == standing


def test_a_reinstatement_of_the_same_day_does_not_lift_a_retraction(source: Source, checker: User) -> None:
    confirmed(source, checker, "reinstatement", notice_date=date(2024, 5, 1))
    confirmed(source, checker, "retraction", notice_date=date(2024, 5, 1))

    source.refresh_from_db()
    assert source.standing == Standing.RETRACTED


def test_a_found_correction_does_not_soften_a_confirmed_retraction(source: Source, checker: User) -> None:
    confirmed(source, checker, "retraction")
    found(source, "correction")

    source.refresh_from_db()
    assert notices.standing_words(source).code == Standing.RETRACTED


def test_confirming_a_lesser_notice_is_kept_while_a_graver_one_waits(source: Source, checker: User) -> None:
    found(source, "retraction")
    confirmed(source, checker, "correction")

    source.refresh_from_db()

    assert source.standing == Standing.CORRECTED
    assert source.standing_changed_at == AT
    assert notices.standing_words(source).code == notices.NOTICE_FOUND


def test_nobody_without_the_permission_decides(source: Source) -> None:
    notice = found(source)
    stranger = User.objects.create_user("stranger")

    with pytest.raises(notices.RefusedError, match="managing editor"):
        notices.confirm(notice, by=stranger, at=LATER)

    assert Notice.objects.get().is_found


def test_the_same_decision_is_taken_once(source: Source, checker: User) -> None:
    notice = confirmed(source, checker, "retraction")

    with pytest.raises(notices.RefusedError, match="already"):
        notices.confirm(notice, by=checker, at=LATER)


def test_a_wrong_rejection_can_be_put_right(source: Source, checker: User) -> None:
    notice = found(source)
    notices.reject(notice, by=checker, at=LATER, reason="Not this paper.")

    notices.confirm(notice, by=checker, at=LATER)

    source.refresh_from_db()
    assert source.standing == Standing.RETRACTED


def test_a_notice_known_by_its_pmid_is_the_same_when_its_doi_becomes_known(source: Source) -> None:
    first = found(source, notice_pmid="20137807")

    again = found(source, notice_doi="10.1016/S0140-6736(10)60175-4", notice_pmid="20137807")

    assert again.pk == first.pk


def test_a_rejection_needs_a_reason(source: Source, checker: User) -> None:
    with pytest.raises(notices.RefusedError, match="why"):
        notices.reject(found(source), by=checker, at=LATER, reason="  ")


def test_a_check_without_findings_is_told_as_its_day_only(source: Source) -> None:
    notices.mark_checked(source, on=FOUND_ON, at=AT)

    source.refresh_from_db()
    words = notices.standing_words(source)
    assert (words.code, words.sentence) == ("as published", "Checked for notices on 12 March 2025.")
    assert source.standing_changed_at == AT


def test_a_later_check_without_findings_makes_no_page_stale(source: Source) -> None:
    notices.mark_checked(source, on=FOUND_ON, at=AT)
    notices.mark_checked(source, on=date(2025, 3, 13), at=LATER)

    source.refresh_from_db()
    assert source.standing_checked_on == date(2025, 3, 13)
    assert source.standing_changed_at == AT


@pytest.mark.parametrize(
    ("kind", "blocks"),
    [("retraction", True), ("withdrawal", True), ("expression of concern", False), ("correction", False)],
)
def test_only_an_open_or_confirmed_ending_blocks_support(
    source: Source, checker: User, *, kind: str, blocks: bool
) -> None:
    notice = found(source, kind)
    assert notices.blocks_support(source) is blocks

    notices.confirm(notice, by=checker, at=LATER)
    source.refresh_from_db()
    assert notices.blocks_support(source) is blocks


def test_the_standing_of_many_sources_costs_one_query(django_assert_num_queries: Any) -> None:
    many = [Source.objects.create(key=f"s{number}") for number in range(5)]
    for each in many[:3]:
        found(each)

    with django_assert_num_queries(1):
        told = notices.standings(many)
    with django_assert_num_queries(1):
        blocked = notices.blocking(many)

    assert [key for key, words in told.items() if words.code == notices.NOTICE_FOUND] == ["s0", "s1", "s2"]
    assert blocked == {"s0", "s1", "s2"}
