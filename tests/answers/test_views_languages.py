"""Each language has its own addresses, and a reader of one meets pages of that one."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.http.response import HttpResponseBase
from django.test import Client

from answers.models import Answer, PublishedPage
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SPANISH = "¿Necesito un anticoagulante?"


def get(path: str) -> HttpResponseBase:
    return Client().get(path)


def text(path: str) -> str:
    return str(get(path).text)  # type: ignore[attr-defined]  # the test client's


def published_in_spanish() -> PublishedPage:
    made = make.published(make.answer(wording=SPANISH, language="es"))
    return PublishedPage.objects.get(answer=made.answer)


def test_a_page_in_another_language_stands_under_that_language_alone() -> None:
    page = published_in_spanish()

    assert page.get_absolute_url() == f"/es/questions/{page.slug}/"
    assert get(page.get_absolute_url()).status_code == 200
    assert get(f"/questions/{page.slug}/").status_code == 404


@pytest.mark.parametrize("path", ["/", "/topics/", "/questions/"])
def test_lists_show_the_pages_of_their_language(path: str) -> None:
    make.published()
    published_in_spanish()

    english, spanish = text(path), text(f"/es{path}")

    assert (SPANISH in english, "Do I need" in spanish) == (False, False)


def test_a_page_prints_its_dates_as_its_language_does() -> None:
    page = published_in_spanish()

    assert " de noviembre de 20" in text(page.get_absolute_url())


@pytest.mark.parametrize("path", ["/es", "/es/questions"])
def test_a_missing_slash_is_noticed_in_every_language(path: str) -> None:
    assert get(path).headers["Location"] == f"{path}/"


def test_the_short_address_leads_to_the_page_in_its_language() -> None:
    page = published_in_spanish()
    number = Answer.objects.get(pk=page.answer_id).question_id

    response = get(f"/q/{number}/")

    assert response["Location"] == page.get_absolute_url()


def test_nothing_leads_to_a_page_in_a_language_that_the_site_speaks_no_more(settings: LazySettings) -> None:
    page = published_in_spanish()
    number = Answer.objects.get(pk=page.answer_id).question_id
    settings.LANGUAGES = [("en", "English")]

    assert get(f"/q/{number}/").status_code == 404
    assert page.slug not in text("/sources/trial/")
    assert get("/sitemap-questions-1.xml").status_code == 404
    assert "questions" not in text("/sitemap.xml")


def test_a_source_leads_to_each_page_in_its_own_language() -> None:
    make.published()
    page = published_in_spanish()

    assert f'href="{page.get_absolute_url()}"' in text("/sources/trial/")


def test_a_page_says_in_its_own_language_what_kind_of_study_a_source_is() -> None:
    make.source("trial", study_type="randomised trial", population_size=18201)
    make.published()
    page = published_in_spanish()
    said = "Ensayo aleatorizado con 18\N{NO-BREAK SPACE}201 personas"

    spanish = [text(page.get_absolute_url()), text("/es/sources/"), text("/es/sources/trial/")]

    assert [said in each for each in spanish] == [True, True, True]
    assert "Randomised trial with 18,201 people" in text("/sources/trial/")
