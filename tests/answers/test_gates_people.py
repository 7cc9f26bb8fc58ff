"""The gates about people and where a question comes from, asked of stored answers."""

from __future__ import annotations

import pytest

from answers import gates, workflow
from answers.models import GateRules, Question, Refused, Revision
from tests import cast, make

pytestmark = pytest.mark.django_db


def publishing(revision: Revision) -> list[str]:
    found = gates.for_publish(revision, revision.candidacies.get().round, today=make.TODAY)
    return [each.sentence for each in found if each.gate == "clinician signed"]


def test_a_text_that_no_clinician_signed_is_pointed_out() -> None:
    revision = make.checked(make.submitted())
    make.approve(revision, by=cast.person("editor2"))

    assert publishing(revision) == ["No clinician has signed this text. Ask one to read and approve it."]


def test_a_clinicians_approval_is_enough() -> None:
    revision = make.checked(make.submitted())
    make.approve(revision, by=cast.person("clinician"))

    assert publishing(revision) == []


def test_under_the_full_standard_it_stops_the_publication() -> None:
    revision = make.approved()
    GateRules.objects.create(pk=1, severities={"clinician signed": "block"})

    with pytest.raises(Refused, match="No clinician has signed this text"):
        workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)


def test_a_question_that_came_from_nowhere_is_pointed_out() -> None:
    answer = make.answer()
    sentence = "Say on the page of the question where it comes from: who asked it, or where."

    assert sentence in [each.sentence for each in gates.for_submit(make.latest(answer))]

    Question.objects.update(origin="patients")
    assert sentence not in [each.sentence for each in gates.for_submit(make.latest(answer))]


def test_whoever_starts_a_question_may_say_at_once_where_it_comes_from() -> None:
    topic = make.topic()
    typed = {"wording": "Does rest help?", "topic": topic.pk, "language": "en", "origin": "clinic"}

    cast.client("editor").post("/admin/answers/answer/add/", typed)

    assert Question.objects.get().origin == "clinic"


def test_a_question_that_a_reader_asked_says_so_by_itself() -> None:
    said = workflow.Told(kind="question", text="Does rest help?", answer=None)
    report = workflow.receive_report(said, key="one", at=make.NOW)

    workflow.draft_from_report(
        report, wording="Does rest help?", topic=make.topic(), by=cast.person("editor"), at=make.NOW
    )

    assert Question.objects.get().origin == "readers"
