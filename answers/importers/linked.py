"""Marks that link to notes, given the number of their source; it knows no list and no file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answers.importers import documents, raised
from answers.importers.listed import ReferenceList
from answers.rendering.markup import Box, Line, Run

_FIGURES = re.compile(rf"[\s\[\]()\d,;{raised.APART}–-]*\d[\s\[\]()\d,;{raised.APART}–-]*")


def resolved(node: Box | Line, found: ReferenceList) -> Box | Line:
    """The same block; each link to a note leads to a number, and a remark stands in brackets."""
    if isinstance(node, Line):
        return Line(node.tag, tuple(documents.parted(list(_runs(node, found)))))
    return Box(node.tag, tuple(resolved(child, found) for child in node.children))


def without_marks(line: Line) -> str:
    """What a line says, without the numbers of sources that its format marks."""
    kept = (
        run.text
        for run in line.runs
        if not raised.is_note(run) and not ("sup" in run.marks and _FIGURES.fullmatch(run.text))
    )
    return " ".join("".join(kept).split())


def _runs(line: Line, found: ReferenceList) -> Iterator[Run]:
    for run in line.runs:
        name = run.href.removeprefix(raised.NOTE)
        if not raised.is_note(run):
            yield run
        elif name in found.numbers:
            yield Run(run.text, run.marks, f"{raised.NOTE}{found.numbers[name]}")
        elif text := found.remarks.get(name, ""):
            yield Run(f" ({text.rstrip('.')})")
        elif name not in found.remarks:
            yield Run(run.text, tuple(mark for mark in run.marks if mark != "a"))
