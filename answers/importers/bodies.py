"""A page's text as restricted HTML with citation tokens; it knows no database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from answers.importers import raised
from answers.importers.decisions import Decisions, Place
from answers.importers.runs import Reading
from answers.rendering import markup, tokens
from answers.rendering.markup import Line, Run, Tree
from answers.rendering.tokens import Item

_STOP = re.compile(r"[.,?!…]+(?!\d)[\"”’»]*")
_TOKEN_BEGINS = re.compile(r"\[@")
_LONGEST_TOKEN = 280


def write(block: str, tree: Tree, decisions: Decisions, keys: Mapping[int, str]) -> str:
    """The body of one block; each decided mark becomes a token after the stop that follows it."""
    places = count()
    return markup.write(tree, lambda line: _line(line, decisions.of(block, next(places)), keys))


def _line(line: Line, places: Sequence[Place], keys: Mapping[int, str]) -> str:
    written: list[Run] = []
    position = 0
    for place in places:
        written.extend(_escaped(markup.cut(line.runs, position, place.mark.start)))
        stop = _STOP.match(line.text, place.mark.end)
        position = stop.end() if stop else place.mark.end
        written.extend(_escaped(markup.cut(line.runs, place.mark.end, position)))
        written.extend(Run(token) for token in _tokens(place.reading, keys))
    written.extend(_escaped(markup.cut(line.runs, position, len(line.text))))
    return markup.inline(written)


def _escaped(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs with a backslash before what could be taken for a token, and without links to notes."""
    runs = [_unlinked(run) for run in runs]
    text = "".join(run.text for run in runs)
    position = 0
    for found in _TOKEN_BEGINS.finditer(text):
        yield from markup.cut(runs, position, found.start())
        yield Run("\\")
        position = found.start()
    yield from markup.cut(runs, position, len(text))


def _unlinked(run: Run) -> Run:
    """A mark that was left in the text leads nowhere on the new page."""
    marks = tuple(mark for mark in run.marks if mark != "a") if raised.is_note(run) else run.marks
    return Run(run.text.replace(raised.APART, ","), marks, "" if raised.is_note(run) else run.href)


def _tokens(reading: Reading, keys: Mapping[int, str]) -> Iterator[str]:
    """One token, or several side by side where one would be longer than the grammar reads."""
    items: list[Item] = []
    for key in dict.fromkeys(keys[number] for number in reading):
        item = Item(key)
        if items and len(tokens.write([*items, item])) > _LONGEST_TOKEN:
            yield tokens.write(items)
            items = []
        items.append(item)
    yield tokens.write(items)
