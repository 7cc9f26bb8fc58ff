"""What the gates of the standards say to an editor, each of a text made for it; no database."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from answers import gates
from answers.content import Byline, Content, Use
from answers.gates import Gate, Subject, measures, reading, surety, wording
from answers.rendering import claims as claims_of
from sources.formatting import Work

OF_WORDS = (measures, reading, surety, wording)
"""The gates of plain words, which tests/answers/test_gates_wording.py holds against a text of its own."""

DAY = datetime.date(2026, 11, 22)
BY_KEY = {gate.key: gate for gate in gates.REGISTRY}
REVIEW = Work(
    "review",
    title="A review",
    year=2024,
    doi="10.1000/review",
    study_type="systematic review",
    funder="A fund for research",
)
TRIAL = replace(REVIEW, key="trial", doi="10.1000/trial", study_type="randomised trial")
WHOLE = Content(
    question="Do I need a blood thinner?",
    short_answer="<p>It lowers the risk of stroke [@review, p. 4].</p>",
    certainty="moderate",
    certainty_reason="Many trials found the same.",
    research="<p>In trials fewer people had a stroke [@review, p. 5; @trial, p. 2].</p>",
    unknowns="<p>Nobody has looked at people over 90.</p>",
    works=(REVIEW, TRIAL),
    byline=(Byline(1, "medical editor", "MD"),),
    evidence_searched_to="2026-10-01",
    search_notes="PubMed: stroke AND anticoagulants.",
    drafted_with="No writing tool",
)


def said(key: str, text: Content, day: datetime.date | None = DAY) -> list[str]:
    gate: Gate = BY_KEY[key]
    return [fault.sentence for fault in gate.look(Subject(text, today=day))]


@pytest.mark.parametrize("gate", gates.REGISTRY, ids=lambda gate: gate.key)
def test_a_whole_text_meets_the_gates_that_look_at_the_text(gate: Gate) -> None:
    needs_more = {"sources identified", "no retracted support", "newer edition", "no open must-fix"}
    needs_more |= {"translated", "follows the original", "required parts"}
    needs_more |= {each.key for module in OF_WORDS for each in module.GATES}

    if gate.key not in needs_more:
        assert list(gate.look(Subject(WHOLE, today=DAY))) == []


@pytest.mark.parametrize(
    ("key", "without", "sentence"),
    [
        ("certainty said", {"certainty": ""}, "Nobody has said how sure we are. Choose a certainty."),
        ("certainty said", {"certainty_reason": ""}, "Say in a sentence why we are as sure as that."),
        (
            "unknowns said",
            {"unknowns": ""},
            "“What we do not know” is empty. Write what studies have not answered yet, or that nothing "
            "important is open.",
        ),
        (
            "main message cited",
            {"short_answer": "<p>It lowers the risk.</p>"},
            "The short answer names no source. Cite what its main message rests on.",
        ),
        (
            "main message cited",
            {"research": "<p>Trials found so.</p>"},
            "“What the research says” names no source. Cite the studies.",
        ),
        (
            "numbers cited",
            {"research": "<p>It helped 7 in 10 people. They did well [@review].</p>"},
            "“It helped 7 in 10 people” gives a number and no source. Cite it where it ends.",
        ),
        (
            "evidence searched",
            {"evidence_searched_to": ""},
            "Say up to which day evidence was searched for.",
        ),
        (
            "evidence searched",
            {"evidence_searched_to": "2027-01-01"},
            "The day up to which evidence was searched is still to come.",
        ),
        (
            "search described",
            {"search_notes": ""},
            "Say where and with which words evidence was searched for.",
        ),
        (
            "drafting told",
            {"drafted_with": ""},
            "Say how the text was drafted: “No writing tool”, or which tool and how its text was checked.",
        ),
        ("writer named", {"byline": ()}, "Nobody is named as the writer. Choose who wrote it."),
        (
            "writer named",
            {"byline": (Byline(1),)},
            "Nobody knows what the writer is. Give the role, and the credentials where there are any.",
        ),
        (
            "exact place",
            {"short_answer": "<p>It lowers the risk [@review].</p>"},
            "Source 1 is cited without a place for “It lowers the risk”. Add the page.",
        ),
    ],
)
def test_what_is_missing_is_named_in_a_sentence(key: str, without: dict[str, Any], sentence: str) -> None:
    assert said(key, replace(WHOLE, **without)) == [sentence]


@pytest.mark.parametrize(
    ("key", "review", "sentence"),
    [
        (
            "kind of study",
            {"study_type": ""},
            "Nobody has said what kind of study source 1 (“review”) is. Choose it at the source.",
        ),
        (
            "web pages dated",
            {"doi": "", "url": "https://example.org/"},
            "Source 1 (“review”) is a web page. Add the day on which it was read.",
        ),
        ("who paid", {"funder": ""}, "Nobody has said who paid for source 1 (“review”)."),
        (
            "reviews first",
            {"study_type": "interview study"},
            "The main message rests on single studies alone. Look for a guideline or a systematic review, "
            "and cite it too.",
        ),
    ],
)
def test_what_a_source_lacks_is_named_once(key: str, review: dict[str, Any], sentence: str) -> None:
    assert said(key, replace(WHOLE, works=(replace(REVIEW, **review), TRIAL))) == [sentence]


def test_a_guideline_says_by_itself_what_it_is() -> None:
    works = (replace(REVIEW, study_type="", kind="guideline"), TRIAL)

    assert said("kind of study", replace(WHOLE, works=works)) == []


def test_old_sources_are_pointed_out_by_the_newest_of_them() -> None:
    works = (replace(REVIEW, year=2020), replace(TRIAL, year=2011))

    assert said("recent sources", replace(WHOLE, works=works)) == [
        "The newest source is from 2020. Look for newer evidence, or say that there is none."
    ]
    assert said("recent sources", replace(WHOLE, works=(replace(REVIEW, year=2021), TRIAL))) == []
    assert said("recent sources", replace(WHOLE, works=works), day=None) == []


def test_where_nothing_was_found_nothing_has_to_be_cited() -> None:
    none = replace(
        WHOLE, certainty="none", short_answer="<p>We found no studies.</p>", research="<p>None.</p>"
    )

    assert said("main message cited", none) == []


@pytest.mark.parametrize("typed", ["[6]", "[2-5, 7]"])
def test_a_number_in_brackets_that_somebody_typed_is_found(typed: str) -> None:
    text = replace(WHOLE, research=f"<p>Doctors were asked {typed}.</p>")

    assert said("no typed numbers", text) == [
        f"In “Doctors were asked {typed}” the number “{typed}” was typed by hand. Cite the source instead: "
        "the numbers come by themselves."
    ]


@pytest.mark.parametrize("name", ["IL-6", "CD38", "COVID-19"])
def test_a_number_within_a_name_asks_for_no_source(name: str) -> None:
    text = replace(WHOLE, research=f"<p>It blocks {name} in the body. Trials found so [@review, p. 5].</p>")

    assert said("numbers cited", text) == []


def test_of_sources_whose_kind_nobody_said_it_is_not_said_that_they_are_single_studies() -> None:
    works = (replace(REVIEW, study_type=""), replace(TRIAL, study_type=""))

    assert said("reviews first", replace(WHOLE, works=works)) == []


@pytest.mark.parametrize("typed", ["6", "1234578", "1,2"])
def test_a_number_glued_to_a_sentence_is_found(typed: str) -> None:
    text = replace(WHOLE, research=f"<p>Doctors were interviewed.{typed}</p>")

    [sentence] = said("no typed numbers", text)
    assert f"the number “{typed}” was typed by hand" in sentence


@pytest.mark.parametrize(
    "words", ["p was .05 there", "It is No.6 of them", "About 2.5 mg", "In 2024, 3 died"]
)
def test_other_numbers_are_left_alone(words: str) -> None:
    assert said("no typed numbers", replace(WHOLE, research=f"<p>{words}.</p>")) == []


def test_what_only_gives_context_carries_no_main_message() -> None:
    [claim] = [each for each in claims_of.claims(WHOLE) if each.block == "short_answer"]
    uses = (Use(claim.hash, "review", role="context"),)

    assert said("reviews first", replace(WHOLE, uses=uses)) == []
    alone = replace(WHOLE, uses=uses, research="<p>One trial found it [@trial].</p>")
    assert len(said("reviews first", alone)) == 1
