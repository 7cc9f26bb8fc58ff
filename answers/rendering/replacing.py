"""New words in place of a passage of a body, with the citations inside it; it knows no person and no row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from answers.rendering import markup, reading, tokens

_ENDING = re.compile(r"[.?!…]+[\"”’)\]]*\Z")


@dataclass(frozen=True)
class Replaced:
    """A body after the replacement, the new words as they are written in it, and what they do not keep."""

    html: str
    written: str
    lost: frozenset[str] = frozenset()
    """The inline tags, links among them, that stood on a part of the passage."""


@dataclass(frozen=True)
class _Spot:
    """A passage in one line, as it is written: where it begins and ends, and the tokens inside it."""

    line: int
    start: int
    end: int
    inside: tuple[tokens.Token, ...]


def replace(html: str, start: int, end: int, text: str) -> Replaced | None:
    """The body with `text` in place of a passage of what readers see; None when it leaves one line.

    Citations inside the passage stand at the end of the new words, before their full stop, unless the
    words name the source themselves. Marks stay when the whole passage has them.
    """
    body = reading.read(html)
    spot = _spot(body, start, end)
    if spot is None:
        return None
    lines = list(markup.lines(body.tree))
    runs = lines[spot.line].runs
    passage = markup.cut(runs, spot.start, spot.end)
    shared = _shared(passage)
    words = _with_citations(" ".join(text.split()), spot.inside)
    lines[spot.line] = markup.Line(
        lines[spot.line].tag,
        (
            *markup.cut(runs, 0, spot.start),
            markup.Run(words, shared.marks, shared.href),
            *markup.cut(runs, spot.end, sum(len(run.text) for run in runs)),
        ),
    )
    written = iter(lines)
    new = markup.write(body.tree, lambda _: markup.inline(next(written).runs))
    return Replaced(new, words, frozenset(mark for run in passage for mark in run.marks) - set(shared.marks))


def replace_plain(text: str, start: int, end: int, words: str) -> str | None:
    """The same for text without markup, such as the question or the lines for the doctor."""
    passage = text[start:end]
    if "\n" in passage.strip("\n") or not passage.strip():
        return None
    before = passage[: len(passage) - len(passage.lstrip())]
    after = passage[len(passage.rstrip()) :]
    return text[:start] + before + " ".join(words.split()) + after + text[end:]


def _spot(body: reading.Body, start: int, end: int) -> _Spot | None:
    offset = 0
    for number, line in enumerate(body.lines):
        if offset <= start < end <= offset + len(line.text):
            return _in_line(line, number, start - offset, end - offset)
        offset += len(line.text) + 1
    return None


def _in_line(line: reading.Line, number: int, start: int, end: int) -> _Spot | None:
    """White space at the ends of a passage stays where it is, and so does a citation beside it."""
    words = line.text[start:end]
    if not words.strip():
        return None
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    first, last = as_written(line, start), as_written(line, end - 1) + 1
    inside = (gap for gap in line.gaps if gap.start >= first and gap.end <= last)
    return _Spot(number, first, last, tuple(token for gap in inside for token in gap.tokens))


def as_written(line: reading.Line, offset: int) -> int:
    """Where a character that readers see stands in the line as it is written."""
    for gap in line.gaps:
        if gap.start > offset:
            break
        offset += gap.end - gap.start - len(gap.instead)
    return offset


def _shared(passage: tuple[markup.Run, ...]) -> markup.Run:
    """The marks that every part of the passage has; a link only when it is the same one all along."""
    links = {run.href for run in passage}
    marks = set(markup.MARKS).intersection(*(run.marks for run in passage))
    kept = tuple(mark for mark in markup.MARKS if mark in marks and (mark != "a" or len(links) == 1))
    return markup.Run("", kept, links.pop() if "a" in kept else "")


def _with_citations(text: str, inside: tuple[tokens.Token, ...]) -> str:
    """The new words with every citation of the old ones that they do not name themselves."""
    named = {item.key for token in tokens.find(text) for item in token.items or ()}
    kept = "".join(_without(token, named) for token in inside)
    if not kept:
        return text
    ending = _ENDING.search(text)
    before = text[: ending.start()] if ending else text
    return f"{before} {kept}{ending.group() if ending else ''}"


def _without(token: tokens.Token, named: set[str]) -> str:
    """The token, byte for byte, or what is left of it when some of its sources are named elsewhere."""
    left = [item for item in token.items or () if item.key not in named]
    if token.items is None or len(left) == len(token.items):
        return token.raw
    return tokens.write(left) if left else ""
