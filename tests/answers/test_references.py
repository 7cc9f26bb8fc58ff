"""The sources of one published answer, as reference managers fetch them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from answers import workflow
from answers.models import Answer
from sources import formatting
from sources.importers import formats
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def address(answer: Answer, ending: str) -> str:
    return f"{answer.question.get_absolute_url()}references.{ending}"


@pytest.fixture
def answer() -> Answer:
    return Answer.objects.get(pk=make.published().revision.answer_id)


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("ris", "application/x-research-info-systems"),
        ("nbib", "application/nbib"),
        ("bib", "application/x-bibtex"),
        ("json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_the_cited_sources_come_in_the_order_of_their_numbers(
    client: Client, answer: Answer, ending: str, kind: str
) -> None:
    response = client.get(address(answer, ending))

    assert response.headers["Content-Type"] == f"{kind}; charset=utf-8"
    works = [record.work for record in formats.read(response.content).records]
    assert answer.live_revision is not None
    content = answer.live_revision.content()
    assert [work.doi for work in works] == [content.work(key).doi for key in ("trial", "review")]  # type: ignore[union-attr]


def test_the_list_comes_as_plain_text_one_reference_to_a_line(client: Client, answer: Answer) -> None:
    response = client.get(address(answer, "txt"))

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.live_revision is not None
    content = answer.live_revision.content()
    listed = [formatting.reference_text(content.work(key)) for key in ("trial", "review")]  # type: ignore[arg-type]
    assert response.content.decode().splitlines() == listed


def test_the_page_links_to_its_list(client: Client, answer: Answer) -> None:
    page = client.get(answer.question.get_absolute_url()).content.decode()

    endings = ("ris", "nbib", "bib", "json", "txt")
    assert [ending for ending in endings if address(answer, ending) in page] == list(endings)


def test_reference_managers_find_each_numbered_source_in_the_page(client: Client, answer: Answer) -> None:
    page = client.get(answer.question.get_absolute_url()).content.decode()

    assert page.count('<span class="Z3988" title="ctx_ver=Z39.88-2004&amp;') == 2
    assert "citation_title" not in page


def test_a_draft_changes_nothing_that_is_fetched(client: Client, answer: Answer) -> None:
    make.source("other", title="A secret of the draft")
    before = client.get(address(answer, "json")).content
    make.revision(answer, make.draft(research="<p>It is so [@other].</p>"))

    after = client.get(address(answer, "json")).content

    assert after == before
    assert [item["id"] for item in json.loads(after)] == ["trial", "review"]


def test_a_withdrawn_answer_offers_no_list(client: Client, answer: Answer) -> None:
    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW, reason="Wrong.")

    assert client.get(address(answer, "ris")).status_code == 410


def test_a_draft_and_an_unknown_question_answer_alike(client: Client) -> None:
    draft = make.answer()

    statuses = [
        client.get(address(draft, "ris")).status_code,
        client.get("/questions/x/references.ris").status_code,
    ]

    assert statuses == [404, 404]


def test_an_unknown_ending_is_not_found(client: Client, answer: Answer) -> None:
    assert client.get(address(answer, "exe")).status_code == 404


def test_a_former_slug_leads_on(client: Client, answer: Answer) -> None:
    old = address(answer, "ris")
    workflow.rename(answer.question, "another-slug", by=cast.person("editor2"), at=make.NOW)

    response = client.get(old)

    assert response.status_code == 301
    assert response.headers["Location"].endswith("/questions/another-slug/references.ris")


def test_the_list_costs_one_query_and_sets_no_cookie(
    client: Client, answer: Answer, django_assert_max_num_queries: Any
) -> None:
    place = address(answer, "ris")

    with django_assert_max_num_queries(1):
        response = client.get(place)

    assert not response.cookies
    again = client.get(place, headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304
