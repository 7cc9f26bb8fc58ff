"""A page's paragraphs as restricted HTML with citation tokens; it knows no database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from answers.importers.decisions import Decisions, Place
from answers.importers.paragraphs import Paragraph
from answers.importers.runs import Reading
from answers.rendering import tokens
from answers.rendering.tokens import Item

_STOP = re.compile(r"[.,?!…]+(?!\d)[\"”’»]*")
_LONGEST_TOKEN = 280


def write(block: str, paragraphs: Sequence[Paragraph], decisions: Decisions, keys: Mapping[int, str]) -> str:
    """The body of one block; each decided mark becomes a token after the stop that follows it."""
    lines = [
        (each.kind, _line(each.text, decisions.of(block, place), keys))
        for place, each in enumerate(paragraphs)
    ]
    return "".join(
        _box(kind, [text for _, text in group]) for kind, group in groupby(lines, lambda line: line[0])
    )


def _box(kind: str, lines: list[str]) -> str:
    if kind in ("ul", "ol"):
        return f"<{kind}>{''.join(f'<li>{line}</li>' for line in lines)}</{kind}>"
    return "".join(f"<{kind}>{line}</{kind}>" for line in lines)


def _line(text: str, places: Sequence[Place], keys: Mapping[int, str]) -> str:
    written = []
    position = 0
    for place in places:
        written.append(_plain(text[position : place.mark.start]))
        stop = _STOP.match(text, place.mark.end)
        position = stop.end() if stop else place.mark.end
        written.append(_plain(text[place.mark.end : position]))
        written.extend(_tokens(place.reading, keys))
    written.append(_plain(text[position:]))
    return "".join(written)


def _plain(text: str) -> str:
    return escape(text.replace("[@", "\\[@"), quote=False)


def _tokens(reading: Reading, keys: Mapping[int, str]) -> Iterator[str]:
    """One token, or several side by side where one would be longer than the grammar reads."""
    items: list[Item] = []
    for number in reading:
        item = Item(keys[number])
        if items and len(tokens.write([*items, item])) > _LONGEST_TOKEN:
            yield tokens.write(items)
            items = []
        items.append(item)
    yield tokens.write(items)
