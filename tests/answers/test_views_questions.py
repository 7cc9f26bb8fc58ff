"""A question's address: the stored page with its stamps, or where it went; never a draft, never a cookie."""

from __future__ import annotations

import dataclasses
import gzip

import brotli
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from answers import revisions, workflow
from answers.models import Answer, FormerSlug, PublishedPage, Question
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SECRET = "zzsecret"


def published() -> PublishedPage:
    return make.published().answer.page


def url(page: PublishedPage) -> str:
    return f"/questions/{page.slug}/"


def test_a_reader_without_compression_gets_the_plain_page(client: Client) -> None:
    page = published()

    response = client.get(url(page))

    assert response.content.decode() == page.html
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br; q=0.000, gzip; q=0", None),
        ("deflate, zstd", None),
        ("", None),
    ],
)
def test_the_stored_bytes_are_sent_in_a_coding_the_reader_takes(
    client: Client, accepted: str, coding: str | None
) -> None:
    page = published()
    unpacked = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]

    response = client.get(url(page), headers={"Accept-Encoding": accepted})

    assert response.headers.get("Content-Encoding") == coding
    assert unpacked(response.content).decode() == page.html


def test_a_page_says_how_it_may_be_kept(client: Client) -> None:
    headers = client.get(url(published())).headers

    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate, stale-if-error=600"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Content-Language"] == "en"
    assert headers["Last-Modified"]


def test_an_unchanged_page_is_not_sent_again(client: Client) -> None:
    page = published()
    etag = client.get(url(page)).headers["ETag"]

    response = client.get(url(page), headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")


def test_a_changed_page_is_sent_again(client: Client) -> None:
    page = published()
    etag = client.get(url(page)).headers["ETag"]
    Answer.objects.update(is_sample=True)
    PublishedPage.objects.update(is_stale=True)

    response = client.get(url(page), headers={"If-None-Match": etag})

    assert response.status_code == 200


def test_head_answers_as_get_without_a_body(client: Client) -> None:
    page = published()

    response = client.head(url(page))

    assert (response.status_code, response.content) == (200, b"")


def test_a_page_cannot_be_posted_to(client: Client) -> None:
    assert client.post(url(published())).status_code == 405


def test_a_visit_sets_no_cookie_and_asks_only_for_the_page(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = published()
    client.get(url(page))

    with django_assert_num_queries(1):
        response = client.get(url(page))

    assert not response.cookies


def test_a_signed_in_person_gets_the_same_page_and_is_not_looked_for(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = published()
    client.force_login(cast.person("admin"))

    with django_assert_num_queries(1):
        response = client.get(url(page))

    assert response.content.decode() == page.html


def test_the_number_of_a_question_leads_to_its_page(client: Client) -> None:
    page = published()

    response = client.get(f"/q/{page.answer.question_id}/")

    assert (response.status_code, response.headers["Location"]) == (301, url(page))


def test_a_former_address_leads_to_the_present_one(client: Client) -> None:
    page = published()
    FormerSlug.objects.create(question=page.answer.question, language="en", slug="old-words")

    response = client.get("/questions/old-words/")

    assert (response.status_code, response.headers["Location"]) == (301, url(page))


def test_a_withdrawn_answer_says_why_it_is_gone(client: Client) -> None:
    page = published()
    title = page.title
    workflow.withdraw(
        page.answer, by=cast.person("managing"), at=make.NOW, reason="Its <main> trial was retracted."
    )

    response = client.get(url(page))

    html = response.content.decode()
    assert response.status_code == 410
    assert "Its &lt;main&gt; trial was retracted." in html
    assert title in html


def test_an_unknown_address_offers_ways_on(client: Client) -> None:
    response = client.get("/questions/nobody-asked/")

    html = response.content.decode()
    assert response.status_code == 404
    assert 'href="/questions/"' in html
    assert 'href="/topics/"' in html
    assert "nobody-asked" not in html


@pytest.mark.parametrize(
    "address", ["/questions/a%00b/", "/questions/a%00b/references.ris", "/sources/a%00b/", "/topics/a%00b/"]
)
def test_an_address_that_no_database_can_hold_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def draft_with_secret(answer: Answer) -> None:
    old = revisions.draft_of(answer)
    typed = dataclasses.replace(
        old,
        wording=f"{SECRET} wording?",
        short_answer=f"<p>{SECRET} short.</p>",
        research=f"<p>{SECRET} research.</p>",
        unknowns=f"<p>{SECRET} unknowns.</p>",
        certainty_reason=f"{SECRET} reason",
        doctor_questions=(f"{SECRET} ask?",),
        search_notes=f"{SECRET} notes",
        drafted_with=f"{SECRET} tool",
    )
    workflow.save(
        answer, typed, by=cast.person("editor"), at=make.NOW, base=answer.latest_number, note=SECRET
    )


def test_no_draft_text_reaches_any_public_response(client: Client) -> None:
    changed, gone, never = published().answer, published().answer, make.answer()
    workflow.withdraw(gone, by=cast.person("managing"), at=make.NOW, reason="Out of date.")
    for answer in (changed, gone, never):
        answer.refresh_from_db()
        draft_with_secret(answer)
    PublishedPage.objects.update(is_stale=True)
    FormerSlug.objects.create(question=never.question, language="en", slug="old-words")

    addresses = ["/", "/topics/", "/questions/", "/questions/?page=2", "/questions/old-words/"]
    for question in Question.objects.all():
        addresses += [question.get_absolute_url(), f"/q/{question.pk}/"]
        addresses += [question.main_topic.get_absolute_url()]

    for address in addresses:
        response = client.get(address)
        assert SECRET not in response.content.decode() + str(response.headers), address
    assert client.get(never.question.get_absolute_url()).status_code == 404
    assert client.get(f"/q/{never.question_id}/").status_code == 404
    assert client.get("/questions/old-words/").status_code == 404
