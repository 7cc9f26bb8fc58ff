"""Notices of two sources that are merged: they count together, each once, and the graver stands."""

from __future__ import annotations

import pytest

from sources import notices
from sources.models import Standing
from tests import cast, make
from tests.sources.test_merging import merged, noticed, now, source

pytestmark = pytest.mark.django_db


def test_notices_of_the_duplicate_count_for_the_kept_one() -> None:
    duplicate, kept = source("twin"), source("kept")
    notice = noticed(duplicate, notice_doi="10.1000/notice")
    notices.confirm(notice, by=cast.person("managing"), at=make.NOW)
    waiting = noticed(duplicate, "correction")

    merged(duplicate, kept)

    (kept,) = now(kept)
    assert set(kept.notices.all()) == {notice, waiting}
    assert kept.standing == Standing.RETRACTED
    assert notices.blocks_support(kept)


def test_the_graver_standing_of_the_two_stands() -> None:
    duplicate, kept = source("twin"), source("kept")
    notices.confirm(noticed(duplicate, "correction"), by=cast.person("managing"), at=make.NOW)
    notices.confirm(noticed(kept, "expression of concern"), by=cast.person("managing"), at=make.NOW)

    merged(duplicate, kept)

    assert now(kept)[0].standing == Standing.CONCERN


@pytest.mark.parametrize("decision", ["found", "rejected"])
def test_a_notice_that_both_have_is_there_once_with_the_graver_decision(decision: str) -> None:
    duplicate, kept = source("twin"), source("kept")
    managing = cast.person("managing")
    ours = noticed(kept, notice_doi="10.1000/notice")
    if decision == "rejected":
        notices.reject(ours, by=managing, at=make.NOW, reason="Another paper.")
    notices.confirm(noticed(duplicate, notice_doi="10.1000/NOTICE"), by=managing, at=make.NOW)

    merged(duplicate, kept)

    (kept,) = now(kept)
    assert [each.status for each in kept.notices.all()] == ["confirmed"]
    assert kept.standing == Standing.RETRACTED


def test_a_notice_that_is_found_later_under_the_old_name_is_one_about_the_kept_source() -> None:
    duplicate, kept = source("twin"), source("kept")
    merged(duplicate, kept)

    notice = noticed(duplicate)

    assert notice.source == kept
    assert notices.standing_words(kept).code == notices.NOTICE_FOUND


def test_a_copy_that_stayed_behind_is_decided_at_the_kept_source() -> None:
    duplicate, kept = source("twin"), source("kept")
    noticed(kept, notice_doi="10.1000/notice")
    behind = noticed(duplicate, notice_doi="10.1000/notice")
    merged(duplicate, kept)

    with pytest.raises(notices.RefusedError, match="merged into “kept”"):
        notices.confirm(behind, by=cast.person("managing"), at=make.NOW)


def test_the_later_check_of_the_two_counts() -> None:
    duplicate, kept = source("twin"), source("kept")
    notices.mark_checked(duplicate, on=make.TODAY, at=make.NOW)

    merged(duplicate, kept)

    (kept,) = now(kept)
    assert (kept.standing_checked_on, kept.standing) == (make.TODAY, Standing.AS_PUBLISHED)


def test_pages_of_both_are_made_again() -> None:
    duplicate, kept = source("twin"), source("kept")
    before = [each.standing_stamp for each in now(duplicate, kept)]

    merged(duplicate, kept)

    assert all(each.standing_stamp > stamp for each, stamp in zip(now(duplicate, kept), before, strict=True))
