"""The registry of gates: every gate says what it asks, why, and of whom; the doors ask all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answers import gates
from answers.gates import Step, Subject, Weight
from answers.models import GateRules
from tests import make

SEVERITIES = {
    "required parts": Weight.ALWAYS,
    "citations resolve": Weight.ALWAYS,
    "certainty said": Weight.ASKED,
    "unknowns said": Weight.ASKED,
    "main message cited": Weight.ASKED,
    "numbers cited": Weight.ADVISED,
    "no typed numbers": Weight.ASKED,
    "exact place": Weight.COUNTED,
    "kind of study": Weight.ASKED,
    "reviews first": Weight.ADVISED,
    "recent sources": Weight.ADVISED,
    "web pages dated": Weight.ASKED,
    "who paid": Weight.COUNTED,
    "evidence searched": Weight.ASKED,
    "search described": Weight.ADVISED,
    "drafting told": Weight.ASKED,
    "writer named": Weight.ASKED,
    "origin told": Weight.ASKED,
    "as sure as its sentences": Weight.ASKED,
    "benefits and harms": Weight.ASKED,
    "equal detail": Weight.ADVISED,
    "same people and time": Weight.ASKED,
    "rows cited": Weight.ASKED,
    "other choices": Weight.ASKED,
    "treatment explained": Weight.ADVISED,
    "emergency card": Weight.ASKED,
    "topic's cards current": Weight.ADVISED,
    "short cards": Weight.ADVISED,
    "answer first": Weight.ADVISED,
    "short answer length": Weight.ASKED,
    "short answer sentences": Weight.ADVISED,
    "questions for the doctor": Weight.ASKED,
    "reading level": Weight.ADVISED,
    "medical words in measure": Weight.ADVISED,
    "sentence length": Weight.ADVISED,
    "longest sentence": Weight.ASKED,
    "short paragraphs": Weight.ADVISED,
    "acronyms explained": Weight.ASKED,
    "few acronyms": Weight.ADVISED,
    "active voice": Weight.COUNTED,
    "nothing called settled": Weight.ASKED,
    "verbs fit the certainty": Weight.ADVISED,
    "single study named": Weight.ADVISED,
    "people, not percent": Weight.ADVISED,
    "differences with both numbers": Weight.ADVISED,
    "no traces of the making": Weight.ASKED,
    "short quotes": Weight.ASKED,
    "translated": Weight.ALWAYS,
    "follows the original": Weight.ADVISED,
    "sources identified": Weight.ALWAYS,
    "no retracted support": Weight.ALWAYS,
    "newer edition": Weight.ADVISED,
    "citations checked": Weight.ALWAYS,
    "no open must-fix": Weight.ALWAYS,
    "approvals": Weight.ALWAYS,
    "clinician signed": Weight.ASKED,
    "interests": Weight.ALWAYS,
}
"""Design 4.4: what always blocks; the others follow the profile."""


def test_the_registry_holds_the_gates_of_the_design_in_the_order_of_the_steps() -> None:
    steps = [gate.step for gate in gates.REGISTRY]

    assert {gate.key: gate.weight for gate in gates.REGISTRY} == SEVERITIES
    assert steps == sorted(steps, key=list(Step).index)


@pytest.mark.parametrize("gate", gates.REGISTRY, ids=lambda gate: gate.key)
def test_a_gate_says_in_sentences_what_it_asks_and_why(gate: gates.Gate) -> None:
    sentences = [str(gate.rule), str(gate.for_readers), str(gate.why)]

    assert all(sentence.endswith(".") for sentence in sentences)
    assert all(gate.asked_by)


@pytest.mark.django_db
def test_an_approval_asks_every_gate_up_to_its_step() -> None:
    revision = make.submitted()
    subject = Subject(revision.content(), revision)

    found = {finding.gate for gate in gates.REGISTRY for finding in gate.findings(subject)}

    assert found == {finding.gate for finding in gates.for_approval(revision)}
    assert {each.gate for each in gates.for_approval(revision) if each.is_blocking} == {"citations checked"}


@pytest.mark.django_db
def test_a_gate_that_warns_stamps_its_findings_as_warnings() -> None:
    revision = make.latest(make.answer(short_answer=""))
    warning = replace(gates.REGISTRY[0], weight=Weight.ASKED)

    found = list(warning.findings(Subject(revision.content(), revision)))

    assert [(each.gate, each.is_blocking) for each in found] == [("required parts", False)]


@pytest.mark.django_db
def test_a_gate_that_is_off_does_not_look() -> None:
    GateRules.objects.create(pk=1, severities={"required parts": "off"})
    revision = make.latest(make.answer(short_answer=""))
    off = replace(gates.REGISTRY[0], weight=Weight.ASKED)

    assert list(off.findings(Subject(revision.content(), revision))) == []
