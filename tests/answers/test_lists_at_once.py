"""Lists that a process keeps: they cost one query, and what changes one shows at its next read."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from answers import workflow
from answers.models import ListStamp, PublishedPage, Topic
from answers.public import tree
from tests import cast, make

pytestmark = pytest.mark.django_db

LISTS = ("/", "/topics/", "/topics/blood/", "/questions/", "/questions/?topic=blood")


@pytest.fixture
def page() -> PublishedPage:
    """A published answer about blood, whose lists have been read."""
    blood = make.topic(name="Blood", slug="blood")
    found = make.published(make.answer(topic_=blood, wording="Is it safe?")).answer.page
    read_all()
    return found


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(cast.person("admin"))
    return client


def read(address: str, **headers: str) -> str:
    response = Client().get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def read_all() -> None:
    for address in LISTS:
        read(address)


def publish(wording: str, **fields: Any) -> PublishedPage:
    blood = Topic.objects.get(slug="blood")
    return make.published(make.answer(topic_=blood, wording=wording, **fields)).answer.page


@pytest.mark.parametrize("address", LISTS)
def test_a_list_that_is_kept_costs_one_query(
    page: PublishedPage, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        read(address)


@pytest.mark.parametrize("address", [address for address in LISTS if address != "/topics/"])
def test_a_published_answer_stands_in_every_list_at_the_next_read(page: PublishedPage, address: str) -> None:
    publish("Is it new?")

    assert "Is it new?" in read(address)


@pytest.mark.parametrize("address", [address for address in LISTS if address != "/topics/blood/"])
def test_a_withdrawn_answer_stands_in_no_list_at_the_next_read(page: PublishedPage, address: str) -> None:
    workflow.withdraw(page.answer, by=cast.person("managing"), at=make.NOW, reason="Out of date.")

    html = read(address)

    assert page.title not in html
    assert "yet." in html


def test_the_number_beside_a_topic_is_true_at_the_next_read(page: PublishedPage) -> None:
    publish("Is it new?")

    assert "2 questions" in read("/topics/")


def test_a_moved_address_is_linked_at_the_next_read(page: PublishedPage) -> None:
    workflow.rename(page.answer.question, "elsewhere", by=cast.person("managing"), at=make.NOW)

    assert 'href="/questions/elsewhere/"' in read("/questions/")


@pytest.mark.parametrize("address", ["/", "/topics/", "/topics/blood/", "/questions/"])
def test_a_topics_new_name_shows_at_the_next_read(page: PublishedPage, admin: Client, address: str) -> None:
    topic = Topic.objects.get(slug="blood")

    reply = admin.post(
        reverse("admin:answers_topic_change", args=[topic.pk]),
        {"name": "Blood cells", "slug": "blood", "approvals_needed": 1, "reading_asked": topic.reading_asked},
    )

    assert reply.status_code == 302
    assert "Blood cells" in read(address)


def test_a_new_topic_can_be_chosen_and_a_deleted_one_cannot_at_the_next_read(
    page: PublishedPage, admin: Client
) -> None:
    asked: dict[str, Any] = {"name": "Bones", "slug": "bones", "approvals_needed": 1}
    asked["reading_asked"] = page.answer.question.main_topic.reading_asked
    admin.post(reverse("admin:answers_topic_add"), asked)
    made = read("/questions/")
    bones = Topic.objects.get(slug="bones")

    admin.post(reverse("admin:answers_topic_delete", args=[bones.pk]), {"post": "yes"})

    assert '<option value="bones">' in made
    assert '<option value="bones">' not in read("/questions/")


def test_a_question_moved_to_another_topic_stands_there_at_the_next_read(
    page: PublishedPage, admin: Client
) -> None:
    bones = make.topic(name="Bones", slug="bones")
    question = page.answer.question
    rows = product(("phrasings", "related_choices"), ("TOTAL_FORMS", "INITIAL_FORMS"))
    no_rows = {f"{prefix}-{name}": 0 for prefix, name in rows}

    reply = admin.post(
        reverse("admin:answers_question_change", args=[question.pk]),
        {"slug": question.slug, "main_topic": bones.pk, **no_rows},
    )

    assert reply.status_code == 302
    assert page.title not in read("/topics/blood/")
    assert page.title in read("/topics/bones/")


def test_what_is_published_while_a_list_is_made_shows_at_the_next_read(
    page: PublishedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_tree = tree.read

    def slowly() -> tree.Tree:
        found = read_tree()
        monkeypatch.undo()
        publish("Is it new?")
        return found

    ListStamp.objects.renew()
    monkeypatch.setattr(tree, "read", slowly)
    read("/topics/")

    assert "2 questions" in read("/topics/")


def test_a_page_made_again_without_another_title_leaves_the_lists_alone(page: PublishedPage) -> None:
    stamp = ListStamp.objects.now()
    PublishedPage.objects.update(is_stale=True)

    read(page.answer.question.get_absolute_url())

    assert ListStamp.objects.now() == stamp


@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_a_list_is_kept_in_each_coding_that_readers_take(page: PublishedPage, coding: str) -> None:
    first, again = (Client().get("/questions/", headers={"Accept-Encoding": coding}) for _ in range(2))

    assert again.headers.get("Content-Encoding", "") == coding
    assert again.content == first.content
    assert again.headers["ETag"] == Client().get("/questions/").headers["ETag"]
