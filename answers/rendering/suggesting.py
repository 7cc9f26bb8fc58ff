"""What a changed body suggests, passage by passage: words in place of words; it knows no row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from answers.rendering import markup, reading, replacing
from answers.rendering.comparing import alignment, likeness

Hunk = tuple[int, int, int, int]


@dataclass(frozen=True)
class Suggested:
    """A passage of the old body, counted in what readers see, and the words that should stand there."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Suggestions:
    """Every passage that changed. `is_whole` says whether taking all of them gives the new body."""

    passages: tuple[Suggested, ...]
    is_whole: bool


@dataclass(frozen=True)
class _Line:
    """One line as readers see it and as it is written; `offset` is where it begins in its body."""

    line: reading.Line
    written: str
    offset: int

    @cached_property
    def sentences(self) -> list[str]:
        """Each sentence as it is written, with every citation that belongs to it."""
        starts = [replacing.as_written(self.line, start) for start, _ in self.line.sentences]
        return [
            self.written[start:end].strip()
            for start, end in zip(starts, [*starts[1:], len(self.written)], strict=True)
        ]

    def between(self, start: int, end: int) -> str:
        """What is written between two places of what readers see."""
        first, last = replacing.as_written(self.line, start), replacing.as_written(self.line, end - 1)
        return self.written[first : last + 1]


def suggestions(old: str, new: str) -> Suggestions:
    """The changed sentences of each line; what no passage can say (a new paragraph, a citation taken away,
    bold) leaves the rest not whole."""
    before, after = reading.read(old), reading.read(new)
    found = tuple(_passages(before, after))
    return Suggestions(found, is_whole=_same(_taken(old, found), new))


def _passages(before: reading.Body, after: reading.Body) -> Iterator[Suggested]:
    mine, theirs = _lines(before), _lines(after)
    texts = [[line.written for line in lines] for lines in (mine, theirs)]
    for old, new in likeness.paired(*texts):
        if mine[old].sentences and theirs[new].sentences:
            yield from _in_line(mine[old], theirs[new])


def _in_line(old: _Line, new: _Line) -> Iterator[Suggested]:
    for first, last, begins, ends in _hunks(old.sentences, new.sentences):
        start, end = old.line.sentences[first][0], old.line.sentences[last - 1][1]
        words = new.between(new.line.sentences[begins][0], new.line.sentences[ends - 1][1])
        if words not in (old.line.text[start:end], old.between(start, end)):
            yield Suggested(old.offset + start, old.offset + end, words)


def _hunks(mine: list[str], theirs: list[str]) -> list[Hunk]:
    """The stretches of sentences that differ, each with at least one sentence on either side."""
    found: list[Hunk] = []
    equal = [(-1, -1), *alignment.aligned(mine, theirs), (len(mine), len(theirs))]
    for (last, ends), (first, begins) in pairwise(equal):
        hunk = last + 1, first, ends + 1, begins
        if hunk[0] == first and hunk[2] == begins:
            continue
        if hunk[0] == first or hunk[2] == begins:
            hunk = _with_neighbour(hunk, len(mine), len(theirs))
        if found and hunk[0] < found[-1][1]:
            before = found.pop()
            hunk = before[0], hunk[1], before[2], hunk[3]
        found.append(hunk)
    return found


def _with_neighbour(hunk: Hunk, mine: int, theirs: int) -> Hunk:
    """A sentence that only came or went is told with the one before it, else with the one after it."""
    first, last, begins, ends = hunk
    if first and begins:
        return first - 1, last, begins - 1, ends
    return first, min(last + 1, mine), begins, min(ends + 1, theirs)


def _taken(old: str, passages: tuple[Suggested, ...]) -> str:
    """The old body with every passage replaced, the last one first so that the others keep their places."""
    for each in reversed(passages):
        taken = replacing.replace(old, each.start, each.end, each.words)
        old = taken.html if taken else old
    return old


def _same(one: str, other: str) -> bool:
    return _normal(one) == _normal(other)


def _normal(html: str) -> str:
    return markup.write(markup.parse(html), lambda line: markup.inline(line.runs))


def _lines(body: reading.Body) -> list[_Line]:
    found, offset = [], 0
    for line, written in zip(body.lines, markup.lines(body.tree), strict=True):
        found.append(_Line(line, written.text, offset))
        offset += len(line.text) + 1
    return found
