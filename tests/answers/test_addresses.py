"""What a page says of its own address: one canonical address each, and none where there is no page."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

from answers import workflow
from answers.views import lists, sources
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


CANONICAL = re.compile('<link rel="canonical" href="([^"]+)">')
HREFLANG = re.compile(r'<link rel="alternate" hreflang="(\w+)" href="([^"]*)">')


def canonical(client: Client, address: str) -> list[str]:
    sent = client.get(address)
    assert sent.status_code == 200, address
    return [found.removeprefix(settings.SITE_URL) for found in CANONICAL.findall(sent.content.decode())]


def test_a_former_version_and_the_history_name_the_page_as_it_is_today(client: Client) -> None:
    answer = make.corrected(make.correction()).answer
    path = answer.question.get_absolute_url()

    pages = [path, f"{path}history/", f"{path}history/1/", f"{path}history/2/", f"{path}history/1...2/"]

    assert {each: canonical(client, each) for each in pages} == {each: [path] for each in pages}


def test_each_page_of_a_list_names_itself(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((lists, "PAGE_SIZE"), (sources, "LISTED"), (sources, "ANSWERS")):
        monkeypatch.setattr(module, name, 1)
    blood = make.topic(name="Blood", slug="blood")
    for _ in range(2):
        make.published(make.answer(topic_=blood))
    pages = ("/questions/", "/topics/blood/", "/sources/", "/sources/trial/")

    found = {
        each: (canonical(client, f"{each}?page=1"), canonical(client, f"{each}?page=2")) for each in pages
    }

    assert found == {each: ([each], [f"{each}?page=2"]) for each in pages}


@pytest.mark.parametrize("address", ["/questions/?topic=blood", "/sources/?standing=retracted"])
def test_a_part_of_a_list_that_a_reader_chose_is_no_page_of_its_own(client: Client, address: str) -> None:
    make.published(make.answer(topic_=make.topic(name="Blood", slug="blood")))

    sent = client.get(address).content.decode()

    assert '<meta name="robots" content="noindex, follow">' in sent
    assert CANONICAL.findall(sent) == []


def test_other_languages_of_a_page_are_named_where_there_are_some() -> None:
    values = {"title": "Why?", "description": "Because.", "path": "/", "alternates": [("es", "/es/")]}

    sent = render_to_string("answers/_meta.html", values)

    assert f'<link rel="alternate" hreflang="es" href="{settings.SITE_URL}/es/">' in sent


@pytest.mark.parametrize("path", ["", "display/", "how-we-work/", "how-we-work/certainty/", "review-status/"])
def test_a_page_that_each_language_has_names_them_all(client: Client, path: str) -> None:
    english, spanish = (client.get(f"/{language}{path}").content.decode() for language in ("", "es/"))

    named = {"en": f"{settings.SITE_URL}/{path}", "es": f"{settings.SITE_URL}/es/{path}"}
    assert dict(HREFLANG.findall(english)) == dict(HREFLANG.findall(spanish)) == named


def test_a_page_that_is_nowhere_is_kept_out_of_search_engines(client: Client) -> None:
    sent = client.get("/questions/nowhere/")

    assert sent.status_code == 404
    assert_is_no_page(sent.content.decode())


def test_a_page_that_is_gone_is_kept_out_of_search_engines(client: Client) -> None:
    answer = make.published().answer
    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW, reason="It was wrong.")

    sent = client.get(answer.question.get_absolute_url())

    assert sent.status_code == 410
    assert_is_no_page(sent.content.decode())


def assert_is_no_page(html: str) -> None:
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html
    assert "og:url" not in html
