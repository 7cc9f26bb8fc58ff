"""The sheets of a question: as true as its page, for who asks and for nobody else, never with a cookie."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answers import workflow
from answers.content import SetAside
from answers.models import Answer, FormerSlug, PublishedPage, Revision
from sources import notices
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

KINDS = ("easy", "everything", "questions")
MANY = tuple(f"What about thing {number}?" for number in range(1, 26))


def published(**fields: Any) -> Answer:
    return make.published(**fields).answer


def address(answer: Answer, kind: str, told: str = "") -> str:
    return f"{answer.question.get_absolute_url()}print/{kind}/{told}"


def read(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_carries_the_answer_and_what_leads_back_to_it(client: Client, kind: str) -> None:
    answer = published()

    html = read(client, address(answer, kind))

    assert answer.question.wording in html
    assert "A blood thinner lowers the risk of stroke" in html
    assert "How sure are we?" in html
    assert "What can lower it?" in html
    assert f"/q/{answer.question_id}/</strong>" in html
    assert "Check there whether this sheet is still current." in html
    assert "Version 1, last reviewed 22 November 2026. Next review due 22 November 2027." in html
    assert 'Printed on <span class="day"></span>' in html
    assert '<svg aria-hidden="true" viewBox=' in html
    assert "We do not provide individualized advice." in html


def test_the_page_itself_prints_what_leads_back_to_it_too(client: Client) -> None:
    answer = published()

    html = read(client, answer.question.get_absolute_url())

    assert f"/q/{answer.question_id}/</strong>" in html
    assert '<svg aria-hidden="true" viewBox=' in html


def test_the_square_names_the_short_address_of_this_site(client: Client, settings: LazySettings) -> None:
    answer = published()
    before = read(client, address(answer, "easy"))

    settings.SITE_URL = "https://answers.example.org"

    after = read(client, address(answer, "easy"))
    squares = [re.findall(r"<svg.*?</svg>", html) for html in (before, after)]
    assert squares[0] != squares[1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_notice_about_a_source_shows_on_each_sheet_at_the_next_read(client: Client, kind: str) -> None:
    answer = published()
    read(client, address(answer, kind))

    notices.record(
        make.source("trial"), kind="retraction", origin="PubMed", at=make.NOW, noticed_on=make.TODAY
    )

    html = read(client, address(answer, kind))
    assert "Source 1: A notice was found on 22 November 2026; we are checking." in html
    assert "Do not start, change or stop a medicine because of this notice." in html


def test_the_main_sources_are_those_of_the_short_answer_and_the_others_are_counted(client: Client) -> None:
    make.source("other", title="Another study")
    research = "<p>So it is [@review; @other].</p>"
    answer = published(short_answer="<p>Yes [@trial].</p>", research=research)

    html = read(client, address(answer, "easy"))

    [listed] = re.findall(r'<ul class="key">(.*?)</ul>', html, re.DOTALL)
    assert re.findall(r"\[(\d+)\]", listed) == ["1"]
    assert "The page names 2 more sources." in html


def test_a_retracted_main_source_says_so_beside_its_title(client: Client) -> None:
    make.source("trial")
    answer = published(short_answer="<p>Yes [@trial].</p>")
    notices.record(
        make.source("trial"), kind="retraction", origin="PubMed", at=make.NOW, noticed_on=make.TODAY
    )

    html = read(client, address(answer, "easy"))

    [listed] = re.findall(r'<ul class="key">(.*?)</ul>', html, re.DOTALL)
    assert "<strong>A notice was found on 22 November 2026; we are checking.</strong>" in listed


def test_the_numbers_of_a_short_sheet_lead_to_the_sources_of_the_page(client: Client) -> None:
    answer = published()

    html = read(client, address(answer, "easy"))

    assert f'href="{answer.question.get_absolute_url()}#ref-1"' in html
    assert 'href="#ref-' not in html


def test_everything_lists_each_source_and_each_one_that_was_not_used(client: Client) -> None:
    make.source("other", title="Another study")
    answer = published(set_aside=(SetAside("other", "Another illness."),))

    html = read(client, address(answer, "everything"))

    assert html.count('<li id="ref-') == 2
    assert "Another illness." in html


def ticked(html: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="(\d+)"[^>]* checked', html)


def test_what_was_ticked_on_the_page_is_ticked_on_the_sheet_the_most_important_first(client: Client) -> None:
    answer = published(doctor_questions=MANY[:5])

    html = read(client, address(answer, "questions", "?ask=2&ask=4&first=4&v=1"))

    assert re.findall(r'name="ask" value="(\d+)"', html) == ["4", "2", "1", "3", "5"]
    assert ticked(html, "ask") == ["4", "2"]
    assert ticked(html, "first") == ["4"]


def test_ticks_from_another_version_of_the_page_are_let_go_and_the_sheet_says_so(client: Client) -> None:
    answer = published()

    html = read(client, address(answer, "questions", "?ask=2&v=7"))

    assert ticked(html, "ask") == []
    assert "The page has changed since you opened it" in html


@pytest.mark.parametrize("told", ["?ask=99", "?ask=x&first=-1&v=", "?ask=²", "?ask=" + "9" * 50, "?ask=%00"])
def test_what_is_no_number_of_a_question_is_passed_over(client: Client, told: str) -> None:
    html = read(client, address(published(), "questions", told))

    assert ticked(html, "ask") == []


def test_of_many_questions_the_easy_sheet_prints_five_unless_more_were_ticked(client: Client) -> None:
    html = read(client, address(published(doctor_questions=MANY), "easy"))

    assert html.count('<li class="further">') == 20
    assert "The page has 20 more questions." in html


def test_an_answer_without_doctor_questions_has_all_its_sheets(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = published()
    frozen = Revision.content
    monkeypatch.setattr(Revision, "content", lambda self: replace(frozen(self), doctor_questions=()))
    PublishedPage.objects.update(is_stale=True)

    pages = [read(client, address(answer, kind)) for kind in KINDS]

    assert ['id="ask"' in html for html in pages] == [False, False, True]
    page = read(client, answer.question.get_absolute_url())
    assert f'<a href="{address(answer, "easy")}">Easy to read</a>' in page


def test_an_unchanged_sheet_is_not_sent_again_and_costs_one_query(client: Client) -> None:
    url = address(published(), "easy")
    tag = client.get(url).headers["ETag"]

    with CaptureQueriesContext(connection) as asked:
        response = client.get(url, headers={"If-None-Match": tag})

    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate, stale-if-error=600"
    assert len(asked) == 1


def test_two_choices_of_questions_are_two_sheets(client: Client) -> None:
    answer = published()
    tag = client.get(address(answer, "questions", "?ask=1")).headers["ETag"]

    response = client.get(address(answer, "questions", "?ask=2"), headers={"If-None-Match": tag})

    assert response.status_code == 200


def test_a_sheet_of_many_sources_costs_no_more_queries_than_one_of_two(client: Client) -> None:
    keys = [make.source(f"key{number}").key for number in range(20)]
    many = published(research=f"<p>So it is [@{'; @'.join(keys)}].</p>", doctor_questions=MANY)
    counts = []
    for answer in (published(), many):
        client.get(answer.question.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            read(client, address(answer, "everything"))
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 15


def test_a_sheet_is_for_no_search_engine_and_sets_no_cookie(client: Client) -> None:
    response = client.get(address(published(), "easy"))

    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert not response.cookies


def test_sheets_are_nowhere_where_the_page_is_nowhere(client: Client) -> None:
    draft = make.answer()
    gone = published()
    workflow.withdraw(gone, by=cast.person("managing"), at=make.NOW, reason="It was out of date.")

    assert client.get(address(draft, "easy")).status_code == 404
    assert client.get(address(gone, "easy")).status_code == 410
    assert client.get(address(published(), "poster")).status_code == 404


def test_a_former_address_leads_to_the_sheet_at_the_present_one(client: Client) -> None:
    answer = published()
    FormerSlug.objects.create(question=answer.question, language="en", slug="former")

    response = client.get("/questions/former/print/easy/")

    assert (response.status_code, response.headers["Location"]) == (301, address(answer, "easy"))


def test_an_older_version_offers_no_sheets_and_keeps_its_questions(client: Client) -> None:
    answer = published()

    html = read(client, f"{answer.question.get_absolute_url()}history/1/")

    assert 'id="ask"' in html
    assert "print/" not in html
