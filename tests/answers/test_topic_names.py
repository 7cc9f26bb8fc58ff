"""A topic is called in each language what editors say it is called there, and else by its first name."""

from __future__ import annotations

import pytest
from django.test import Client

from answers.models import PublishedPage, Topic
from tests import cast, make

pytestmark = pytest.mark.django_db

NAMES = {"es": {"name": "Hematología", "introduction": "La sangre y sus enfermedades."}}


def text(path: str) -> str:
    return str(Client().get(path).text)


def published(language: str) -> PublishedPage:
    topic, _made = Topic.objects.get_or_create(
        slug="hematology", defaults={"name": "Hematology", "in_languages": NAMES}
    )
    made = make.published(make.answer(language=language, topic_=topic))
    return PublishedPage.objects.get(answer=made.answer)


@pytest.mark.parametrize("path", ["/es/", "/es/topics/", "/es/topics/hematology/", "/es/questions/"])
def test_every_list_calls_it_by_its_name_in_that_language(path: str) -> None:
    published("es")

    shown = text(path)

    assert "Hematología" in shown
    assert ">Hematology<" not in shown


def test_a_page_leads_to_its_topic_by_that_name_and_an_english_one_by_the_other() -> None:
    spanish, english = published("es"), published("en")

    assert ">Hematología</a>" in text(spanish.get_absolute_url())
    assert ">Hematology</a>" in text(english.get_absolute_url())


def test_a_topic_without_another_name_keeps_its_first() -> None:
    published("es")
    Topic.objects.update(in_languages={})

    assert ">Hematology<" in text("/es/topics/hematology/")


def test_editors_give_the_names_on_the_topics_form() -> None:
    topic = make.topic()
    client = Client()
    client.force_login(cast.person("managing"))
    address = f"/admin/answers/topic/{topic.pk}/change/"
    kept = {
        "name": topic.name,
        "slug": topic.slug,
        "approvals_needed": "1",
        "reading_asked": topic.reading_asked,
    }

    client.post(address, kept | {"in_languages_name_es": "Sangre", "in_languages_introduction_es": ""})

    topic.refresh_from_db()
    assert topic.in_languages == {"es": {"name": "Sangre", "introduction": ""}}
    assert 'value="Sangre"' in client.get(address).text
