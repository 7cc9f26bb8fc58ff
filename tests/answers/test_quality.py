"""Quality of the answers: what was counted of each is added up by topic, in so many queries and no more."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answers import readability
from answers.admin import quality
from answers.jobs import measuring, tallying
from answers.models import Measure, Revision, Tally
from tests import cast, make

pytestmark = pytest.mark.django_db


def count() -> int:
    counted = measuring.measure_due(100, at=make.NOW)
    tallying.tally(make.NOW)
    return counted


def rows(key: str) -> list[list[str]]:
    found = {each.key: each for each in quality.tables(None, at=make.NOW)}
    return [[str(value) for value in row] for row in found[key].rows]


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(cast.person("managing"))
    return client


def test_a_public_answer_is_counted_once_until_its_text_changes_or_a_week_has_passed() -> None:
    answer = make.published().answer

    assert [count(), count()] == [1, 0]
    make.revision(answer, make.draft(wording=answer.question.wording, certainty_reason="Two trials."))
    make.published(answer)
    assert count() == 1
    assert measuring.measure_due(100, at=make.NOW + datetime.timedelta(days=8)) == 1


def test_what_an_answer_lacks_is_told() -> None:
    make.published()
    count()

    found = Measure.objects.get()

    assert found.lacks_harms
    assert found.lacks_search_date
    assert not found.lacks_certainty
    assert not found.lacks_doctor_questions


def test_what_lacks_something_is_listed_with_what_it_lacks(desk: Client) -> None:
    answer = make.published(topic_=make.topic(name="Blood", slug="blood")).answer
    make.published()
    count()

    page = desk.get("/admin/quality/?topic=blood").content.decode()

    listed = page.partition("Answers that lack something")[2]
    assert f'/admin/answers/answer/{answer.pk}/change/">' in listed
    assert "Harms in numbers" in listed
    assert listed.count("<li>") == 1


def test_coverage_and_precision_are_added_up_over_the_answers_of_a_topic() -> None:
    topic = make.topic(name="Blood")
    make.published(topic_=topic)
    make.published(topic_=topic)
    count()

    [row] = rows("topics")

    assert row[:4] == ["Blood", "2", "100", "100"]


def test_two_topics_have_a_row_each_and_one_together() -> None:
    make.published(topic_=make.topic(name="Blood"))
    make.published(topic_=make.topic(name="Skin"))
    count()

    assert [row[:2] for row in rows("topics")] == [["Blood", "1"], ["Skin", "1"], ["All topics", "2"]]


def test_a_withdrawn_answer_is_in_no_table() -> None:
    answer = make.published().answer
    count()
    type(answer).objects.filter(pk=answer.pk).update(public_state="withdrawn", withdrawn_reason="Wrong.")
    count()

    assert rows("topics") == []


def test_each_of_the_last_twelve_months_has_a_row() -> None:
    make.published()
    count()

    found = rows("months")

    assert len(found) == 12
    assert found[-1] == ["November 2026", "1", "0", "0", "1"]
    assert found[0][0] == "December 2025"


def test_a_month_stays_as_it_was_at_its_end() -> None:
    make.published()
    measuring.measure_due(100, at=make.NOW)
    tallying.tally(make.NOW)
    later = make.NOW + datetime.timedelta(days=30)
    Measure.objects.update(supported=0)
    tallying.tally(later)

    told = {each.key: each.rows for each in quality.tables(None, at=later)}["trends"]

    assert [row[:3] for row in told[-3:]] == [
        ["October 2026", None, None],
        ["November 2026", 1, 100],
        ["December 2026", 1, 0],
    ]


def test_what_was_published_after_the_last_count_of_a_month_is_added_to_it() -> None:
    count()
    make.published(at=make.NOW + datetime.timedelta(days=8))
    tallying.tally(make.NOW + datetime.timedelta(days=20))

    assert rows("months")[-1] == ["November 2026", "1", "0", "0", "1"]


def test_it_is_added_up_every_quarter_of_an_hour() -> None:
    make.published()

    runs = [tallying.tally_due(make.NOW + datetime.timedelta(minutes=minutes)) for minutes in (0, 14, 15)]

    assert [bool(run) for run in runs] == [True, False, True]
    assert Tally.objects.filter(topic=None, month="2026-11-01").count() == 1


def test_the_grade_is_the_one_that_readers_are_told_with_explained_words_set_aside() -> None:
    make.approved_term("immunosuppression", "Weak defences.")
    make.published(research="<p>In one trial immunosuppression came after immunosuppression [@trial].</p>")
    count()
    content = Revision.objects.get().content()
    level = readability.of_all(readability.of(content))
    assert level is not None

    assert Measure.objects.get().grade is not None
    assert level.raw.grade - float(Measure.objects.get().grade or 0) > 1


def test_many_answers_cost_as_many_queries_as_one(desk: Client) -> None:
    topic = make.topic()
    make.published(topic_=topic)
    count()
    desk.get("/admin/quality/")
    with CaptureQueriesContext(connection) as few:
        desk.get("/admin/quality/")
    for _ in range(3):
        make.published(topic_=topic)
    count()

    with CaptureQueriesContext(connection) as many:
        page = desk.get("/admin/quality/").content.decode()

    assert len(many) <= len(few)
    assert "<meter" in page
    assert "<script" not in page.partition("<main")[2]


@pytest.mark.parametrize("key", ["topics", "missing", "ages", "standings", "warnings", "trends", "months"])
def test_every_table_is_a_file_too(desk: Client, key: str) -> None:
    make.published()
    count()

    response = desk.get(f"/admin/quality/table.csv?table={key}")

    assert response.headers["Content-Type"].startswith("text/csv")
    assert len(next(csv.reader(io.StringIO(response.content.decode())))) >= 2


def test_a_page_of_one_topic_counts_that_topic_alone(desk: Client) -> None:
    make.published(topic_=make.topic(name="Blood", slug="blood"))
    make.published(topic_=make.topic(name="Skin"))
    count()

    page = desk.get("/admin/quality/?topic=blood").content.decode()

    assert '<th scope="row">Blood</th>' in page
    assert '<th scope="row">Skin</th>' not in page
