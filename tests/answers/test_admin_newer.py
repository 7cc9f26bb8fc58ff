"""The page of a newer edition and its place in the inbox: who sees it and what its button does."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answers import jobs, revisions, workflow
from answers.admin import newer_editions
from answers.content import SetAside
from answers.models import Answer, Revision, Uptake
from answers.workflow import taking_up
from sources.models import Replacement, Source
from tests import cast, make, newer

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

STAFF = ("editor", "editor2", "reviewer", "clinician", "managing", "auditor", "admin")


def address(replacement: Replacement) -> str:
    return f"/admin/review/newer/{replacement.pk}/"


def page(replacement: Replacement, name: str = "editor2") -> str:
    response = cast.client(name).get(address(replacement))
    assert response.status_code == 200
    return unescape(response.content.decode())


def post(name: str, replacement: Replacement, **typed: Any) -> Any:
    return cast.client(name).post(address(replacement), typed)


def inbox(name: str = "editor2") -> str:
    return unescape(cast.client(name).get("/admin/review/").content.decode())


def numbers(*answers: Answer) -> list[int]:
    return [Revision.objects.filter(answer=each).latest("number").number for each in answers]


def quoted(answer: Answer, quote: str) -> None:
    """The answer's citation of the older edition gets this quote."""
    typed = revisions.draft_of(answer)
    uses = [
        use if use.source_key != "older" else type(use)(**(vars(use) | {"quote": quote}))
        for use in typed.citations
    ]
    make.revision(answer, make.draft(**vars(typed) | {"citations": tuple(uses)}))


@pytest.mark.parametrize("name", STAFF)
def test_everybody_on_the_staff_sees_each_sentence_with_both_editions(name: str) -> None:
    answer = newer.published()
    quoted(answer, "Blood is thin.")
    replacement = newer.confirmed(abstract="We found that blood is thin.")

    shown = page(replacement, name)

    assert answer.question.wording in shown
    assert "The guideline says so." in shown
    assert "p. 4" in shown
    assert "<q>Blood is thin.</q>" in shown
    assert "We found that blood is thin." in shown
    assert "The quoted words stand in its abstract too." in shown


def test_a_sentence_that_names_the_year_of_the_older_edition_is_pointed_out() -> None:
    newer.draft(research="<p>A guideline of 2019 says so [@older].</p><p>It still holds [@older].</p>")

    shown = page(newer.confirmed())

    assert shown.count("This sentence names 2019, the year of the older edition.") == 1


@pytest.mark.parametrize("name", ["reviewer", "clinician", "auditor"])
def test_only_those_who_write_may_press_the_button(name: str) -> None:
    answer, replacement = newer.draft(), newer.confirmed()

    refused = [
        post(name, replacement, do=do, answers=answer.pk, answer=answer.pk, reason="x")
        for do in ("all", "ticked", "keep")
    ]

    assert [each.status_code for each in refused] == [403] * 3
    assert "Make a draft" not in page(replacement, name)
    assert not Uptake.objects.exists()


def test_an_account_outside_the_groups_sees_nothing() -> None:
    replacement = newer.confirmed()
    cast.person("editor2").groups.clear()

    assert cast.client("editor2").get(address(replacement)).status_code == 403
    assert Client().get(address(replacement)).status_code == 302


def test_all_are_ticked_and_one_button_makes_a_draft_of_each() -> None:
    answers, replacement = [newer.published(), newer.draft()], newer.confirmed()
    before = page(replacement)

    response = post("editor2", replacement, do="ticked", answers=[each.pk for each in answers])

    assert before.count(" checked>") == 2
    assert response.status_code == 302
    assert numbers(*answers) == [2, 2]
    assert page(replacement).count("Draft made:") == 2


def test_only_ticked_answers_are_changed_and_strangers_never() -> None:
    ticked, left, replacement = newer.draft(), newer.draft(), newer.confirmed()
    stranger = make.answer()

    post("editor2", replacement, do="ticked", answers=[ticked.pk, stranger.pk, 999999])

    assert numbers(ticked, left, stranger) == [2, 1, 1]


@pytest.mark.parametrize("answers", [[], ["x"], ["²"]])
def test_nothing_ticked_is_refused_or_changes_nothing(answers: list[str]) -> None:
    answer, replacement = newer.draft(), newer.confirmed()

    response = post("editor2", replacement, do="ticked", answers=answers)

    assert response.status_code == (302 if answers else 422)
    assert numbers(answer) == [1]


def test_pressing_again_does_no_harm() -> None:
    answer, replacement = newer.draft(), newer.confirmed()

    for name in ("editor2", "editor", "editor2"):
        assert post(name, replacement, do="ticked", answers=[answer.pk]).status_code == 302

    assert numbers(answer) == [2]


