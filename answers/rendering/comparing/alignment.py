"""Which items two sequences share, in order, in a time that no input can blow up; it knows no text.

`difflib` takes the square of the length for repeated words, and its cube for hostile ones. Here items that
stand once on both sides are anchors, and between two anchors the search gives up after MOST_EDITS.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

Pair = tuple[int, int]

MOST_EDITS = 128
"""Of one stretch between anchors; with more it is told as taken out and put in as a whole."""

MOST_ROUNDS = 6
"""How often what lies between two anchors is searched for anchors of its own."""


@dataclass(frozen=True)
class _Gap:
    """A stretch of both sequences that is still to be searched."""

    old: int
    old_end: int
    new: int
    new_end: int
    round: int = 0

    @property
    def is_open(self) -> bool:
        return self.old < self.old_end and self.new < self.new_end


def aligned(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """The positions of equal items, growing on both sides."""
    pairs: list[Pair] = []
    gaps = [_Gap(0, len(old), 0, len(new))]
    while gaps:
        gap = gaps.pop()
        gap, ends = _without_ends(old, new, gap)
        pairs.extend(ends)
        if not gap.is_open:
            continue
        anchors = _anchors(old, new, gap) if gap.round < MOST_ROUNDS else []
        if anchors:
            pairs.extend(anchors)
            gaps.extend(_between(gap, anchors))
        else:
            pairs.extend(_edited(old, new, gap))
    return sorted(pairs)


def rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest run of numbers that only rises; the rest stands out of order."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(places[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
    found = []
    place = places[-1] if places else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]


def _without_ends(old: Sequence[Hashable], new: Sequence[Hashable], gap: _Gap) -> tuple[_Gap, list[Pair]]:
    """What both have at the beginning and at the end, and what lies between."""
    first, other, last, other_last = gap.old, gap.new, gap.old_end, gap.new_end
    pairs = []
    while first < last and other < other_last and old[first] == new[other]:
        pairs.append((first, other))
        first, other = first + 1, other + 1
    while first < last and other < other_last and old[last - 1] == new[other_last - 1]:
        last, other_last = last - 1, other_last - 1
        pairs.append((last, other_last))
    return _Gap(first, last, other, other_last, gap.round), pairs


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], gap: _Gap) -> list[Pair]:
    """The items that stand exactly once on both sides of the gap, as many as keep their order."""
    places = _once(old, range(gap.old, gap.old_end))
    others = _once(new, range(gap.new, gap.new_end))
    shared = [(place, others[item]) for item, place in places.items() if item in others]
    return [shared[each] for each in rising([new_place for _, new_place in shared])]


def _once(items: Sequence[Hashable], places: range) -> dict[Hashable, int]:
    counts = Counter(items[place] for place in places)
    return {items[place]: place for place in places if counts[items[place]] == 1}


def _between(gap: _Gap, anchors: Iterable[Pair]) -> Iterator[_Gap]:
    first, other = gap.old, gap.new
    for old_place, new_place in [*anchors, (gap.old_end, gap.new_end)]:
        yield _Gap(first, old_place, other, new_place, gap.round + 1)
        first, other = old_place + 1, new_place + 1


def _edited(old: Sequence[Hashable], new: Sequence[Hashable], gap: _Gap) -> list[Pair]:
    """The pairs of a shortest edit (Myers 1986), or none when it needs more than MOST_EDITS."""
    one, other = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
    trace = _furthest(one, other)
    if not trace:
        return []
    pairs = []
    x, y = len(one), len(other)
    for edits in range(len(trace) - 1, 0, -1):
        reached, k = trace[edits], x - y
        from_k = k + 1 if _is_down(reached, edits, k) else k - 1
        before, before_y = reached[from_k], reached[from_k] - from_k
        while x > before and y > before_y:
            x, y = x - 1, y - 1
            pairs.append((gap.old + x, gap.new + y))
        x, y = before, before_y
    pairs.extend((gap.old + place, gap.new + place) for place in range(x))
    return pairs


def _furthest(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[dict[int, int]]:
    """For each number of edits how far each diagonal had come before it; empty when it takes too many."""
    reached = {1: 0}
    trace = []
    for edits in range(min(MOST_EDITS, len(one) + len(other)) + 1):
        trace.append(dict(reached))
        for k in range(-edits, edits + 1, 2):
            x = reached[k + 1] if _is_down(reached, edits, k) else reached[k - 1] + 1
            while x < len(one) and x - k < len(other) and one[x] == other[x - k]:
                x += 1
            reached[k] = x
            if x >= len(one) and x - k >= len(other):
                return trace
    return []


def _is_down(reached: dict[int, int], edits: int, k: int) -> bool:
    """Whether the furthest way to this diagonal puts an item in, rather than taking one out."""
    return k == -edits or (k != edits and reached[k - 1] < reached[k + 1])
