"""The rules beside the form while a text is written, and the same in the interface for programs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answers import gates, revisions, workflow
from answers.admin.writing import gate_list, sheets
from answers.models import Answer
from tests import cast, make

pytestmark = pytest.mark.django_db

UNCITED = "<p>About 7 in 10 people did well. Fewer had a stroke [@trial].</p>"
NUMBERS = gates.citing.NUMBERS_CITED


def told(answer: Answer) -> dict[str, gate_list.Told]:
    frozen = make.latest(answer).content()
    return {each.gate.key: each for each in gate_list.of(answer, frozen, today=make.TODAY).told}


def test_each_rule_says_whether_it_blocks_warns_is_met_or_comes_later() -> None:
    found = told(make.answer(short_answer="<p></p>", certainty_reason="Many trials."))

    assert found["required parts"].state == "blocking"
    assert found["unknowns said"].state == "warning"
    assert found["certainty said"].state == "met"
    assert found["citations checked"].state == "later"
    assert "exact place" not in found


def test_what_blocks_comes_first_and_what_is_met_last() -> None:
    answer = make.answer(short_answer="")
    states = [
        each.state for each in gate_list.of(answer, make.latest(answer).content(), today=make.TODAY).told
    ]

    assert states == sorted(states, key=["blocking", "warning", "later", "met"].index)


def test_each_line_leads_to_its_place() -> None:
    answer = make.answer(short_answer=UNCITED)
    found = told(answer)

    [sentence] = found["numbers cited"].lines
    assert (sentence.href, sentence.block, sentence.claim) == ("#id_short_answer", "short_answer", 1)
    [day] = found["evidence searched"].lines
    assert day.href == "#id_evidence_searched_to"
    [origin] = found["origin told"].lines
    assert origin.href == f"/admin/answers/question/{answer.question_id}/change/"


def test_a_reason_that_holds_stands_beside_its_warning() -> None:
    answer = make.answer(short_answer=UNCITED)
    workflow.submit(make.latest(answer), by=cast.person("editor"), at=make.NOW)

    [line] = told(answer)["numbers cited"].lines

    assert line.reason == "Reason: Not yet: we will do it later. (Test Editor, 22 November 2026)"


def test_the_list_follows_what_is_typed_and_not_yet_saved() -> None:
    answer = make.answer()
    typed = replace(revisions.draft_of(answer), short_answer=UNCITED)

    response = cast.client("editor").post(
        f"/admin/answers/answer/{answer.pk}/live/", sheets.as_posted(typed, base=answer.latest_number)
    )

    assert "“About 7 in 10 people did well” gives a number and no source" in response.json()["gates"]


def test_a_program_of_staff_reads_what_blocks_and_what_warns_with_the_reasons() -> None:
    revision = make.submitted(short_answer=UNCITED)

    found = cast.client("editor2").get(f"/api/v1/revisions/{revision.pk}/").json()["findings"]

    by_gate = {each["gate"]: each for each in found}
    assert by_gate["citations checked"]["severity"] == "block"
    told = by_gate["numbers cited"]
    assert {"ready": "no finding", "text": gates.reasons.in_words(NUMBERS, "no finding")} in told.pop(
        "ready_reasons"
    )
    assert len(told.pop("fingerprint")) == 64
    assert by_gate["citations checked"]["ready_reasons"] == []
    assert told == {
        "gate": "numbers cited",
        "rule": str(NUMBERS.rule),
        "severity": "warn",
        "sentence": "“About 7 in 10 people did well” gives a number and no source. Cite it where it ends.",
        "part": "short_answer",
        "claim": 1,
        "reason": "Not yet: we will do it later.",
    }
