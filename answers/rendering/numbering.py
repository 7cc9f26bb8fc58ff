"""Which number each source has on a page, and how numbers and letters are printed; it knows no HTML."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from answers.content import Content
from answers.rendering import claims, tokens

_PART = re.compile(r"\s*(\d+)(?:\s*[-–]\s*(\d+))?\s*")


@dataclass(frozen=True)
class Numbering:
    """The cited sources in the order of their first use; the first has number 1."""

    keys: tuple[str, ...] = ()

    def number(self, key: str) -> int | None:
        """The number of a source, or None when no number on the page leads to it."""
        return self.keys.index(key) + 1 if key in self.keys else None

    def as_dict(self) -> dict[str, int]:
        """Key to number."""
        return {key: number for number, key in enumerate(self.keys, start=1)}


def number(content: Content) -> Numbering:
    """The numbers of an answer's sources: by first use across its cited blocks.

    A use that is not relevant gives no number, nor does a key whose work is not part of the content.
    """
    roles = {(use.claim_hash, use.source_key): use.role for use in content.uses}
    known = {work.key for work in content.works}
    used = (
        item.key
        for claim in claims.claims(content)
        for item in claim.items
        if is_numbered(claim, item, roles) and item.key in known
    )
    return Numbering(tuple(dict.fromkeys(used)))


def is_numbered(claim: claims.Claim, item: tokens.Item, roles: dict[tuple[str, str], str]) -> bool:
    """Whether a use stands in its cluster: every role but “not relevant” does."""
    return roles.get((claim.hash, item.key)) != "not_relevant"


def segments(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """The numbers sorted, each once, with three or more in a row joined to (first, last)."""
    return tuple(part for run in _runs(sorted(set(numbers))) for part in _joined(run))


def format_run(numbers: Collection[int]) -> str:
    """How a cluster is printed: 1, 2, 3, 5 as “1-3, 5”, but 1, 2 as “1, 2”."""
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in segments(numbers))


def expand(text: str) -> list[int]:
    """The numbers that a printed cluster stands for; raises ValueError for anything else."""
    numbers: list[int] = []
    for part in text.split(",") if text.strip() else ():
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError(f"“{part.strip()}” is neither a number nor a run of numbers.")
        first = int(match.group(1))
        numbers.extend(range(first, int(match.group(2) or first) + 1))
    return numbers


def letters(place: int) -> str:
    """The letter of a back-link: 1 is a, 26 is z, 27 is aa."""
    written = ""
    while place > 0:
        place, rest = divmod(place - 1, 26)
        written = chr(ord("a") + rest) + written
    return written


def _runs(numbers: list[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for each in numbers:
        if run and each != run[-1] + 1:
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _joined(run: list[int]) -> Iterator[tuple[int, int]]:
    if len(run) >= 3:
        yield run[0], run[-1]
    else:
        yield from ((each, each) for each in run)
