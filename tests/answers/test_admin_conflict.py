"""Two editors at once: the second sees mine, theirs and base, chooses, and loses nothing."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from answers import workflow
from answers.models import Answer
from answers.revisions import draft_of
from tests import cast, make
from tests.answers.test_admin_answers import address, typed

pytestmark = pytest.mark.django_db

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def second_save(answer: Answer, mine: dict[str, str], theirs: dict[str, str]) -> tuple[Client, Any]:
    """The editor and editor2 began from the same revision; editor2 saves theirs first.

    A third person can approve, so that nobody is asked whether to keep it as a suggestion.
    """
    cast.person("clinician")
    begun = typed(answer)
    first, second = Client(), Client()
    first.force_login(cast.person("editor2"))
    second.force_login(cast.person("editor"))
    first.post(address(answer), begun | theirs)
    return second, second.post(address(answer), begun | mine)


def hidden(response: Any) -> dict[str, str]:
    found = HIDDEN.findall(response.content.decode())
    return {name: html.unescape(text) for name, text in found if name != "csrfmiddlewaretoken"}


def test_the_second_saver_sees_both_texts_and_the_base() -> None:
    answer = make.answer()

    _, response = second_save(
        answer, {"certainty_reason": "My reason."}, {"certainty_reason": "Their words."}
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert all(words in page for words in ("My reason.", "Their", "One large trial."))
    assert answer.revisions.count() == 2


def test_only_what_differs_is_asked_and_what_one_side_changed_is_suggested() -> None:
    answer = make.answer()

    _, response = second_save(answer, {"certainty": "low"}, {"search_notes": "PubMed."})

    asked = {each.name: each.suggested for each, _ in response.context["rows"]}
    assert asked == {"certainty": "mine", "search_notes": "theirs"}


def test_each_part_is_taken_from_the_chosen_side() -> None:
    answer = make.answer()
    client, response = second_save(
        answer,
        {"certainty": "low", "research": "<p>Mine [@trial].</p>"},
        {"search_notes": "PubMed.", "research": "<p>Theirs [@review].</p>"},
    )

    choices = {"choice-certainty": "mine", "choice-search_notes": "theirs", "choice-research": "theirs"}
    client.post(address(answer, "resolve"), hidden(response) | choices)

    answer.refresh_from_db()
    assert (answer.certainty, answer.search_notes, answer.latest_number) == ("low", "PubMed.", 3)
    assert answer.research == "<p>Theirs [@review].</p>"


def test_a_text_put_together_by_hand_is_saved() -> None:
    answer = make.answer()
    client, response = second_save(
        answer, {"research": "<p>Mine [@trial].</p>"}, {"research": "<p>Theirs [@review].</p>"}
    )

    merged = {"choice-research": "merged", "merged-research": "<p>Both [@trial; @review].</p>"}
    client.post(address(answer, "resolve"), hidden(response) | merged)

    answer.refresh_from_db()
    assert answer.research == "<p>Both [@trial; @review].</p>"


def test_doctor_questions_are_put_together_line_by_line() -> None:
    answer = make.answer()
    client, response = second_save(answer, {"ask-0-text": "Mine?"}, {"ask-0-text": "Theirs?"})

    merged = {"choice-doctor_questions": "merged", "merged-doctor_questions": "Mine?\r\nTheirs?\r\n"}
    client.post(address(answer, "resolve"), hidden(response) | merged)

    answer.refresh_from_db()
    assert draft_of(answer).doctor_questions == ("Mine?", "Theirs?")


def test_what_both_said_of_citations_is_united() -> None:
    answer = make.answer()
    client, response = second_save(answer, {"cite-0-quote": "Mine"}, {"cite-1-quote": "Theirs"})

    client.post(address(answer, "resolve"), hidden(response) | {"choice-citations": "mine"})

    answer.refresh_from_db()
    quotes = [use.quote for use in draft_of(answer).citations]
    assert quotes[:2] == ["Mine", "Theirs"]


def test_a_third_save_in_between_asks_again_and_keeps_the_choice() -> None:
    answer = make.answer()
    client, response = second_save(answer, {"certainty": "low"}, {"search_notes": "PubMed."})
    answer.refresh_from_db()
    make.revision(answer, make.draft(wording=str(answer.question), certainty="high"))

    again = client.post(address(answer, "resolve"), hidden(response) | {"choice-certainty": "mine"})

    assert again.status_code == 409
    assert hidden(again)["certainty"] == "low"


def test_two_editors_who_typed_the_same_hear_that_nothing_changed() -> None:
    answer = make.answer()

    _, response = second_save(answer, {"certainty": "low"}, {"certainty": "low"})

    assert response.status_code == 302
    assert answer.revisions.count() == 2


def test_a_first_save_conflicts_without_a_base_and_loses_nothing() -> None:
    editor = cast.person("editor")
    answer = workflow.start(wording="New?", topic=make.topic(), by=editor, at=make.NOW)

    _, response = second_save(answer, {"certainty_reason": "Mine"}, {"certainty_reason": "Theirs"})

    assert hidden(response)["certainty_reason"] == "Mine"
