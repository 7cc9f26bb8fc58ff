"""What people meet where there is no page: help to go on, in their language, that no cache keeps."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from answers import search, workflow
from answers.models import PublishedPage
from answers.views import lost, replies
from qa_site import lockout, middleware, trouble
from tests import cast, make

EMERGENCY = "If you are unwell and cannot wait"
ASKED = "Do I need a blood thinner for atrial fibrillation?"
NEAR = "/questions/do-i-need-blood-thinners/"


def get(path: str) -> HttpResponse:
    response = Client(raise_request_exception=False).get(path)
    assert isinstance(response, HttpResponse)
    return response


def text(path: str) -> str:
    return get(path).content.decode()


def broken(*arguments: object, **named: object) -> HttpResponse:
    raise ZeroDivisionError


def lost_database(*arguments: object, **named: object) -> HttpResponse:
    raise OperationalError


@pytest.fixture
def gone() -> PublishedPage:
    """The page of an answer that was withdrawn."""
    make.published(make.answer(topic_=make.topic(name="Clots", slug="clots")))
    page = PublishedPage.objects.select_related("answer__question").get()
    workflow.withdraw(page.answer, by=cast.person("managing"), at=make.NOW, reason="Its trial was retracted.")
    return page


@pytest.fixture
def error(status: int, gone: PublishedPage, monkeypatch: pytest.MonkeyPatch) -> HttpResponse:
    """What is sent with this status."""
    if status == 429:
        return lockout.locked_out(RequestFactory().post("/admin/login/"))
    if status >= 500:
        monkeypatch.setattr(replies, "listed", broken if status == 500 else lost_database)
    return get({404: "/nowhere/", 410: gone.get_absolute_url()}.get(status, "/topics/"))


@pytest.mark.django_db
@pytest.mark.parametrize("status", [404, 410, 429, 500, 503])
def test_no_error_is_kept_found_or_followed(error: HttpResponse, status: int) -> None:
    html = error.content.decode()

    assert error.status_code == status
    assert error["Cache-Control"] == "no-store"
    assert "ETag" not in error
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html
    assert "og:url" not in html
    assert error.cookies == {}


@pytest.mark.django_db
@pytest.mark.parametrize("status", [404, 410, 429, 500, 503])
def test_every_error_wears_the_look_of_the_site_and_leads_home(error: HttpResponse, status: int) -> None:
    html = error.content.decode()

    assert '<link rel="stylesheet" href="/static/css/site.css">' in html
    assert '<a class="brand" href="/">' in html
    assert 'href="/">Go to the home page</a>' in html


@pytest.mark.django_db
@pytest.mark.parametrize("status", [404, 410, 500, 503])
def test_every_error_of_a_reader_says_what_to_do_in_an_emergency(error: HttpResponse, status: int) -> None:
    assert EMERGENCY in error.content.decode()


@pytest.mark.django_db
def test_an_unknown_address_offers_published_questions_that_come_near() -> None:
    page = PublishedPage.objects.get(answer=make.published(wording=ASKED).answer)

    html = text(NEAR)

    assert f'<a href="{page.get_absolute_url()}">{ASKED}</a>' in html
    assert 'name="q" value="do i need blood thinners"' in html


@pytest.mark.django_db
def test_it_offers_nothing_that_is_not_public_in_the_language_of_the_address() -> None:
    make.answer(wording=ASKED)
    make.published(make.answer(wording="¿Blood thinners para mí?", language="es"))

    english, spanish = text(NEAR), text(f"/es{NEAR}")

    assert ('<h2 id="near-h">' in english, "para mí" in spanish) == (False, True)


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [broken, lost_database])
def test_a_search_that_fails_does_not_keep_the_page_from_coming(
    monkeypatch: pytest.MonkeyPatch, fault: object
) -> None:
    monkeypatch.setattr(search, "find", fault)
    make.published(wording=ASKED)

    response = get(NEAR)

    assert response.status_code == 404
    assert 'href="/questions/"' in response.content.decode()


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_what_comes_near(
    django_assert_max_num_queries: object,
) -> None:
    for _ in range(8):
        make.published(wording=f"{ASKED[:-1]}, case {make.topic().pk}?")

    with django_assert_max_num_queries(12):  # type: ignore[operator]  # the plugin's fixture
        html = text(NEAR)

    assert html.count("Do I need a blood thinner") == lost.NEAR


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/questions/do-i-need-it/", "do i need it"),
        ("/faq/What_is+myeloma%3F.html", "What is myeloma F"),
        ("/es/questions/¿qué-es/", "qué es"),
        ("/wp-login.php", ""),
        ("/apple-touch-icon.png", ""),
        ("/questions/2024/11/", ""),
        ("/", ""),
        (f"/{'a-' * 5000}/", "a " * 98 + "a"),
    ],
)
def test_the_words_of_an_address_are_those_of_its_last_part(path: str, words: str) -> None:
    assert lost.words_of(path) == words


@pytest.mark.django_db
def test_staff_and_programs_are_told_in_their_own_way(client: Client) -> None:
    client.force_login(cast.person("admin"))

    staff, program = client.get("/admin/nowhere/"), client.get("/api/v1/nowhere/")

    assert (staff.status_code, "Page not found" in staff.text) == (404, True)
    assert (program.status_code, program["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.django_db
def test_a_withdrawn_page_gives_its_reason_and_leads_to_its_topic(gone: PublishedPage) -> None:
    html = text(gone.get_absolute_url())

    assert "Its trial was retracted." in html
    assert '<a href="/topics/clots/">Other questions about Clots</a>' in html


@pytest.mark.parametrize("make_page", [trouble.at_fault, trouble.out_of_reach])
def test_a_page_that_must_come_needs_neither_records_nor_the_list_of_files(
    settings: LazySettings, make_page: object
) -> None:
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    settings.DEBUG, settings.TEMPLATES, settings.ROOT_URLCONF = False, [], "nowhere"

    response = make_page(RequestFactory().get("/"))  # type: ignore[operator]  # one of the two

    assert "/static/css/site.css" in response.content.decode()


@pytest.mark.parametrize(
    ("path", "opening", "home"),
    [
        ("/questions/x/", '<html lang="en" dir="ltr">', 'href="/"'),
        ("/es/questions/x/", '<html lang="es" dir="ltr">', 'href="/es/"'),
        ("/ar/", '<html lang="ar" dir="rtl">', 'href="/ar/"'),
    ],
)
def test_a_page_that_must_come_speaks_the_language_of_its_address(
    settings: LazySettings, path: str, opening: str, home: str
) -> None:
    settings.LANGUAGES = [("en", "English"), ("es", "español"), ("ar", "العربية")]

    html = trouble.at_fault(RequestFactory().get(path)).content.decode()

    assert opening in html
    assert html.count(home) == 2


def test_a_page_that_must_come_says_the_name_of_the_site_as_text(settings: LazySettings) -> None:
    settings.SITE_NAME = "Ward <b> & {title}"

    html = trouble.at_fault(RequestFactory().get("/")).content.decode()

    assert html.count("Ward &lt;b&gt; &amp; {title}") == 2


def test_records_out_of_reach_say_when_to_come_back() -> None:
    response = middleware.unavailable(OperationalError(), RequestFactory().get("/"))

    assert (response.status_code, response["Retry-After"]) == (503, "10")


def test_who_is_locked_out_hears_for_how_long() -> None:
    response = lockout.locked_out(RequestFactory().post("/admin/login/"))

    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert "Please wait 15 minutes" in response.content.decode()