def test_many_are_asked_for_at_once_and_followed_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newer_editions, "ON_A_PAGE", 2)
    monkeypatch.setattr(taking_up, "AT_THE_PRESS", 1)
    answers, replacement = [newer.draft() for _ in range(3)], newer.confirmed()
    assert "Make all 3 drafts" in page(replacement)

    post("editor2", replacement, do="all")
    between = page(replacement)
    jobs.run_due(make.NOW)

    assert "See how far it is now" in between
    assert "The draft follows by itself." in between
    assert numbers(*answers) == [2, 2, 2]
    assert "See how far it is now" not in page(replacement)


def test_an_answer_can_keep_the_older_edition_for_a_reason() -> None:
    answer, replacement = newer.draft(), newer.confirmed()

    refused = post("editor2", replacement, do="keep", answer=answer.pk, reason=" ")
    post("editor2", replacement, do="keep", answer=answer.pk, reason="It tells of 2019.")

    assert refused.status_code == 422
    assert "It tells of 2019." in page(replacement)
    assert " checked>" not in page(replacement)
    assert answer.question.wording not in inbox()


def test_an_answer_that_does_not_cite_it_cannot_keep_it() -> None:
    stranger, replacement = make.answer(), newer.confirmed()

    assert post("editor2", replacement, do="keep", answer=stranger.pk, reason="x").status_code == 404
    assert not Uptake.objects.exists()


def test_what_the_person_typed_comes_back_when_it_is_refused() -> None:
    answer, replacement = newer.draft(), newer.confirmed()

    response = post("editor2", replacement, do="keep", answer=answer.pk, reason="x" * 501)

    assert response.status_code == 422
    assert "x" * 501 in response.content.decode()


def test_a_text_in_review_is_named_so_that_nobody_waits_for_it_to_change() -> None:
    make.submitted(newer.draft())

    shown = page(newer.confirmed())

    assert "Revision 1: in review." in shown.replace("In review", "in review")


def test_a_page_whose_working_copy_cites_it_no_more_is_listed_and_not_offered() -> None:
    answer, replacement = newer.published(), newer.confirmed()
    make.revision(answer, make.draft(wording=answer.question.wording))

    shown = page(replacement)

    assert "Its working copy no longer cites it." in shown
    assert 'name="answers"' not in shown
    assert answer.question.wording in inbox()


def test_a_source_that_an_answer_only_set_aside_is_none_of_its_business() -> None:
    make.source("older")
    answer = make.published(make.answer(set_aside=(SetAside("older", "Too old."),))).answer
    replacement = newer.confirmed()

    assert answer.question.wording not in page(replacement)
    assert answer.question.wording not in inbox()


def test_an_unconfirmed_one_leads_to_the_page_where_it_is_decided() -> None:
    replacement = newer.proposed()

    response = cast.client("editor").get(address(replacement))

    assert response["Location"] == f"/admin/sources/source/{replacement.source_id}/newer/"


def test_the_inbox_lists_proposals_and_the_answers_until_their_pages_rest_on_it_no_more() -> None:
    answer, replacement = newer.published(), newer.proposed()
    proposed = inbox()
    post_confirm = cast.client("managing").post(
        f"/admin/sources/source/{replacement.source_id}/newer/",
        {"do": "confirm", "replacement": replacement.pk},
    )
    confirmed = inbox()
    workflow.ask_for_newer(replacement, by=cast.person("editor2"), at=make.NOW)
    drafted = inbox()
    answer.refresh_from_db()
    make.checked(make.submitted(answer))
    make.approve(make.latest(answer), by=cast.person("managing"))
    workflow.publish(make.latest(answer), by=cast.person("managing"), at=make.NOW)

    assert post_confirm.status_code == 302
    assert "to be confirmed" in proposed
    assert address(replacement) in confirmed
    assert "draft made" in drafted
    assert address(replacement) not in inbox()


@pytest.mark.parametrize("path", ["newer", "inbox"])
def test_many_answers_ask_no_more_than_one(path: str) -> None:
    newer.published()
    replacement = newer.confirmed()
    shown = "/admin/review/" if path == "inbox" else address(replacement)
    reader = cast.client("editor2")
    reader.get(shown)
    with CaptureQueriesContext(connection) as one:
        reader.get(shown)
    for _ in range(3):
        quoted(newer.published(), "Words.")
    workflow.ask_for_newer(
        replacement, by=cast.person("editor"), at=make.NOW, among=[Answer.objects.latest("pk").pk]
    )

    with CaptureQueriesContext(connection) as many:
        reader.get(shown)

    assert len(many) <= len(one)


def test_what_people_wrote_is_escaped() -> None:
    answer = newer.draft(wording="Is <b>this</b> safe?")
    quoted(answer, "<script>alert(1)</script>")
    replacement = newer.confirmed()
    Source.objects.filter(key="older").update(abstract="<script>alert(2)</script>")

    shown = cast.client("editor2").get(address(replacement)).content.decode()

    assert "<script>alert" not in shown
    assert "<b>this</b>" not in shown
