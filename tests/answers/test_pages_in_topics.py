"""How many pages stand in which topics is kept, and right after everything that moves one."""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from answers import workflow
from answers.jobs import tallying
from answers.management.samples import scale
from answers.models import Answer, ListStamp, PagesInTopics, Place, PublishedPage, Question, Topic
from answers.pages import keeping
from answers.public import tree
from tests import at_once, cast, make
from tests.answers import test_admin_questions, test_translating

pytestmark = pytest.mark.django_db

LATER = make.NOW + datetime.timedelta(days=1)


@pytest.fixture
def heart() -> Topic:
    return make.topic(name="Heart", slug="heart")


@pytest.fixture
def blood() -> Topic:
    return make.topic(name="Blood", slug="blood")


def kept() -> dict[tuple[str, str], int]:
    rows = PagesInTopics.objects.filter(pages__gt=0)
    return {
        (language, topics): pages
        for language, topics, pages in rows.values_list("language", "topics", "pages")
    }


def changed(question: Question, **fields: object) -> None:
    """As an editor changes it on screen."""
    desk = Client()
    desk.force_login(cast.person("admin"))
    typed = test_admin_questions.question_fields(question.answer, **fields)
    assert desk.post(f"/admin/answers/question/{question.pk}/change/", typed).status_code == 302


def withdraw(answer: Answer) -> None:
    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW, reason="Out of date.")


def publish_again(answer: Answer) -> None:
    before = make.NOW - datetime.timedelta(hours=1)
    workflow.withdraw(answer, by=cast.person("managing"), at=before, reason="Out of date.")
    typed = make.draft(wording=answer.question.wording, research=make.CORRECTED)
    make.revision(Answer.objects.get(pk=answer.pk), typed)
    make.published(Answer.objects.get(pk=answer.pk), at=LATER)


def correct(answer: Answer) -> None:
    typed = make.draft(wording=answer.question.wording, research=make.CORRECTED)
    make.corrected(make.revision(answer, typed, by=cast.person("managing")), at=LATER)


def expire(answer: Answer) -> None:
    by, at = cast.person("managing"), make.NOW
    workflow.set_expiry(answer, by=by, at=at, expires_at=LATER, reason="The season is over.")
    assert workflow.expire_due(LATER) == 1


def rename(answer: Answer) -> None:
    workflow.rename(answer.question, "elsewhere", by=cast.person("managing"), at=make.NOW)


def print_again(answer: Answer) -> None:
    PublishedPage.objects.update(is_stale=True)
    keeping.read(answer.question.slug, at=LATER)


def translate(answer: Answer) -> None:
    test_translating.published(answer)


def move(answer: Answer) -> None:
    changed(answer.question, main_topic=make.topic(name="Bones").pk)


def stand_further(answer: Answer) -> None:
    changed(answer.question, topics=[make.topic(name=name).pk for name in ("Bones", "Skin")])


def stand_in_one_again(answer: Answer) -> None:
    stand_further(answer)
    changed(Question.objects.get(pk=answer.question_id))


def move_a_withdrawn_one(answer: Answer) -> None:
    withdraw(answer)
    move(Answer.objects.get(pk=answer.pk))


def generate(answer: Answer) -> None:
    Answer.objects.filter(pk=answer.pk).update(is_sample=True)
    scale.grow(5, at=make.NOW, say=lambda _sentence: None)


ACTS: dict[Callable[[Answer], None], int] = {
    withdraw: 1,
    publish_again: 2,
    correct: 2,
    expire: 1,
    rename: 2,
    print_again: 2,
    translate: 3,
    move: 2,
    stand_further: 2,
    stand_in_one_again: 2,
    move_a_withdrawn_one: 1,
    generate: 7,
}
"""What can happen to one of two public pages, and how many there are then."""


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_what_is_kept_is_what_is_there_after(act: Callable[[Answer], None], heart: Topic) -> None:
    make.source("third")
    research = f"{make.RESEARCH}<p>A third one. [@third]</p>"
    one, _other = (make.published(make.answer(topic_=heart, research=research)).answer for _ in range(2))

    act(Answer.objects.get(pk=one.pk))

    assert PagesInTopics.objects.total() == PublishedPage.objects.count() == ACTS[act]
    assert not PagesInTopics.objects.mend(thoroughly=True)


def test_a_page_in_further_topics_counts_in_each_and_once_above_both(heart: Topic, blood: Topic) -> None:
    body = make.topic(name="Body", slug="body")
    Topic.objects.filter(pk__in=[heart.pk, blood.pk]).update(parent=body)
    question = make.published(make.answer(topic_=heart)).answer.question

    changed(question, topics=[blood.pk])

    found = {each.topic.slug: each.count for each in tree.read().branches(body)}
    assert found == {"heart": 1, "blood": 1}
    assert tree.read().count(body) == 1
    assert kept() == {("en", f"{heart.pk} {blood.pk}"): 1}


def test_pages_of_a_deleted_topic_stand_in_their_others(heart: Topic, blood: Topic) -> None:
    question = make.published(make.answer(topic_=heart)).answer.question
    changed(question, topics=[blood.pk])
    desk = Client()
    desk.force_login(cast.person("admin"))

    reply = desk.post(f"/admin/answers/topic/{blood.pk}/delete/", {"post": "yes"})

    assert reply.status_code == 302
    assert kept() == {("en", str(heart.pk)): 1}
    assert PublishedPage.objects.get().stands_in == str(heart.pk)


