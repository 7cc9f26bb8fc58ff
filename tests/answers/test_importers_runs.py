"""Glued numbers: every reading that is possible, and the ones that a page's other marks leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.importers import runs

SETS = st.sets(st.integers(1, 60), min_size=1, max_size=12).map(lambda numbers: tuple(sorted(numbers)))


def glued(numbers: tuple[int, ...]) -> str:
    return "".join(map(str, numbers))


@pytest.mark.parametrize(("sources", "count"), [(8, 1), (9, 1), (12, 1), (24, 1), (60, 1), (80, 4)])
def test_a_run_of_seven_digits_has_as_many_readings_as_the_number_of_sources_allows(
    sources: int, count: int
) -> None:
    found = runs.readings("1234578", sources)

    assert len(found) == count
    assert found[0] == (1, 2, 3, 4, 5, 7, 8)


@pytest.mark.parametrize(
    ("digits", "sources", "expected"),
    [
        ("123", 12, [(1, 2, 3)]),
        ("123", 23, [(1, 2, 3), (1, 23)]),
        ("91011", 11, [(9, 10, 11)]),
        ("1213", 13, [(1, 2, 13), (12, 13)]),
        ("21", 8, []),
        ("101", 8, []),
        ("", 8, []),
        ("12", 0, []),
    ],
)
def test_readings_increase_and_stay_within_the_number_of_sources(
    digits: str, sources: int, expected: list[runs.Reading]
) -> None:
    found = runs.readings(digits, sources)

    assert list(found) == expected


@given(SETS, st.integers(0, 40))
def test_what_was_glued_is_among_its_readings(numbers: tuple[int, ...], more: int) -> None:
    found = runs.readings(glued(numbers), numbers[-1] + more)

    assert numbers in found or len(found) > runs.MOST_READINGS


@given(st.text("0123456789", max_size=14), st.integers(0, 120))
def test_every_reading_gives_the_digits_back_and_increases(digits: str, sources: int) -> None:
    for reading in runs.readings(digits, sources):
        assert glued(reading) == digits
        assert list(reading) == sorted(set(reading))
        assert 1 <= reading[0] <= reading[-1] <= sources


@given(st.sets(st.integers(1, 9), min_size=1).map(lambda numbers: tuple(sorted(numbers))))
def test_digits_have_one_reading_within_nine_sources(numbers: tuple[int, ...]) -> None:
    assert runs.readings(glued(numbers), 9) == (numbers,)


@pytest.mark.parametrize(
    ("certain", "digits", "expected"),
    [
        ({6}, ["1234578"], [[(1, 2, 3, 4, 5, 7, 8)]]),
        (range(1, 9), ["91011"], [[(9, 10, 11)]]),
        (range(1, 12), ["1213"], [[(12, 13)]]),
        (range(1, 12), ["12"], [[(1, 2), (12,)]]),
        ({1, 2}, ["34", "56"], [[(3, 4)], [(5, 6)]]),
        (set(), ["12"], [[(1, 2)]]),
        (set(), ["45"], [[]]),
        ({40}, ["123"], [[]]),
        ({1}, [], []),
    ],
)
def test_without_a_list_the_readings_remain_that_leave_no_gap(
    certain: set[int], digits: list[str], expected: list[list[runs.Reading]]
) -> None:
    found = runs.without_gaps(frozenset(certain), digits)

    assert [list(each) for each in found] == expected


@given(st.integers(2, 14), st.data())
def test_the_true_reading_is_never_lost_on_a_page_without_gaps(sources: int, data: st.DataObject) -> None:
    numbers = list(range(1, sources + 1))
    first = data.draw(st.sets(st.sampled_from(numbers), min_size=1, max_size=8))
    glued_numbers = tuple(sorted(first))
    others = frozenset(numbers) - first

    found = runs.without_gaps(others, [glued(glued_numbers)])[0]

    assert glued_numbers in found


def test_a_page_made_to_take_long_ends_in_asking() -> None:
    hostile = ["123456789101112131415161718192021222324252627"] * 6 + [str(n) for n in range(10, 40)]

    found = runs.without_gaps(frozenset(range(1, 10)), hostile)

    assert len(found) == len(hostile)


def test_a_run_of_sixty_digits_is_weighed_quickly_and_a_longer_one_not_at_all() -> None:
    assert len(runs.readings("123456789" * 6, 10**9)) > runs.MOST_READINGS
    assert runs.readings("1" * 61, 99) == ()
