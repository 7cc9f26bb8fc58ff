"""A stricter rule queues public pages that do not meet it, with the reason, and takes none down."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from answers import workflow
from answers.models import Answer, Publication, Topic, of_topic, queued_by_rules
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> Publication:
    """Written by the editor, checked by the reviewer from the source, approved by editor2."""
    return make.published()


def tighten(topic: Topic, **rules: Any) -> int:
    Topic.objects.filter(pk=topic.pk).update(**rules)
    return workflow.queue_short_of_rules(of_topic(topic), at=make.NOW)


def topic_of(publication: Publication) -> Topic:
    return publication.answer.question.main_topic


def reasons(name: str = "managing") -> list[str]:
    found = cast.client(name).get("/admin/review/").context["sections"]
    return [row.pressing for section in found if section.key == "rules" for row in section.rows]


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ({"approvals_needed": 2}, "1 of 2 approvals are given"),
        ({"clinician_needed": True}, "a clinician's approval is missing"),
        (
            {"approvals_needed": 3, "clinician_needed": True},
            "1 of 3 approvals are given; a clinician's approval is missing",
        ),
    ],
)
def test_a_stricter_topic_queues_the_page_with_the_reason_and_leaves_it_public(
    published: Publication, rules: dict[str, Any], reason: str
) -> None:
    tighten(topic_of(published), **rules)

    assert reasons() == [reason]
    assert Client().get(published.answer.question.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("read", "asked", "queued"),
    [
        ("quote only", "abstract only", 1),
        ("abstract only", "abstract only", 0),
        ("abstract only", "read the source", 1),
        ("read the source", "read the source", 0),
    ],
)
def test_a_page_whose_sources_were_not_read_closely_enough_is_queued(
    read: str, asked: str, queued: int
) -> None:
    revision = make.checked(make.submitted(), reading=read)
    make.approve(revision)
    publication = workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)

    tighten(topic_of(publication), reading_asked=asked)

    assert reasons() == ["a citation was not read as closely as is asked"] * queued


def test_a_page_that_meets_the_stricter_rule_is_not_queued() -> None:
    publication = make.published(topic_=make.topic(approvals_needed=1))

    assert tighten(topic_of(publication), reading_asked="read the source") == 0


def test_a_further_topic_queues_as_the_main_one_does(published: Publication) -> None:
    further = make.topic()
    published.answer.question.topics.add(further)

    assert tighten(further, approvals_needed=2) == 1


def test_a_gentler_rule_lets_the_page_go_unless_another_topic_asks_the_same(published: Publication) -> None:
    further = make.topic()
    published.answer.question.topics.add(further)
    tighten(topic_of(published), approvals_needed=2)
    tighten(further, approvals_needed=2)

    counts = []
    for topic in (topic_of(published), further):
        tighten(topic, approvals_needed=1)
        counts.append(queued_by_rules().count())

    assert counts == [1, 0]


def test_who_confirms_the_page_takes_it_out_of_the_queue(published: Publication) -> None:
    tighten(topic_of(published), clinician_needed=True)
    revision = published.revision

    workflow.confirm_unchanged(
        revision, by=cast.person("clinician"), at=make.NOW, content_hash=revision.content_hash
    )

    assert not queued_by_rules().exists()


def test_the_topics_form_queues_and_says_how_many(published: Publication) -> None:
    topic = topic_of(published)
    typed = {"name": topic.name, "slug": topic.slug, "approvals_needed": "2", "reading_asked": "quote only"}

    page = cast.client("managing").post(f"/admin/answers/topic/{topic.pk}/change/", typed, follow=True)

    assert "1 public page was signed with less than this topic asks for now" in page.content.decode()
    assert queued_by_rules().get() == published.answer


def test_queueing_takes_as_many_statements_for_many_pages_as_for_one(
    django_assert_max_num_queries: Any,
) -> None:
    topic = make.topic()
    make.published(topic_=topic)
    with django_assert_max_num_queries(10) as few:
        tighten(topic, approvals_needed=2)
    for _ in range(3):
        make.published(topic_=make.topic())
    Answer.objects.update(falls_short_since=None)
    for question in Answer.objects.values_list("question", flat=True):
        topic.questions.add(question)

    with django_assert_max_num_queries(len(few)):
        assert tighten(topic, approvals_needed=3) == 4
