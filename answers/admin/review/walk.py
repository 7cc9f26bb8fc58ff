"""The walk through what still waits for one person's look, claim by claim; it decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from answers.admin.review.checks import NeedShown

BEGINNING = "first"
"""Asked for by the address: wherever the walk begins."""


@dataclass(frozen=True)
class Walk:
    """How many checks wait for the person, how many for others, and the one that the address asks for."""

    count: int
    elsewhere: int = 0
    first: str = ""
    here: str = ""


def lead(needs: Mapping[int, list[NeedShown]], asked: str = "") -> tuple[dict[int, list[NeedShown]], Walk]:
    """The same needs, each with the way to the next and the one before that wait; the walk goes round."""
    every = [need for of_sentence in needs.values() for need in of_sentence]
    waiting = [need.key for need in every if need.waits]
    here = waiting[0] if asked == BEGINNING and waiting else asked
    after, before = _ways(every, waiting), _ways(reversed(every), waiting[::-1])
    led = {
        number: [
            replace(each, next=after[each.key], previous=before[each.key], is_here=each.key == here)
            for each in of_sentence
        ]
        for number, of_sentence in needs.items()
    }
    elsewhere = sum(need.state == "open" and not need.waits for need in every)
    return led, Walk(len(waiting), elsewhere, waiting[0] if waiting else "", here)


def _ways(every: Iterable[NeedShown], waiting: list[str]) -> dict[str, str]:
    """From each place to the next that waits; from the last to the first, and from the only one nowhere."""
    ways: dict[str, str] = {}
    passed = 0
    for need in every:
        passed += need.waits
        onward = waiting[passed] if passed < len(waiting) else next(iter(waiting), "")
        ways[need.key] = onward if onward != need.key else ""
    return ways
