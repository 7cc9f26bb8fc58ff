"""About us, terms, privacy, accessibility: the approved text at the next read, and what is true of it."""

from __future__ import annotations

import re

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answers import sanitize
from answers.models import SiteText
from answers.pages import site_texts
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PAGES = ("/about/", "/terms/", "/privacy/", "/accessibility/")


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_fresh_site_has_every_text_and_says_that_nobody_has_reviewed_it(
    client: Client, address: str
) -> None:
    shown = html(client, address)

    assert "The publisher has not reviewed it yet." in shown
    assert "Last reviewed" not in shown


@pytest.mark.parametrize("address", PAGES)
def test_every_page_leads_to_every_text(client: Client, address: str) -> None:
    assert f'<a href="{address}">' in html(client, "/")


@pytest.mark.parametrize("address", PAGES)
def test_an_approved_text_shows_at_the_next_read_with_its_date_and_version(
    client: Client, address: str
) -> None:
    place = address.strip("/")
    before = html(client, address)

    make.approved_site_text(make.site_text("<p>Our own words.</p>", place=place))

    shown = html(client, address)
    assert "Our own words." not in before
    assert "<p>Our own words.</p>" in shown
    assert 'Last reviewed <time datetime="2026-11-22">22 November 2026</time>. Version 1.' in shown


@pytest.mark.parametrize(("address", "mark"), [("/about/", ""), ("/es/about/", ' lang="en" dir="auto"')])
def test_an_approved_text_tells_its_language_where_the_page_speaks_another(
    client: Client, address: str, mark: str
) -> None:
    make.approved_site_text(make.site_text("<p>Our own words.</p>", place="about"))

    assert f'<div class="prose"{mark}><p>Our own words.' in html(client, address)


def test_a_text_that_waits_for_approval_is_not_public(client: Client) -> None:
    make.approved_site_text(make.site_text("<p>Signed.</p>"))
    make.site_text("<p>Not signed.</p>", base=1)

    shown = html(client, "/about/")

    assert ("Signed." in shown, "Not signed." in shown) == (True, False)


def test_the_introduction_of_how_we_work_is_such_a_text(client: Client) -> None:
    html(client, "/how-we-work/")

    make.approved_site_text(make.site_text("<p>Come in.</p>", place="how-we-work"))

    assert "<p>Come in.</p>" in html(client, "/how-we-work/")


@pytest.mark.parametrize("address", PAGES)
def test_a_text_asks_no_more_often_when_it_has_more_versions(client: Client, address: str) -> None:
    place = address.strip("/")
    make.approved_site_text(make.site_text(place=place))
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(1, 4):
        make.approved_site_text(make.site_text(f"<p>Version {number}.</p>", place=place, base=number))

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few) <= 4


@pytest.mark.parametrize("place", SiteText.Place.values)
def test_a_starter_text_can_be_kept_by_an_editor_word_for_word(place: str, settings: LazySettings) -> None:
    settings.PUBLISHER_CONTACT = "help@example.org"

    text, sample = site_texts.starter(place), site_texts.starter(place, is_sample=True)

    assert make.site_text(text, place=place).html == text
    assert sanitize.clean(sample) == sample


def test_the_publisher_comes_from_the_settings_until_somebody_writes_it(
    client: Client, settings: LazySettings
) -> None:
    settings.PUBLISHER_NAME, settings.PUBLISHER_CONTACT = "Ward & Sons", "help@example.org"

    shown = html(client, "/about/")

    assert "published by Ward &amp; Sons." in shown
    assert '<a href="mailto:help@example.org">' in shown


def test_who_pays_for_it_comes_from_the_settings_too(client: Client, settings: LazySettings) -> None:
    settings.PUBLISHER_FUNDING = "Members' fees, and <nobody> else."

    assert "Members&#x27; fees, and &lt;nobody&gt; else." in html(client, "/about/")


@pytest.mark.parametrize("address", PAGES)
def test_a_sample_site_says_so_where_a_publisher_would_stand(
    client: Client, settings: LazySettings, address: str
) -> None:
    settings.SAMPLE_SITE = True

    assert re.search("sample site", html(client, address), re.IGNORECASE) or address == "/accessibility/"


def test_what_the_privacy_text_promises_is_true_of_every_page(client: Client) -> None:
    make.published()
    promised = html(client, "/privacy/")

    answered = [client.get(path) for path in ("/", "/questions/", "/sources/", *PAGES)]

    assert "We set no cookie" in promised
    assert all(not response.cookies for response in answered)
    assert {response.headers["Referrer-Policy"] for response in answered} == {"same-origin"}
    assert not any(
        re.search(r'(?:src|rel="stylesheet" href)="https?:', each.content.decode()) for each in answered
    )


def test_the_log_names_no_reader(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/questions/nowhere/", REMOTE_ADDR="203.0.113.7")

    assert "203.0.113.7" not in caplog.text


def test_what_an_editor_writes_is_shown_as_it_was_sanitised(client: Client) -> None:
    hostile = '<p>Hi <script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:x">y</a></p>'
    make.approved_site_text(make.site_text(hostile), by="editor")

    shown = html(client, "/about/")

    assert "alert(1)" not in shown
    assert "javascript:" not in shown


@pytest.mark.parametrize("address", ["/", "/topics/", "/about/"])
def test_every_page_says_at_its_foot_who_publishes_it_and_how_to_reach_them(
    client: Client, settings: LazySettings, address: str
) -> None:
    settings.PUBLISHER_NAME, settings.PUBLISHER_CONTACT = "Ward & Sons", "help@example.org"

    foot = html(client, address).partition('<footer class="foot">')[2]

    assert "<p>Published by Ward &amp; Sons.</p>" in foot
    assert '<p><a href="mailto:help@example.org">help@example.org</a></p>' in foot


def test_a_foot_without_a_publisher_has_no_empty_line(client: Client) -> None:
    foot = html(client, "/").partition('<footer class="foot">')[2]

    assert "Published by" not in foot
    assert "<p></p>" not in foot


def test_every_page_of_an_answer_says_who_pays_for_the_site(client: Client, settings: LazySettings) -> None:
    settings.PUBLISHER_FUNDING = "Members' fees, and <nobody> else."
    question = make.published().answer.question

    page = client.get(question.get_absolute_url()).content.decode()

    assert "<dt>Who pays for the site</dt><dd>Members&#x27; fees, and &lt;nobody&gt; else.</dd>" in page


def test_a_page_claims_no_way_of_drafting_that_nobody_told(client: Client) -> None:
    told = make.published(drafted_with="No writing tool").answer.question
    untold = make.published().answer.question

    pages = [client.get(each.get_absolute_url()).content.decode() for each in (told, untold)]

    assert ["Drafted with" in page for page in pages] == [True, False]
