"""Gates: a page about a treatment lets its reader weigh, and says when to get help where its topic asks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from answers import gates
from answers.content import Sure
from answers.gates.gate import Subject
from answers.models import Question, Revision, Topic
from answers.outcomes import Outcome
from answers.rendering import claims
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

HARM = Outcome("apixaban", "Major bleeding", "harm", 21, 31, 1_000, "warfarin", "1 year", cited="@trial")
BENEFIT = replace(HARM, outcome="Stroke or clot", direction="benefit", with_option=13, without=16)
WHOLE: dict[str, Any] = {
    "outcomes": (BENEFIT, HARM),
    "no_treatment": "<p>Without it the risk stays.</p>",
    "other_choices": "<p>There are others.</p>",
    "how_it_works": "<p>It slows clots.</p>",
    "quality_of_life": "<p>Two tablets a day.</p>",
}
KEYS = {
    "benefits and harms", "equal detail", "same people and time", "rows cited", "other choices",
    "treatment explained", "as sure as its sentences", "emergency card", "topic's cards current",
    "short cards",
}  # fmt: skip


def found(revision: Revision) -> set[str]:
    subject = Subject(revision.content(), Revision.objects.get(pk=revision.pk))
    every = {finding.gate for gate in gates.REGISTRY for finding in gate.findings(subject)}
    return every & KEYS


def treatment(**fields: Any) -> Revision:
    answer = make.answer(**fields)
    Question.objects.filter(pk=answer.question_id).update(kind="treatment")
    return make.latest(answer)


def test_a_page_about_something_else_owes_no_table() -> None:
    assert found(make.latest(make.answer())) == set()


def test_a_page_about_a_treatment_owes_both_sides_and_other_choices() -> None:
    assert found(treatment()) == {"benefits and harms", "other choices", "treatment explained"}
    assert found(treatment(**WHOLE)) == set()


@pytest.mark.parametrize(
    ("outcomes", "gate"),
    [
        ((BENEFIT,), "benefits and harms"),
        ((HARM,), "benefits and harms"),
        ((BENEFIT, *(replace(HARM, outcome=f"Harm {n}") for n in range(4))), "equal detail"),
        ((BENEFIT, replace(HARM, denominator=100, without=30)), "same people and time"),
        ((BENEFIT, replace(HARM, time="")), "same people and time"),
        ((BENEFIT, replace(HARM, cited="")), "rows cited"),
    ],
)
def test_a_table_that_cannot_be_compared_or_looked_up_is_pointed_out(
    outcomes: tuple[Outcome, ...], gate: str
) -> None:
    assert found(treatment(**WHOLE | {"outcomes": outcomes})) == {gate}


def test_three_harms_for_a_benefit_are_equal_enough() -> None:
    rows = (BENEFIT, *(replace(HARM, outcome=f"Harm {n}") for n in range(3)))

    assert found(treatment(**WHOLE | {"outcomes": rows})) == set()


@pytest.mark.parametrize(("own", "is_found"), [("low", True), ("moderate", False), ("expert", False)])
def test_an_answer_is_as_sure_as_the_least_sure_sentence_of_its_message(own: str, *, is_found: bool) -> None:
    answer = make.answer()
    frozen = make.latest(answer).content()
    short = claims.claims(frozen, {"short_answer"})[0]

    subject = Subject(replace(frozen, certainties=(Sure(short.hash, own),)), make.latest(answer))

    keys = {finding.gate for gate in gates.REGISTRY for finding in gate.findings(subject)}
    assert ("as sure as its sentences" in keys) == is_found


def test_a_topic_that_asks_for_an_emergency_card_gets_one() -> None:
    asking = make.topic(emergency_signs_needed=True)

    assert found(make.latest(make.answer(topic_=asking))) == {"emergency card"}
    assert found(make.latest(make.answer(topic_=asking, emergency_signs="You faint."))) == set()


def test_a_card_whose_topic_was_changed_since_is_pointed_out() -> None:
    topic = make.topic(emergency_signs="- You faint.")
    revision = make.latest(make.answer(topic_=topic))

    assert found(revision) == set()

    Topic.objects.filter(pk=topic.pk).update(emergency_signs="You faint, or nearly.")
    assert found(revision) == {"topic's cards current"}


def test_a_card_with_more_than_six_signs_is_pointed_out() -> None:
    seven = "\n".join(f"Sign {number}." for number in range(7))

    assert found(make.latest(make.answer(urgent_signs=seven))) == {"short cards"}
