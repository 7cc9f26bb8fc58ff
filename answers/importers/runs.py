"""How numbers of sources written without gaps can be read; it knows neither text nor sources.

A run is the digits of several numbers glued together: “1234578” may be 1, 2, 3, 4, 5, 7, 8.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

Reading = tuple[int, ...]

LONGEST = 60
"""More digits than this are no citations."""

MOST_READINGS = 40
"""Nobody chooses among more; a run with more of them is left as it is."""

_MOST_RUNS = 150
"""A page with more is not weighed: every run of it is asked."""

_STEPS = 20_000
"""How long a page may be weighed; what is still open then is asked."""


def readings(digits: str, sources: int) -> tuple[Reading, ...]:
    """All strictly increasing ways to read the digits as numbers from 1 to `sources`, most numbers first."""
    if not 0 < len(digits) <= LONGEST:
        return ()
    found = islice(_readings(digits, 0, sources), MOST_READINGS + 1)
    return tuple(sorted(found, key=lambda reading: (-len(reading), reading)))


def _readings(digits: str, above: int, most: int) -> Iterator[Reading]:
    if not digits:
        yield ()
        return
    for length in _lengths(digits, most):
        number = int(digits[:length])
        if above < number <= most and _fits(digits[length:], number, most):
            for rest in _readings(digits[length:], number, most):
                yield (number, *rest)


@lru_cache(maxsize=65536)
def _fits(digits: str, above: int, most: int) -> bool:
    """Whether the rest can be read at all; keeps a hostile run from being tried in every way."""
    if not digits:
        return True
    numbers = [(int(digits[:length]), digits[length:]) for length in _lengths(digits, most)]
    return any(above < number <= most and _fits(rest, number, most) for number, rest in numbers)


def _lengths(digits: str, most: int) -> range:
    """How many digits the first number may have; no number begins with 0."""
    return range(0) if digits.startswith("0") else range(1, min(len(digits), len(str(most))) + 1)


def without_gaps(certain: frozenset[int], runs: Sequence[str]) -> tuple[tuple[Reading, ...], ...]:
    """For each run the readings that, with the page's other marks, leave out no number from 1 to the last.

    Without a list of sources nothing else says how many there are. Several readings mean: ask.
    """
    most = len(certain) + sum(len(run) for run in runs)
    if not runs or len(runs) > _MOST_RUNS or max(certain, default=0) > most:
        return tuple(() for _ in runs)
    page = _Page(certain, runs)
    found: list[dict[Reading, None]] = [{} for _ in runs]
    for sources in range(max(1, *certain) if certain else 1, most + 1):
        for place, reading in page.possible(sources):
            found[place].setdefault(reading)
    return tuple(tuple(sorted(each, key=lambda reading: (-len(reading), reading))) for each in found)


@dataclass
class _Page:
    """All marks of one page while its number of sources is tried."""

    certain: frozenset[int]
    runs: Sequence[str]
    steps: int = field(default=_STEPS)

    def possible(self, sources: int) -> Iterator[tuple[int, Reading]]:
        """The readings of each run with which some readings of the others use every source."""
        choices = [readings(run, sources) for run in self.runs]
        missing = frozenset(range(1, sources + 1)) - self.certain
        offered = {number for each in choices for reading in each for number in reading}
        if not all(choices) or missing - offered:
            return
        if any(len(each) > MOST_READINGS for each in choices):
            self.steps = 0
        for place, mine in enumerate(choices):
            others = choices[:place] + choices[place + 1 :]
            for reading in mine:
                if self._covered(missing - frozenset(reading), others):
                    yield place, reading

    def _covered(self, missing: frozenset[int], choices: list[tuple[Reading, ...]]) -> bool:
        """Whether one reading of each run can be chosen so that nothing stays missing."""
        if not missing:
            return True
        self.steps -= 1
        if self.steps < 0:
            return True
        rarest = min(missing, key=lambda number: (sum(number in r for c in choices for r in c), number))
        return any(
            self._covered(missing - frozenset(reading), choices[:place] + choices[place + 1 :])
            for place, mine in enumerate(choices)
            for reading in mine
            if rarest in reading
        )
