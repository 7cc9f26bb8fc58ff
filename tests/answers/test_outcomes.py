"""Benefits and harms as values: each row is one claim, counted out of equal people, and drawn as people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from answers.content import Content, dumps, loads
from answers.outcomes import Outcome, sentence
from answers.pages import outcome_tables
from answers.rendering import claims, fragments, numbering
from sources.formatting import Work

BLEEDING = Outcome(
    option="apixaban",
    instead="warfarin",
    outcome="Major bleeding",
    direction="harm",
    with_option=21,
    without=31,
    denominator=1_000,
    time="1 year",
    cited="@trial, p. 4",
)
STROKE = replace(BLEEDING, outcome="Stroke or clot", direction="benefit", with_option=13, without=16)


def test_a_row_says_one_sentence_with_all_its_numbers() -> None:
    assert sentence(BLEEDING, "en") == (
        "Possible harm, major bleeding: about 21 in 1,000 people with apixaban, about 31 with warfarin, over "
        "1 year."
    )
    assert sentence(replace(BLEEDING, instead="", time=""), "en").endswith("about 31 without it.")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "es",
            "Posible daño, hemorragia: unas 21 de cada 1\u00a0000 personas con apixaban, unas 31 con "
            "warfarin, en 1 año.",
        ),
        (
            "ar",
            "ضرر محتمل، نزيف: نحو 21 من كل 1000 شخص مع apixaban، ونحو 31 مع warfarin، خلال سنة.",
        ),
    ],
)
def test_the_words_of_a_row_stay_as_they_are_because_checks_hold_for_them(language: str, said: str) -> None:
    words = {"es": ("Hemorragia", "1 año"), "ar": ("نزيف", "سنة")}[language]

    assert sentence(replace(BLEEDING, outcome=words[0], time=words[1]), language) == said


@pytest.mark.parametrize("language", ["en", "es", "ar", "fr"])
def test_each_row_is_one_claim_in_every_language(language: str) -> None:
    content = Content("q", language=language, outcomes=(STROKE, BLEEDING))

    assert [claim.text for claim in claims.claims(content)] == [
        sentence(row, language) for row in (STROKE, BLEEDING)
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"with_option": 22},
        {"without": 30},
        {"denominator": 10_000},
        {"time": "2 years"},
        {"direction": "benefit"},
        {"outcome": "Bleeding"},
        {"option": "aspirin"},
        {"instead": ""},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_row_that_says_something_else_is_another_claim(other: dict[str, Any]) -> None:
    one, two = (
        claims.claims(Content("q", outcomes=(row,)))[0] for row in (BLEEDING, replace(BLEEDING, **other))
    )

    assert one.hash != two.hash


def test_a_row_cites_under_the_numbers_of_the_page() -> None:
    works = (Work(key="trial"), Work(key="review"))
    content = Content(
        "q",
        research="<p>It helps [@review].</p>",
        outcomes=(BLEEDING,),
        unknowns="<p>Much [@trial].</p>",
        works=works,
    )

    assert numbering.number(content).keys == ("review", "trial")
    marks = [each.marks for each in fragments.render(content).paragraphs if each.block == "outcomes"]
    assert [">2<" in mark for mark in marks] == [True]


def test_a_content_without_rows_keeps_the_hash_it_had_and_rows_come_back() -> None:
    assert "outcomes" not in dumps(Content("q"))
    assert loads(dumps(Content("q", outcomes=(BLEEDING,)))).outcomes == (BLEEDING,)


@pytest.mark.parametrize(
    ("filled", "of"), [(0, 100), (1, 100), (20, 100), (21, 1_000), (100, 100), (9_999, 10_000)]
)
def test_a_picture_fills_exactly_as_many_figures_as_there_are_people(filled: int, of: int) -> None:
    boxes = outcome_tables.picture(filled, of).boxes

    def figures(*, are_filled: bool) -> int:
        return sum(box.width * box.height for box in boxes if box.is_filled == are_filled) // 80

    assert (figures(are_filled=True), figures(are_filled=False)) == (filled, of - filled)


def test_rows_that_compare_the_same_make_one_table_benefits_first() -> None:
    content = Content("q", certainty="high", outcomes=(BLEEDING, STROKE, replace(STROKE, instead="aspirin")))

    tables = outcome_tables.of(content, fragments.render(content).paragraphs)

    assert [table.heading for table in tables] == [
        "apixaban compared with warfarin, over 1 year",
        "apixaban compared with aspirin, over 1 year",
    ]
    assert [label for label, lines in tables[0].groups if lines] == ["Possible benefits", "Possible harms"]
    (line,) = tables[0].harms
    assert [cell.words for cell in line.cells] == ["21 in 1,000 people", "31 in 1,000 people"]
    assert line.difference == "10 fewer in 1,000 people with apixaban."
    assert line.certainty == "We are confident in this."
