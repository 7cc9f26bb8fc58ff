"""Where numbers of sources stand, and which numbers are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.importers import marks


def read(text: str, words: set[str] | None = None) -> list[tuple[str, bool]]:
    return [(mark.text, mark.is_unsure) for mark in marks.find(text, words or set())]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("It helped many patients 6.", "6"),
        ("It helped many patients  6.", "6"),
        ("Many took apixaban6.", "6"),
        ("Many took apixaban6 and slept.", "6"),
        ("It helped.6 Others slept.", "6"),
        ("It helped,6 they said.", "6"),
        ("It helped.6", "6"),
        ("It helped. 6", "6"),
        ("“It helped.”6 Others slept.", "6"),
        ("It helped most (not all)6.", "6"),
        ("They listed others (heat, sleep) 1234578.", "1234578"),
        ("They listed others1234578.", "1234578"),
        ("It helped [6].", "6"),
        ("It helped [1,2] and lasted.", "1,2"),
        ("It helped [1-5].", "1-5"),
        ("It helped [1, 2; 4–6].", "1, 2; 4–6"),
        ("It helped⁶.", "⁶"),
        ("It helped.⁶˒⁷ Others slept.", "⁶˒⁷"),
        ("It helped patients 6,7.", "6,7"),
        ("It helped patients6,7.", "6,7"),
        ("It helped.1–5 Others slept.", "1–5"),
        ("It is a follow-up6.", "6"),
        ("Did it help patients 6?", "6"),
        ("(It helped patients 6).", "6"),
        ("It was approved in 2024 6.", "6"),
        ("It may cause fever (CRS) 6.", "6"),
    ],
)
def test_a_number_in_the_place_of_a_citation_is_a_mark(text: str, written: str) -> None:
    assert read(text) == [(written, False)]


@pytest.mark.parametrize(
    "text",
    [
        "It began in 2025.",
        "It blocks the IL-6 receptor.",
        "It blocks IL-6.",
        "It helped 75%.",
        "It helped about 75% of them.",
        "They carry CD3.",
        "They carry CD3 cells.",
        "It was tried in phase 3.",
        "They asked 10 doctors.",
        "Fever of grade 2+.",
        "The result was p = 0.05.",
        "The result was p = 5.",
        "They took 5 mg.",
        "They took 5 mg twice.",
        "People aged 65.",
        "It affects 1 of 8.",
        "It cost 1,000.",
        "The studies held 1,250.",
        "Over 10⁹ cells.",
        "A weight of 30 kg/m².",
        "The protein p53.",
        "It causes covid19.",
        "See Fig.6 for more.",
        "See e.g.6 for more.",
        "A ratio of 1:6.",
        "Vitamin D3.",
        "Visits at weeks 4, 8.",
        "Version2.0 is out.",
        "Write to a@b.6 for more.",
        "At 10:30.",
        "A fever over 38.5.",
        "See chapter 3.6.2.",
        "HER2.",
        "6.",
        "[6] begins the line.",
        "In [2025] it began.",
    ],
)
def test_years_doses_and_names_are_left_alone(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Fever is common with CRS6.", "6"),
        ("They slept after dose 2.", "2"),
        ("It helped patients 6, and others.", "6"),
        ("It was published.2025 Others slept.", "2025"),
        ("They measured HbA1c 7.", "7"),
        ("It helped 75%6.", "6"),
        ("It blocks JAK 2.", "2"),
        ("They counted 3 6.", "6"),
    ],
)
def test_a_number_that_may_be_something_else_is_asked_about(text: str, written: str) -> None:
    assert read(text, {"CRS"}) == [(written, True)]


def test_a_short_name_that_stands_elsewhere_without_a_number_may_be_cited() -> None:
    assert read("It prevents CRS 6.", {"CRS"}) == [("6", False)]


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("6,7", (6, 7)),
        ("1-5", (1, 2, 3, 4, 5)),
        ("1–3, 7; 9", (1, 2, 3, 7, 9)),
        ("7,6", ()),
        ("5-1", ()),
        ("6,6", ()),
        ("1-900", ()),
        ("1,000", ()),
        ("0", ()),
    ],
)
def test_a_list_says_itself_which_sources_it_means(written: str, numbers: tuple[int, ...]) -> None:
    assert marks.explicit(written) == numbers


def test_numbers_that_are_no_marks_are_named() -> None:
    text = "In 2025, 10 doctors gave 5 mg against IL-6 to patients 6."

    assert list(marks.left_alone(text, marks.find(text))) == ["2025", "10", "5", "IL-6"]


@given(st.text(st.sampled_from("aB6 .,;:[]-–%()“”⁶1920\n/CD"), max_size=40))
def test_marks_never_overlap_and_hold_their_text(text: str) -> None:
    end = 0
    for mark in marks.find(text):
        assert mark.start >= end
        assert mark.text in text[mark.start : mark.end]
        end = mark.end
