"""How the reviewing goes, for everybody: counts, overdue pages, medians; a site may keep it to itself."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.test import Client

from answers import workflow
from answers.models import Answer, Publication, medians
from answers.views import status
from sources import notices
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
NEXT_YEAR = make.NOW + 400 * DAY


def counted(at: datetime.datetime = make.NOW) -> dict[str, Any]:
    return status.counted(at=at)


def test_public_overdue_and_soon_due_pages_are_counted() -> None:
    make.answer()
    make.published()
    early = make.published().answer
    Answer.objects.filter(pk=early.pk).update(
        review_due_on=make.TODAY + 30 * DAY, last_reviewed_on=make.TODAY
    )

    told = counted()
    later = counted(make.NOW + 31 * DAY)

    assert (told["public"], told["overdue"], told["soon"]) == (2, 0, 1)
    assert (later["overdue"], later["soon"]) == (1, 0)


def test_overdue_pages_are_named_the_longest_overdue_first_and_the_rest_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(status, "LISTED", 1)
    make.published()
    first = make.published().answer
    Answer.objects.filter(pk=first.pk).update(review_due_on=make.TODAY + DAY)

    told = counted(NEXT_YEAR)

    assert [each.url for each in told["overdue_pages"]] == [first.question.get_absolute_url()]
    assert told["more"] == 1


def test_a_correction_that_awaits_its_second_check_is_named_with_its_day() -> None:
    publication = make.corrected(make.correction())

    (waiting,) = counted()["second_checks"]

    assert waiting.title == publication.revision.content().question
    assert waiting.due_on == datetime.date(2026, 11, 24)


def test_a_page_under_a_notice_is_counted_until_somebody_decides() -> None:
    make.published()
    notice = notices.record(
        make.source("review"), kind="retraction", origin="PubMed", at=make.NOW, noticed_on=make.TODAY
    )
    before = counted()["rechecked"]
    notices.confirm(notice, by=cast.person("managing"), at=make.NOW)

    assert (before, counted()["rechecked"]) == (1, 0)


def published_after(review: datetime.timedelta, waiting: datetime.timedelta) -> Publication:
    """An answer that was so long in review and then so long approved."""
    revision = make.checked(make.submitted())
    workflow.approve(
        revision,
        by=cast.person("editor2"),
        at=make.NOW + review,
        content_hash=revision.content_hash,
        scope="whole page",
    )
    return workflow.publish(revision, by=cast.person("editor2"), at=make.NOW + review + waiting)


def test_the_median_of_each_part_of_the_way_is_told() -> None:
    for hours in (2, 30, 100):
        published_after(hours * HOUR, 3 * DAY)

    taken = medians()

    assert (taken.in_review.duration, taken.in_review.number) == (30 * HOUR, 3)
    assert taken.approved.duration == 3 * DAY
    assert taken.altogether.duration == 30 * HOUR + 3 * DAY
    assert (taken.second_check.duration, taken.second_check.number) == (None, 0)


def test_the_medians_of_late_leave_out_what_was_published_before() -> None:
    published_after(HOUR, HOUR)
    published_after(3 * HOUR, 3 * DAY)

    taken = medians(since=make.NOW + DAY)

    assert (taken.in_review.duration, taken.in_review.number) == (3 * HOUR, 1)


def test_the_time_to_a_second_check_runs_from_the_correction() -> None:
    publication = make.corrected(make.correction())
    revision = make.checked(publication.revision)
    workflow.approve(
        revision,
        by=cast.person("editor2"),
        at=make.NOW + 26 * HOUR,
        content_hash=revision.content_hash,
        scope="whole page",
    )

    assert medians().second_check.duration == 26 * HOUR


@pytest.mark.parametrize(
    ("took", "said"),
    [
        (datetime.timedelta(minutes=5), "less than an hour"),
        (HOUR, "1 hour"),
        (47 * HOUR, "47 hours"),
        (2 * DAY, "2 days"),
        (30 * DAY, "30 days"),
    ],
)
def test_durations_are_told_in_words(client: Client, took: datetime.timedelta, said: str) -> None:
    published_after(took, took)

    assert f"<dd>{said} " in client.get("/review-status/").content.decode()


def test_an_empty_site_has_calm_sentences(client: Client) -> None:
    html = client.get("/review-status/").content.decode()

    for sentence in ("No page is overdue.", "None is waiting.", "Nothing was published yet."):
        assert sentence in html


def test_it_is_counted_once_in_ten_minutes(client: Client, django_assert_num_queries: Any) -> None:
    first = client.get("/review-status/")
    make.published()

    with django_assert_num_queries(0):
        again = client.get("/review-status/", headers={"If-None-Match": first["ETag"]})
    caches["lists"].clear()

    assert again.status_code == 304
    assert first["Last-Modified"]
    assert not first.cookies
    assert "<dd>1</dd>" in client.get("/review-status/").content.decode()


def test_a_site_may_keep_it_to_itself(client: Client, settings: LazySettings) -> None:
    shown = client.get("/corrections/").content.decode()
    settings.REVIEW_STATUS_PUBLIC = False

    assert 'href="/review-status/"' in shown
    assert client.get("/review-status/").status_code == 404
    assert 'href="/review-status/"' not in client.get("/corrections/").content.decode()


def test_counting_asks_as_much_for_many_pages_as_for_few(django_assert_max_num_queries: Any) -> None:
    make.published()
    make.corrected(make.correction())
    with django_assert_max_num_queries(12) as few:
        counted(NEXT_YEAR)
    for _ in range(3):
        make.published()
        make.corrected(make.correction())

    with django_assert_max_num_queries(len(few)):
        counted(NEXT_YEAR)
