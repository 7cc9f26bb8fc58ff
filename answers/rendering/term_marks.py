"""How the first use of each explained term is marked in a text: a quiet link that changes no word."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from answers.rendering import reading
from answers.rendering.terms import Glossary, Spot, Term

UNMARKED = frozenset({"h3", "h4"})
"""A heading stays as calm as it is; the first use after it is marked."""

Insertion = tuple[int, str]


class Marker:
    """Marks each term once, line by line in reading order."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._left = set(glossary.terms)

    def merged(self, line: reading.Line, found: list[Insertion]) -> list[Insertion]:
        """What stands between the words of a line, with the marks of terms among it.

        No mark reaches into a link, over a citation mark or over the end of a sentence. One that ends where
        something else stands ends before it, one that begins there begins after it.
        """
        if not self._left or line.tag in UNMARKED:
            return found
        kept: list[Insertion] = []
        rest = list(reversed(found))
        for spot in self._spots(line, frozenset(at for at, _ in found)):
            while rest and rest[-1][0] <= spot.start:
                kept.append(rest.pop())
            kept += [(spot.start, _opening(spot.term)), (spot.end, "</a>")]
        return kept + rest[::-1]

    def _spots(self, line: reading.Line, taken: frozenset[int]) -> Iterator[Spot]:
        """The first uses in this line that may be marked, and are from now on."""
        linked = _linked(line)
        for spot in self._glossary.find(line.text):
            inside = range(spot.start + 1, spot.end)
            is_over = any(at in taken for at in inside) or any(
                start < spot.end and spot.start < end for start, end in linked
            )
            if spot.term in self._left and not is_over:
                self._left.discard(spot.term)
                yield spot


def _linked(line: reading.Line) -> list[tuple[int, int]]:
    """Where links and code stand in a line."""
    found, position = [], 0
    for run in line.runs:
        after = position + len(run.text)
        if "a" in run.marks or "code" in run.marks:
            found.append((position, after))
        position = after
    return found


def _opening(term: Term) -> str:
    return f'<a class="term" role="doc-glossref" href="#{escape(term.name)}">'
