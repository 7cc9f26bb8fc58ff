"""Alignment and likeness: what is the same is found in order, and no input takes them long."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.rendering.comparing import alignment, likeness

letters = st.lists(st.sampled_from("abcdef"), max_size=30)
chance = random.Random(4)


@given(letters, letters)
def test_aligned_items_are_equal_and_keep_their_order(old: list[str], new: list[str]) -> None:
    pairs = alignment.aligned(old, new)

    assert all(old[one] == new[other] for one, other in pairs)
    assert pairs == sorted(set(pairs))
    assert [other for _, other in pairs] == sorted({other for _, other in pairs})


@given(letters)
def test_equal_sequences_are_aligned_whole(items: list[str]) -> None:
    assert alignment.aligned(items, list(items)) == [(place, place) for place in range(len(items))]


@given(letters, letters)
def test_one_item_put_in_leaves_everything_else_aligned(before: list[str], after: list[str]) -> None:
    pairs = alignment.aligned([*before, *after], [*before, "new", *after])

    assert len(pairs) == len(before) + len(after)


@given(st.lists(st.integers(0, 20), max_size=12))
def test_a_rising_run_is_as_long_as_can_be(numbers: list[int]) -> None:
    found = [numbers[place] for place in alignment.rising(numbers)]

    assert all(one < other for one, other in pairwise(found))
    assert len(found) == _longest(numbers)


def _longest(numbers: Sequence[int]) -> int:
    lengths: list[int] = []
    for place, number in enumerate(numbers):
        shorter = [lengths[each] for each in range(place) if numbers[each] < number]
        lengths.append(1 + max(shorter, default=0))
    return max(lengths, default=0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["a"] * 20_000, ["a"] * 19_000 + ["b"]),
        (chance.choices("ab", k=20_000), chance.choices("ab", k=20_000)),
        (["a", "b"] * 10_000, ["b", "a"] * 10_000),
        ([str(each) for each in range(20_000)], [str(each) for each in range(20_000, 0, -1)]),
    ],
    ids=["one word", "two words at random", "two words in turn", "back to front"],
)
def test_hostile_sequences_take_no_longer_than_long_ones(old: list[str], new: list[str]) -> None:
    began = time.process_time()
    alignment.aligned(old, new)

    assert time.process_time() - began < 1


def test_a_rewritten_text_is_found_wherever_it_stands() -> None:
    old = ["Rest helps most people.", "Water is good for you.", "Sleep well."]
    new = ["Water is often good for you.", "Nothing of this.", "Rest helps nearly all people."]

    assert likeness.paired(old, new) == [(0, 2), (1, 0)]


def test_texts_without_common_words_are_not_one() -> None:
    assert likeness.paired(["Rest helps."], ["Water cures."]) == []


def test_the_fewest_texts_are_told_as_moved() -> None:
    assert likeness.moved([(0, 3), (1, 0), (2, 1), (3, 2)]) == {(0, 3)}


def test_thousands_of_lookalikes_take_no_square_of_time() -> None:
    old = [f"{place % 37} and {place % 41}" for place in range(4000)]
    new = [f"{place % 41} or {place % 37}" for place in range(4000)]

    began = time.process_time()
    likeness.paired(old, new)

    assert time.process_time() - began < 2