@pytest.mark.postgresql
def test_whoever_works_it_out_anew_holds_the_pages_before_the_stamp_as_who_prints_one_does(
    heart: Topic,
) -> None:
    """Held the other way round, the two would wait for each other."""
    make.published(make.answer(topic_=heart))
    PublishedPage.objects.update(stands_in=None)

    with CaptureQueriesContext(connection) as captured:
        PagesInTopics.objects.recount()

    asked = [each["sql"] for each in captured]
    [held] = [place for place, sql in enumerate(asked) if "FOR UPDATE" in sql]
    [stamp] = [place for place, sql in enumerate(asked) if 'UPDATE "answers_liststamp"' in sql]
    assert held < stamp
    assert kept() == {("en", str(heart.pk)): 1}


def test_a_move_that_the_former_release_counted_is_followed_after_the_next_timed_work(
    heart: Topic, blood: Topic
) -> None:
    answer = make.published(make.answer(topic_=heart)).answer
    tallying.tally_due(make.NOW)
    Question.objects.filter(pk=answer.question_id).update(main_topic=blood)
    PagesInTopics.objects.add({("en", Place((heart.pk,))): -1, ("en", Place((blood.pk,))): 1})

    tallying.tally_due(make.NOW + tallying.EVERY)

    assert PublishedPage.objects.get().stands_in == str(blood.pk)


def test_no_reader_waits_for_pages_to_be_counted(heart: Topic) -> None:
    make.published(make.answer(topic_=heart))

    for address in ("/", "/topics/", "/topics/heart/", "/questions/", "/api/v1/topics/"):
        ListStamp.objects.renew()
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(address).status_code == 200
        counting = [each["sql"] for each in captured if "COUNT(" in each["sql"]]
        assert counting == [], address


def test_a_count_that_was_lost_hinders_nobody_and_is_found_again(
    heart: Topic, caplog: pytest.LogCaptureFixture
) -> None:
    first, other = (make.published(make.answer(topic_=heart)).answer for _ in range(2))
    PagesInTopics.objects.all().delete()

    withdraw(first)
    with caplog.at_level(logging.WARNING):
        tallying.tally_due(make.NOW)

    assert kept() == {("en", str(other.question.main_topic_id)): 1}
    assert "was worked out anew" in caplog.text


def test_a_page_that_the_former_release_made_is_listed_after_the_next_timed_work(heart: Topic) -> None:
    pages = [make.published(make.answer(topic_=heart)).answer for _ in range(2)]
    tallying.tally_due(make.NOW)
    PublishedPage.objects.filter(answer=pages[0]).update(stands_in=None)

    tallying.tally_due(make.NOW + tallying.EVERY)

    assert list(PublishedPage.objects.values_list("stands_in", flat=True)) == [str(heart.pk)] * 2


def test_counts_are_held_against_what_pages_name_each_time(heart: Topic) -> None:
    make.published(make.answer(topic_=heart))
    tallying.tally_due(make.NOW)
    PagesInTopics.objects.all().delete()

    tallying.tally_due(make.NOW + tallying.EVERY)

    assert kept() == {("en", str(heart.pk)): 1}


def test_what_pages_name_is_held_against_their_questions_once_a_day(heart: Topic, blood: Topic) -> None:
    pages = [make.published(make.answer(topic_=topic)).answer.page for topic in (heart, blood)]
    tallying.tally_due(make.NOW)
    for page, other in zip(pages, (blood, heart), strict=True):
        PublishedPage.objects.filter(pk=page.pk).update(stands_in=str(other.pk))

    tallying.tally_due(make.NOW + tallying.EVERY)
    same_day = named()
    tallying.tally_due(LATER)

    assert same_day == [str(blood.pk), str(heart.pk)]
    assert named() == [str(heart.pk), str(blood.pk)]


def named() -> list[str | None]:
    return list(PublishedPage.objects.order_by("pk").values_list("stands_in", flat=True))


def test_where_pages_stand_is_read_in_one_query_however_many_there_are(
    heart: Topic, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    PagesInTopics.objects.add({("en", Place((heart.pk, number))): 3 for number in range(1000, 1100)})

    with django_assert_num_queries(2):
        found = tree.read()
        counted = found.count(heart)

    assert counted == 300


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_a_question_moved_while_its_first_page_is_made_is_counted_where_it_stands(
    monkeypatch: pytest.MonkeyPatch, heart: Topic
) -> None:
    approved = make.approved(make.answer(topic_=heart))
    renew, moved = ListStamp.objects.renew, threading.Event()
    bones = make.topic(name="Bones")

    def move_meanwhile() -> None:
        changed(Question.objects.get(pk=approved.answer.question_id), main_topic=bones.pk)
        moved.set()

    def slowly(*args: Any) -> None:
        monkeypatch.undo()
        moving = threading.Thread(target=at_once.closing(move_meanwhile))
        moving.start()
        assert moved.wait(at_once.SECONDS)
        moving.join()
        renew()

    monkeypatch.setattr(ListStamp.objects, "renew", slowly)
    workflow.publish(approved, by=cast.person("editor2"), at=make.NOW)

    assert kept() == {("en", str(bones.pk)): 1}
