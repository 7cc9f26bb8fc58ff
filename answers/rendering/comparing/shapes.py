"""The blocks of a body one after another, each with its shape: paragraph, heading, list item, table row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from answers.rendering import markup, reading
from answers.rendering.comparing import words

BETWEEN_CELLS = " | "

PARAGRAPH = "paragraph"
_SHAPES = {"h3": "heading 3", "h4": "heading 4", "blockquote": "quote", "ul": "bullet", "ol": "number"}


@dataclass(frozen=True)
class Block:
    """One block: `shape` is a word such as “paragraph”, “heading 3”, “bullet” or “bullet bullet”."""

    shape: str
    line: words.Line


@dataclass(frozen=True)
class _Place:
    """The shape of a line, and the number of the table row whose cell it is."""

    shape: str
    row: int


def of_body(html: str) -> tuple[Block, ...]:
    """The blocks of a body as readers see them; the cells of a row are one block."""
    body = reading.read(html)
    placed = list(zip(_places(body.tree, (), 0, count(1)), body.lines, strict=True))
    blocks: list[Block] = []
    for row, group in groupby(placed, key=lambda each: each[0].row):
        cells = list(group)
        if row:
            blocks.append(_row(cells))
        else:
            blocks.extend(Block(place.shape, words.of_line(line)) for place, line in cells)
    return tuple(block for block in blocks if block.line.words)


def of_text(text: str, shape: str = PARAGRAPH) -> Block:
    """A line of plain text as one block."""
    return Block(shape, words.of_line(reading.Line("", text, (markup.Run(text),), ())))


def _places(tree: markup.Tree, around: tuple[str, ...], row: int, rows: Iterator[int]) -> Iterator[_Place]:
    """Where each line of a tree stands, in reading order."""
    for node in tree:
        inside = (*around, node.tag)
        if isinstance(node, markup.Line):
            yield _Place(_shape(inside), row)
        else:
            yield from _places(node.children, inside, next(rows) if node.tag == "tr" else row, rows)


def _shape(tags: Sequence[str]) -> str:
    if "tr" in tags:
        return "heading row" if "th" in tags else "row"
    return " ".join(_SHAPES[tag] for tag in tags if tag in _SHAPES) or PARAGRAPH


def _row(cells: Sequence[tuple[_Place, reading.Line]]) -> Block:
    """One line of all its cells; a row is a heading when every cell is."""
    runs: list[markup.Run] = []
    marks: list[reading.Mark] = []
    length = 0
    for _, cell in cells:
        if runs:
            runs.append(markup.Run(BETWEEN_CELLS))
            length += len(BETWEEN_CELLS)
        marks.extend(
            reading.Mark(mark.position + length, mark.place + length, mark.token) for mark in cell.marks
        )
        runs.extend(cell.runs)
        length += len(cell.text)
    shape = "heading row" if all(place.shape == "heading row" for place, _ in cells) else "row"
    read = reading.Line("", "".join(run.text for run in runs), tuple(runs), tuple(marks))
    return Block(shape, words.of_line(read))
