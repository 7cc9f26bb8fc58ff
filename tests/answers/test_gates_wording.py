"""The gates of plain words: what each finds in a text by itself, and the sentence that an editor reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answers import glossary
from answers.content import Content, Sure, Use
from answers.gates import Fault, Gate, Subject, measures, reading, surety, wording
from answers.rendering import claims, terms
from sources.formatting import Work

TRIAL = Work(key="trial", title="A trial", study_type="randomised trial")
REVIEW = Work(key="review", title="A review", study_type="systematic review")
GOOD = Content(
    "Does the drug help me?",
    short_answer="<p>Yes, the drug may help you. In one trial it helped about 2 in 10 people [@trial]. It "
    "also has harms, and we are not very sure. Talk with your doctor about what fits you best.</p>",
    certainty="low",
    certainty_reason="One small trial.",
    research="<p>One trial compared the drug with no drug [@trial]. Fewer people had pain [@trial].</p>",
    unknowns="<p>We do not know how long it lasts.</p>",
    doctor_questions=("Am I like the people in the trial?", "What can I do myself?", "What does it cost me?"),
    works=(TRIAL, REVIEW),
)
GATES = [
    gate
    for module in (measures, reading, surety, wording)
    for gate in vars(module).values()
    if isinstance(gate, Gate)
]


@pytest.fixture(autouse=True)
def no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """No word is explained, and no database asked."""
    monkeypatch.setattr(glossary, "explained", lambda content: terms.NONE)


def _faults(gate: Gate, **fields: object) -> list[Fault]:
    return list(gate.look(Subject(replace(GOOD, **fields))))  # type: ignore[arg-type]  # any field


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.key)
def test_a_plain_and_honest_page_passes_every_one_of_them(gate: Gate) -> None:
    assert _faults(gate) == []


LONG = "The drug may help you when you take it " + "and take it " * 5
TOO_LONG = "The drug may help you when you take it " + "and take it " * 10


@pytest.mark.parametrize(
    ("gate", "fields", "sentence"),
    [
        (
            measures.ANSWER_FIRST,
            {"short_answer": "<p>This page is about the drug. Yes, it may help you.</p>"},
            "“This page is about the drug” only leads up to the answer",
        ),
        (measures.MAIN_MESSAGE, {"short_answer": "<p>Yes, it may.</p>"}, "has 3 words. Say a little more"),
        (measures.MAIN_MESSAGE, {"short_answer": f"<p>{LONG * 4}</p>"}, "Keep the main message"),
        (
            measures.FEW_SENTENCES,
            {"short_answer": "<p>A. B. C. It may. So. No. Yes. Go.</p>"},
            "Four are enough",
        ),
        (measures.DOCTOR_QUESTIONS, {"doctor_questions": ("Is it for me?",)}, "Give 3 to 7"),
        (
            surety.NO_OVERCLAIM,
            {"research": "<p>The trial confirms it.</p>"},
            "“confirms” are surer than “We are not",
        ),
        (
            surety.NO_OVERCLAIM,
            {"research": "<p>It is recommended.</p>", "certainty": "expert"},
            "Say who says it",
        ),
        (surety.VERBS_FIT, {"research": "<p>The drug lowers the risk.</p>"}, "Say “may”"),
        (surety.VERBS_FIT, {"research": "<p>It confirms it.</p>", "certainty": "moderate"}, "Say “probably”"),
        (surety.SINGLE_STUDY, {"research": "<p>Fewer people had pain [@trial].</p>"}, "rests on one study"),
        (wording.IN_PEOPLE, {"research": "<p>It helped 14.3% of them.</p>"}, "14 in 100 people"),
        (wording.BOTH_NUMBERS, {"unknowns": "<p>It may halve the risk.</p>"}, "and not of how many"),
        (
            wording.NO_TRACES,
            {"research": "<p>The provided set says no more.</p>"},
            "“provided set” speak of how",
        ),
        (wording.SHORT_QUOTES, {"uses": (Use("h", "trial", quote="x" * 301),)}, "more than 300 characters"),
        (
            reading.READING_LEVEL,
            {"doctor_questions": ("Is immunosuppression contraindicated for me?",)},
            "grade 8",
        ),
        (reading.SENTENCE_LENGTH, {"research": f"<p>{LONG}.</p>"}, "1 sentence of more than 20 words"),
        (reading.LONGEST, {"research": f"<p>{TOO_LONG}.</p>"}, "has 39 words"),
        (
            reading.SHORT_PARAGRAPHS,
            {"research": "<p>It may. It might. It could. It can.</p>"},
            "has 4 sentences",
        ),
        (reading.ACRONYMS_EXPLAINED, {"research": "<p>You may get CRS.</p>"}, "Nobody explains “CRS”"),
        (reading.FEW_ACRONYMS, {"research": "<p>ABC, BCD, CDE, DEF, EFG, FGH.</p>"}, "uses 6 acronyms"),
        (
            reading.ACTIVE_VOICE,
            {"research": "<p>It was given. It was taken.</p>"},
            "2 sentences in the passive",
        ),
    ],
)
def test_a_fault_is_said_in_a_sentence(gate: Gate, fields: dict[str, object], sentence: str) -> None:
    found = [fault.sentence for fault in _faults(gate, **fields)]

    assert len(found) == 1, found
    assert sentence in found[0]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Tell me what it costs.", "does not end in a question mark"),
        ("How is the drug given?", "not the patient's own question"),
        ("What does it cost me?", "stands there twice"),
        (f"Can I {'take it and ' * 7} go?", "more than 20 words"),
    ],
)
def test_a_question_for_the_doctor_can_be_asked_as_it_stands(question: str, sentence: str) -> None:
    faults = _faults(measures.DOCTOR_QUESTIONS, doctor_questions=(*GOOD.doctor_questions, question))

    assert [sentence in fault.sentence for fault in faults] == [True]


def test_a_fault_of_a_sentence_names_its_block_and_claim() -> None:
    (fault,) = _faults(surety.NO_OVERCLAIM, research="<p>It may help. The trial proves it.</p>")

    assert fault.block == "research"
    assert "proves it" in next(
        each.text
        for each in claims.claims(replace(GOOD, research="<p>It may help. The trial proves it.</p>"))
        if each.number == fault.claim
    )


def test_a_sentence_with_a_certainty_of_its_own_is_held_to_that() -> None:
    text = "<p>The drug lowers the risk.</p>"
    (claim,) = claims.claims(replace(GOOD, research=text), ("research",))

    assert _faults(surety.VERBS_FIT, research=text, certainties=(Sure(claim.hash, "high"),)) == []
    assert len(_faults(surety.VERBS_FIT, research=text)) == 1


def test_a_study_named_once_in_a_block_is_known_to_stand_behind_its_next_sentences() -> None:
    told = "<p>One trial asked 20 people [@trial]. Fewer had pain [@trial].</p>"
    several = "<p>Fewer had pain [@trial; @review].</p>"

    assert _faults(surety.SINGLE_STUDY, research=told) == []
    assert _faults(surety.SINGLE_STUDY, research=several) == []


def test_a_study_that_says_otherwise_is_not_what_a_sentence_rests_on() -> None:
    text = "<p>Fewer people had pain [@trial].</p>"
    (claim,) = claims.claims(replace(GOOD, research=text), ("research",))

    assert (
        _faults(surety.SINGLE_STUDY, research=text, uses=(Use(claim.hash, "trial", role="contradicts"),))
        == []
    )
