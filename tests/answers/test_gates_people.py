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
