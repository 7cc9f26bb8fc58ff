"""Numbers: first use decides, runs are joined from three on, and say what they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.content import Content, Use
from answers.rendering import claims, numbering
from sources.formatting import Work


def content(
    short_answer: str = "", research: str = "", unknowns: str = "", uses: tuple[Use, ...] = ()
) -> Content:
    works = tuple(Work(key=key) for key in "abcdef")
    return Content(
        "q", short_answer=short_answer, research=research, unknowns=unknowns, uses=uses, works=works
    )


@pytest.mark.parametrize(
    ("numbers", "printed"),
    [
        ([1, 2, 3, 4, 5, 7, 8], "1-5, 7, 8"),
        ([1, 2], "1, 2"),
        ([1, 2, 3], "1-3"),
        ([1, 2, 3, 5], "1-3, 5"),
        ([3, 1, 2, 2], "1-3"),
        ([7, 7, 7], "7"),
        ([1, 2, 4, 5, 6, 9], "1, 2, 4-6, 9"),
        ([10, 11, 12, 100], "10-12, 100"),
        ([], ""),
    ],
)
def test_a_run_joins_three_or_more_in_a_row_and_never_skips_a_gap(numbers: list[int], printed: str) -> None:
    assert numbering.format_run(numbers) == printed


@given(st.sets(st.integers(1, 60)))
def test_a_printed_run_stands_for_exactly_its_numbers(numbers: set[int]) -> None:
    assert numbering.expand(numbering.format_run(numbers)) == sorted(numbers)


@given(st.sets(st.integers(1, 60), min_size=1))
def test_no_two_numbers_of_a_run_are_glued(numbers: set[int]) -> None:
    parts = numbering.format_run(numbers).replace("-", ", ").split(", ")

    assert {int(part) for part in parts} <= numbers


@pytest.mark.parametrize("text", ["1 2", "a", "1,,2", "1-2-3"])
def test_what_is_no_run_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="neither a number nor a run"):
        numbering.expand(text)


@pytest.mark.parametrize(
    ("place", "letter"), [(1, "a"), (26, "z"), (27, "aa"), (30, "ad"), (52, "az"), (703, "aaa")]
)
def test_back_links_are_lettered_beyond_z(place: int, letter: str) -> None:
    assert numbering.letters(place) == letter


def test_numbers_follow_first_use_across_the_blocks_in_reading_order() -> None:
    numbers = numbering.number(content("<p>One [@c].</p>", "<p>Two [@b; @c].</p>", "<p>Three [@a; @b].</p>"))

    assert numbers.as_dict() == {"c": 1, "b": 2, "a": 3}


def test_a_use_that_is_not_relevant_gives_no_number() -> None:
    (claim,) = claims.claims(content("<p>One [@a; @b].</p>"))
    uses = (Use(claim.hash, "a", role="not_relevant"),)

    numbers = numbering.number(content("<p>One [@a; @b].</p>", "<p>Two [@c; @a].</p>", uses=uses))

    assert numbers.keys == ("b", "c", "a")


def test_a_key_without_a_work_gives_no_number() -> None:
    numbers = numbering.number(content("<p>One [@nobody]. Two [@a].</p>"))

    assert numbers.keys == ("a",)
    assert numbers.number("nobody") is None
