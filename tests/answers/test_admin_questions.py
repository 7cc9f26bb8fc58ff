"""Topics, questions and contributors in the admin."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from answers.admin.site.topics import tree
from answers.models import Answer, Contributor, FormerSlug, Topic
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """The managing editor has signed in."""
    client.force_login(cast.person("managing"))
    return client


def question_fields(answer: Answer, **fields: object) -> dict[str, object]:
    question = answer.question
    return {
        "slug": question.slug,
        "main_topic": question.main_topic_id,
        "phrasings-TOTAL_FORMS": 0,
        "phrasings-INITIAL_FORMS": 0,
        "related_choices-TOTAL_FORMS": 0,
        "related_choices-INITIAL_FORMS": 0,
    } | fields


def test_topics_are_listed_as_a_tree() -> None:
    heart = make.topic(name="Heart")
    blood = make.topic(name="Blood")
    rhythm = make.topic(name="A rhythm", parent=heart)

    found = tree(list(Topic.objects.order_by("name", "id")))

    assert found == [(blood, 0), (heart, 0), (rhythm, 1)]


def test_the_list_of_topics_indents_parts(desk: Client) -> None:
    make.topic(name="A rhythm", parent=make.topic(name="Heart"))

    page = desk.get("/admin/answers/topic/").content.decode()

    assert '<span class="depth-1">A rhythm</span>' in page
    assert page.index("Heart</span>") < page.index("A rhythm</span>")


def test_the_list_of_topics_asks_the_database_as_often_for_many_as_for_one(
    desk: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _ in range(8):
        make.topic()

    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]  # a context manager
        desk.get("/admin/answers/topic/")


def test_a_topic_cannot_be_part_of_its_own_part(desk: Client) -> None:
    heart = make.topic(name="Heart")
    rhythm = make.topic(name="Rhythm", parent=heart)

    response = desk.post(
        f"/admin/answers/topic/{heart.pk}/change/",
        {
            "name": "Heart",
            "slug": heart.slug,
            "parent": rhythm.pk,
            "approvals_needed": 1,
            "reading_asked": "quote only",
        },
    )

    assert "cannot be part of itself" in response.content.decode()


def test_a_moved_address_keeps_the_former_one(desk: Client) -> None:
    answer = make.answer()
    former = answer.question.slug

    desk.post(
        f"/admin/answers/question/{answer.question_id}/change/",
        question_fields(answer, slug="another-address"),
    )

    answer.question.refresh_from_db()
    assert answer.question.slug == "another-address"
    assert FormerSlug.objects.get().slug == former


def test_an_address_that_is_taken_is_refused_with_a_sentence(desk: Client) -> None:
    taken, answer = make.answer(), make.answer()

    response = desk.post(
        f"/admin/answers/question/{answer.question_id}/change/",
        question_fields(answer, slug=taken.question.slug),
        follow=True,
    )

    assert response.status_code == 200
    answer.question.refresh_from_db()
    assert answer.question.slug != taken.question.slug


def test_the_wording_is_written_with_the_answer_only(desk: Client) -> None:
    answer = make.answer()
    wording = answer.question.wording

    desk.post(
        f"/admin/answers/question/{answer.question_id}/change/",
        question_fields(answer, wording="Other words?"),
    )

    answer.question.refresh_from_db()
    assert answer.question.wording == wording


def test_a_new_topic_of_a_question_makes_its_page_stale(desk: Client) -> None:
    answer = make.published().answer
    topic = make.topic()

    desk.post(
        f"/admin/answers/question/{answer.question_id}/change/", question_fields(answer, main_topic=topic.pk)
    )

    answer.page.refresh_from_db()
    assert answer.page.is_stale


def test_a_renamed_topic_makes_its_pages_stale(desk: Client) -> None:
    answer = make.published().answer
    topic = answer.question.main_topic

    desk.post(
        f"/admin/answers/topic/{topic.pk}/change/",
        {"name": "Renamed", "slug": topic.slug, "approvals_needed": 1, "reading_asked": "quote only"},
    )

    answer.page.refresh_from_db()
    assert answer.page.is_stale


def test_a_contributor_is_entered_with_declared_interests(desk: Client) -> None:
    desk.post(
        "/admin/answers/contributor/add/",
        {"name": "Ada Example", "role": "writer", "interests": "None", "interests_declared_on": "2026-11-01"},
    )

    assert Contributor.objects.get(name="Ada Example").interests == "None"


def test_interests_without_a_date_are_refused_with_a_sentence(desk: Client) -> None:
    response = desk.post(
        "/admin/answers/contributor/add/", {"name": "Ada Example", "role": "writer", "interests": "None"}
    )

    assert response.status_code == 200
    assert not Contributor.objects.filter(name="Ada Example").exists()
