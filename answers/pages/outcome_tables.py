"""Possible benefits and harms as readers see them: tables of equal people, with a picture of them.

It counts and sets, and says nothing that the rows do not say. A picture is drawn by filling so many of so
many figures, so that it is read without colour too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from answers.content import Content
from answers.models import Certainty
from answers.outcomes import BENEFIT, Outcome, number
from answers.rendering.fragments import Paragraph

WIDTH, HEIGHT = 8, 10
"""One figure of a picture."""

COLUMNS = {100: 20, 1_000: 50, 10_000: 125}
"""How many figures stand beside each other, by how many people a row counts."""


@dataclass(frozen=True)
class Box:
    """A rectangle of figures that are all filled, or all empty."""

    x: int
    y: int
    width: int
    height: int
    is_filled: bool

    def drawn(self) -> Box:
        """The same, counted in figures before and in their measure now."""
        return Box(
            x=self.x * WIDTH,
            y=self.y * HEIGHT,
            width=self.width * WIDTH,
            height=self.height * HEIGHT,
            is_filled=self.is_filled,
        )


@dataclass(frozen=True)
class Picture:
    """So many of so many people, as rectangles of figures."""

    filled: int
    width: int
    height: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Cell:
    """To how many people it happens: in words, and as a picture."""

    label: str
    words: str
    picture: Picture
    described: str


@dataclass(frozen=True)
class Line:
    """One row as readers see it: what could happen, to how many with it and without it, how sure we are."""

    outcome: str
    is_benefit: bool
    marks: str
    time: str
    cells: tuple[Cell, Cell]
    difference: str
    certainty: str


@dataclass(frozen=True)
class Table:
    """The rows that compare the same; a time that all of them share is said once, above them."""

    heading: str
    with_label: str
    without_label: str
    benefits: tuple[Line, ...]
    harms: tuple[Line, ...]

    @property
    def groups(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        """Benefits first, then harms, each under its own words; both are told where both are there."""
        yield _("Possible benefits"), self.benefits
        yield _("Possible harms"), self.harms


def of(content: Content, paragraphs: Iterable[Paragraph]) -> tuple[Table, ...]:
    """The tables of a content, in the order of its rows; `paragraphs` hold the marks of each row."""
    marks = [each.marks for each in paragraphs if each.block == "outcomes"]
    rows = list(zip(content.outcomes, marks, strict=False))
    return tuple(_table(content, list(same)) for _key, same in groupby(rows, lambda pair: pair[0].compared))


def picture(filled: int, of_people: int) -> Picture:
    """So many figures filled, row by row from the first; the others are only drawn round."""
    columns = COLUMNS.get(of_people, 20)
    lines = -(-of_people // columns)
    full, rest = divmod(filled, columns)
    boxes = (
        Box(x=0, y=0, width=columns, height=full, is_filled=True),
        Box(x=0, y=full, width=rest, height=1, is_filled=True),
        Box(x=rest, y=full, width=columns - rest, height=1, is_filled=False),
        Box(x=0, y=full + 1, width=columns, height=lines - full - 1, is_filled=False),
    )
    drawn = tuple(box.drawn() for box in boxes if box.width > 0 and box.height > 0 and box.y < lines)
    return Picture(filled, columns * WIDTH, lines * HEIGHT, drawn)


def _table(content: Content, rows: list[tuple[Outcome, str]]) -> Table:
    option, instead = rows[0][0].compared
    times = {row.time for row, _marks in rows}
    shared = times.pop() if len(times) == 1 else ""
    lines = [(row, _line(content, row, marks, shared)) for row, marks in rows]
    return Table(
        heading=_heading(option, instead, shared),
        with_label=_("With %(option)s") % {"option": option},
        without_label=_("With %(option)s") % {"option": instead} if instead else _("Without it"),
        benefits=tuple(line for row, line in lines if row.direction == BENEFIT),
        harms=tuple(line for row, line in lines if row.direction != BENEFIT),
    )


def _heading(option: str, instead: str, time: str) -> str:
    told = {"option": option, "instead": instead, "time": time}
    compared = _("%(option)s compared with %(instead)s") if instead else _("%(option)s compared with none")
    return (f"{compared}, {_('over %(time)s')}" if time else compared) % told


def _line(content: Content, row: Outcome, marks: str, shared_time: str) -> Line:
    sure = row.certainty or content.certainty
    return Line(
        outcome=row.outcome,
        is_benefit=row.direction == BENEFIT,
        marks=marks,
        time="" if row.time == shared_time else row.time,
        cells=(
            _cell(content, row, row.with_option, row.option),
            _cell(content, row, row.without, row.instead),
        ),
        difference=_difference(content, row),
        certainty=str(Certainty(sure).label) if sure in Certainty.values else "",
    )


def _cell(content: Content, row: Outcome, people: int, option: str) -> Cell:
    told = {"n": number(people, content.language), "of": number(row.denominator, content.language)}
    return Cell(
        label=_("With %(option)s") % {"option": option} if option else _("Without it"),
        words=_("%(n)s in %(of)s people") % told,
        picture=picture(people, row.denominator),
        described=_("A picture of %(of)s people; %(n)s of them are filled in.") % told,
    )


def _difference(content: Content, row: Outcome) -> str:
    """The sum nobody should have to do."""
    more = row.with_option - row.without
    told = {
        "n": number(abs(more), content.language),
        "of": number(row.denominator, content.language),
        "option": row.option,
    }
    if not more:
        return _("No difference in %(of)s people.") % told
    words = (
        _("%(n)s more in %(of)s people with %(option)s.")
        if more > 0
        else _("%(n)s fewer in %(of)s people with %(option)s.")
    )
    return words % told
