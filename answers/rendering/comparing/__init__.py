"""Two frozen contents compared: all that differs, field by field; it knows neither revision nor screen.

Equal contents make an empty comparison, and only they do: what no reader sees is told as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answers.content import CITED_BLOCKS, SIGNS, Content
from answers.rendering.comparing import beside, citations, rows, shapes
from answers.rendering.comparing.beside import AsideChange, PersonChange, ValueChange
from answers.rendering.comparing.citations import CitationChange
from answers.rendering.comparing.rows import Row
from answers.rendering.comparing.setting import Setting
from answers.rendering.comparing.shapes import Block
from answers.rendering.comparing.words import Cluster, Piece, Stretch, words

__all__ = [
    "AsideChange",
    "CitationChange",
    "Cluster",
    "Comparison",
    "Part",
    "PersonChange",
    "Piece",
    "Row",
    "Setting",
    "Stretch",
    "ValueChange",
    "compare",
    "words",
]

PARTS = (
    "question",
    "short_answer",
    "certainty_reason",
    *SIGNS,
    *CITED_BLOCKS[1:],
    "doctor_questions",
    "search_notes",
    "drafted_with",
)
"""The parts of an answer that are made of words, as they stand on the page."""


@dataclass(frozen=True)
class Part:
    """One part of the page with something to tell; the rows that stayed are among its rows."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Comparison:
    """All that differs between an older and a newer content.

    `is_stored_otherwise` is true when both read alike to the last citation and are still not the same.
    """

    parts: tuple[Part, ...]
    values: tuple[ValueChange, ...]
    citations: tuple[CitationChange, ...]
    set_aside: tuple[AsideChange, ...]
    byline: tuple[PersonChange, ...]
    is_stored_otherwise: bool = False

    @property
    def reads_alike(self) -> bool:
        """Whether nothing differs that anybody could read."""
        return not (self.parts or self.values or self.citations or self.set_aside or self.byline)

    @property
    def is_empty(self) -> bool:
        """Whether the two are one and the same."""
        return self.reads_alike and not self.is_stored_otherwise


def compare(old: Content, new: Content) -> Comparison:
    """What differs, the older content first."""
    before, after = ({name: _blocks(each, name) for name in PARTS} for each in (old, new))
    found = rows.of(before, after, across=CITED_BLOCKS)
    comparison = Comparison(
        parts=tuple(Part(name, found[name]) for name in PARTS if any(row.is_change for row in found[name])),
        values=beside.values(old, new),
        citations=citations.changes(old, new),
        set_aside=beside.set_aside(old, new),
        byline=beside.byline(old, new),
    )
    return replace(comparison, is_stored_otherwise=comparison.reads_alike and old != new)


def _blocks(content: Content, name: str) -> Sequence[Block]:
    if name in CITED_BLOCKS:
        return shapes.of_body(content.body(name))
    if name == "doctor_questions":
        return [shapes.of_text(each, "question") for each in content.doctor_questions]
    return [shapes.of_text(line) for line in getattr(content, name).splitlines() if line.strip()]
