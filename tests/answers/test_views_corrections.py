"""The list of corrections: urgent ones and those that notices brought, kept whatever comes later."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.test import Client

from answers import workflow
from answers.models import Answer, Recheck
from answers.views import corrections
from sources import notices
from sources.models import Notice
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

DAY = datetime.timedelta(days=1)


def read(client: Client, rest: str = "") -> str:
    """The list as text, hidden words in view."""
    response = client.get(f"/corrections/{rest}")
    assert response.status_code == 200
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", "", main).split())


def noticed(answer: Answer, *, kind: str = "retraction", key: str = "review") -> Notice:
    """A notice about a source that readers see cited, found and confirmed."""
    notice = notices.record(make.source(key), kind=kind, origin="PubMed", at=make.NOW, noticed_on=make.TODAY)
    workflow.call_for_rechecks(make.NOW + DAY)
    notices.confirm(notice, by=cast.person("managing"), at=make.NOW + 2 * DAY)
    return notice


def test_a_site_without_corrections_says_so_calmly(client: Client) -> None:
    make.published()

    assert "We have not had to correct a page so far." in read(client)


def test_an_urgent_correction_says_what_was_wrong_and_what_is_right_now(client: Client) -> None:
    revision = make.correction()
    make.corrected(revision, at=make.NOW + DAY)

    text = read(client)

    assert revision.content().question in text
    assert "23 November 2026 What was wrong: The trial found no fewer strokes." in text
    assert "What is right now: In one trial[added: no] fewer people had a stroke.[1]" in text


def test_each_correction_leads_to_its_page_and_to_all_that_changed(client: Client) -> None:
    answer = make.corrected(make.correction()).answer
    path = answer.question.get_absolute_url()

    html = client.get("/corrections/").content.decode()

    for address in (path, f"{path}history/1...2/"):
        assert f'href="{address}"' in html
        assert client.get(address).status_code == 200


def test_what_else_changed_in_a_correction_is_left_to_its_own_page(client: Client) -> None:
    many = "".join(f"<p>Sentence {each} of many [@trial].</p>" for each in range(9))
    make.corrected(make.correction(research=many))

    assert client.get("/corrections/").content.decode().count('class="passage"') == 4


def test_a_correction_stays_when_a_later_version_says_something_else(client: Client) -> None:
    publication = make.corrected(make.correction(), at=make.NOW + DAY)
    checked, answer = make.checked(publication.revision), publication.answer
    second: dict[str, Any] = {"content_hash": checked.content_hash, "scope": "whole page"}
    workflow.approve(checked, by=cast.person("editor2"), at=make.NOW + DAY, **second)
    answer.refresh_from_db()
    make.revision(answer, make.draft(research="<p>Another trial found this [@trial].</p>"))
    make.published(answer, at=make.NOW + 2 * DAY)

    assert "What was wrong: The trial found no fewer strokes." in read(client)


def test_a_withdrawn_page_keeps_its_correction_without_its_text(client: Client) -> None:
    answer = make.corrected(make.correction()).answer
    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW + DAY, reason="All of it was wrong.")

    text = read(client)
    html = client.get("/corrections/").content.decode()

    assert "What was wrong: The trial found no fewer strokes." in text
    assert "We took the page down." in text
    assert "[added: " not in text
    assert "/history/" not in html


def test_a_confirmed_notice_is_a_correction_of_each_page_that_named_the_study(client: Client) -> None:
    answer = make.published().answer
    noticed(answer)

    text = read(client)

    assert "24 November 2026 What was wrong: A study that this page named was retracted: Author 2024" in text
    assert "The page says so wherever it names the study." in text


def test_a_page_that_no_longer_names_the_study_says_so_and_leads_to_the_change(client: Client) -> None:
    answer = make.published().answer
    noticed(answer)
    answer.refresh_from_db()
    make.revision(answer, make.draft(research="<p>One trial found this [@trial].</p>"))
    make.published(answer, at=make.NOW + 3 * DAY)

    html = client.get("/corrections/").content.decode()

    assert "The page no longer names it." in html
    assert f'href="{answer.question.get_absolute_url()}history/1...2/"' in html


@pytest.mark.parametrize("end", ["found", "rejected"])
def test_a_notice_that_nobody_confirmed_is_no_correction(client: Client, end: str) -> None:
    make.published()
    notice = notices.record(
        make.source("review"), kind="retraction", origin="PubMed", at=make.NOW, noticed_on=make.TODAY
    )
    workflow.call_for_rechecks(make.NOW)
    if end == "rejected":
        notices.reject(notice, by=cast.person("managing"), at=make.NOW, reason="Another study.")

    assert Recheck.objects.exists()
    assert "We have not had to correct a page so far." in read(client)


def test_a_study_that_only_a_draft_cites_is_no_correction(client: Client) -> None:
    answer = make.answer()
    noticed(answer)

    assert Recheck.objects.exists()
    assert "Author 2024" not in read(client)


def test_a_notice_confirmed_before_anybody_was_called_is_told_and_its_people_are_called(
    client: Client,
) -> None:
    answer = make.published().answer
    notice = notices.record(
        make.source("review"), kind="correction", origin="by hand", at=make.NOW, noticed_on=make.TODAY
    )
    notices.confirm(notice, by=cast.person("managing"), at=make.NOW + DAY)
    later = make.answer()

    workflow.call_for_rechecks(make.NOW + DAY)

    assert [each.answer for each in Recheck.objects.all()] == [answer]
    assert later.pk not in Recheck.objects.values_list("answer", flat=True)
    assert "A study that this page named was corrected: Author 2024" in read(client)


def test_the_newest_correction_stands_first_and_the_list_has_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corrections, "LISTED", 1)
    first = make.corrected(make.correction(), at=make.NOW).answer
    second = make.corrected(make.correction(), at=make.NOW + DAY).answer

    assert make.latest(second).content().question in read(client)
    assert make.latest(first).content().question in read(client, "?page=2")
    assert "Page 2 of 2" in read(client, "?page=99")


def test_no_draft_text_reaches_the_corrections(client: Client) -> None:
    answer = make.corrected(make.correction()).answer
    answer.refresh_from_db()
    make.revision(answer, make.draft(wording="zzsecret?", research="<p>zzsecret.</p>"))

    assert "zzsecret" not in client.get("/corrections/").content.decode()


def test_a_visit_sets_no_cookie_and_an_unchanged_list_is_not_sent_again(client: Client) -> None:
    response = client.get("/corrections/")

    assert not response.cookies
    assert client.get("/corrections/", headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_the_list_asks_as_much_for_many_corrections_as_for_few(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    urgent = [make.correction(research="<p>One trial found this [@trial].</p>") for _ in range(4)]
    noticed(make.published().answer)
    make.corrected(urgent.pop())
    with django_assert_max_num_queries(7) as few:
        client.get("/corrections/")
    for revision in urgent:
        make.corrected(revision)

    with django_assert_max_num_queries(len(few)):
        many = client.get("/corrections/").content.decode()
    assert many.count("<h2>") == 5
