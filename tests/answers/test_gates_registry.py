"""The registry of gates: every gate says what it asks, why, and of whom; the doors ask all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answers import gates
from answers.gates import Step, Subject
from tests import make

SEVERITIES = {
    "required parts": True,
    "citations resolve": True,
    "translated": True,
    "follows the original": False,
    "sources identified": True,
    "no retracted support": True,
    "newer edition": False,
    "citations checked": True,
    "no open must-fix": True,
    "approvals": True,
    "interests": True,
}
"""Design 4.4: what always blocks, and what only warns."""


def test_the_registry_holds_the_gates_of_the_design_in_the_order_of_the_steps() -> None:
    steps = [gate.step for gate in gates.REGISTRY]

    assert {gate.key: gate.blocks for gate in gates.REGISTRY} == SEVERITIES
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

    assert found == {finding.gate for finding in gates.for_approval(revision)} == {"citations checked"}


@pytest.mark.django_db
def test_a_gate_that_warns_stamps_its_findings_as_warnings() -> None:
    revision = make.latest(make.answer(short_answer=""))
    warning = replace(gates.REGISTRY[0], blocks=False)

    found = list(warning.findings(Subject(revision.content())))

    assert [(each.gate, each.is_blocking) for each in found] == [("required parts", False)]
