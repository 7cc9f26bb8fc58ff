"""A body as readers see it: lines without tokens, and where each citation mark stands; it knows no source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import itemgetter

from answers.rendering import markup, sentences, tokens

_BEGINNING = re.compile(r"(?<!\\)\[@")
_ESCAPED = re.compile(r"\\(?=\[@)")
_BEFORE_MARK = re.compile(r"(?:[.,?!…؟،]+(?![0-9A-Za-z])|[。，、！？]+)[\"”’»」』]*")
_CLOSING = frozenset(".,;:?!…)]}”’»%\"'-–—/؟،؛。，、！？；：」』）")
_WORD_OR_OPENER = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u0370-\u052f(\[“«]")


@dataclass(frozen=True)
class Mark:
    """One token taken out of a line: `position` is where it was written, `place` where it is shown."""

    position: int
    place: int
    token: tokens.Token


@dataclass(frozen=True)
class Gap:
    """A stretch of a line as it is written that readers do not see, and what they see instead."""

    start: int
    end: int
    instead: str = ""
    tokens: tuple[tokens.Token, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line as readers see it, with the marks that belong to its sentences."""

    tag: str
    text: str
    runs: tuple[markup.Run, ...]
    marks: tuple[Mark, ...]
    unfinished: tuple[str, ...] = ()
    """The stretches that begin like a token and are none."""

    gaps: tuple[Gap, ...] = ()
    """Where it is written otherwise than readers see it."""

    @cached_property
    def sentences(self) -> tuple[sentences.Span, ...]:
        """Found when somebody asks: the index reads lines and marks alone."""
        found = sentences.split(self.text, frozenset(mark.position for mark in self.marks))
        return found or (((0, 0),) if self.marks else ())

    def sentence_of(self, mark: Mark) -> int:
        """The sentence of a mark: the last that began before it, so also right after its full stop."""
        return max(bisect_left(self.sentences, mark.position, key=itemgetter(0)) - 1, 0)

    def space_after_mark(self, place: int) -> str:
        """The space that keeps a mark from being glued to the word after it, as at the start of a line."""
        return " " if _WORD_OR_OPENER.match(self.text, place) else ""

    def marks_of(self, sentence: int) -> tuple[Mark, ...]:
        """The marks of one sentence, in order."""
        return self._by_sentence.get(sentence, ())

    def cut(self, start: int, end: int) -> tuple[markup.Run, ...]:
        """The runs between two offsets of the line's text."""
        first, last = bisect_right(self._ends, start), bisect_left(self._ends, end) + 1
        before = self._ends[first - 1] if first else 0
        return markup.cut(self.runs[first:last], start - before, end - before)

    @cached_property
    def _ends(self) -> list[int]:
        """Where each run ends, so that one sentence does not cost a walk along the whole line."""
        return list(accumulate(len(run.text) for run in self.runs))

    @cached_property
    def _by_sentence(self) -> dict[int, tuple[Mark, ...]]:
        """Once for the line: asking each mark for every sentence would take minutes in a long paragraph."""
        grouped: dict[int, list[Mark]] = defaultdict(list)
        for mark in self.marks:
            grouped[self.sentence_of(mark)].append(mark)
        return {sentence: tuple(marks) for sentence, marks in grouped.items()}


@dataclass(frozen=True)
class Body:
    """One body: its tree, and its lines in reading order."""

    tree: markup.Tree
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """What the body says, without citations, one line for each block of text."""
        return "\n".join(line.text for line in self.lines)


@lru_cache(maxsize=256)
def read(html: str) -> Body:
    """The body that this restricted HTML makes."""
    tree = markup.parse(html)
    return Body(tree, tuple(_line(line) for line in markup.lines(tree)))


def _line(line: markup.Line) -> Line:
    text = line.text
    gaps = sorted(_gaps(line, text), key=lambda gap: gap.start)
    runs: list[markup.Run] = []
    written: list[tuple[int, tokens.Token]] = []
    length = position = 0
    for gap in gaps:
        kept = markup.cut(line.runs, position, gap.start)
        length += gap.start - position
        runs.extend(kept)
        written.extend((length, token) for token in gap.tokens)
        if gap.instead:
            runs.append(markup.Run(gap.instead))
            length += len(gap.instead)
        position = gap.end
    runs.extend(markup.cut(line.runs, position, len(text)))
    return _read(line, tuple(runs), written, tuple(gaps))


def _read(
    line: markup.Line,
    runs: tuple[markup.Run, ...],
    written: list[tuple[int, tokens.Token]],
    gaps: tuple[Gap, ...],
) -> Line:
    text = "".join(run.text for run in runs)
    marks = tuple(Mark(position, _place(text, position), token) for position, token in written)
    unfinished = tuple(_unfinished(line))
    return Line(line.tag, text, runs, marks, unfinished, gaps)


def _unfinished(line: markup.Line) -> Iterator[str]:
    for _, stretch in _open_stretches(line):
        rest = tokens.PATTERN.sub("", stretch)
        yield from (rest[match.start() :] for match in _BEGINNING.finditer(rest))


def _place(text: str, position: int) -> int:
    """After a full stop, comma, question or exclamation mark of any script; before a semicolon or colon."""
    stop = _BEFORE_MARK.match(text, position)
    if stop:
        return stop.end()
    if position > 1 and text[position - 1] in ";:":
        return position - 1
    return position


def _gaps(line: markup.Line, text: str) -> Iterator[Gap]:
    found: list[tokens.Token] = []
    for start, stretch in _open_stretches(line):
        yield from (Gap(start + match.start(), start + match.end()) for match in _ESCAPED.finditer(stretch))
        found.extend(_shifted(token, start) for token in tokens.find(stretch))
    group: list[tokens.Token] = []
    for token in found:
        if group and text[group[-1].end : token.start].strip(" "):
            yield _gap(text, tuple(group))
            group = []
        group.append(token)
    if group:
        yield _gap(text, tuple(group))


def _open_stretches(line: markup.Line) -> Iterator[tuple[int, str]]:
    """The stretches of a line outside links and code, in which alone a token is a token."""
    stretch = ""
    position = 0
    for run in line.runs:
        if "a" in run.marks or "code" in run.marks:
            yield position - len(stretch), stretch
            stretch = ""
        else:
            stretch += run.text
        position += len(run.text)
    yield position - len(stretch), stretch


def _shifted(token: tokens.Token, by: int) -> tokens.Token:
    return tokens.Token(token.start + by, token.end + by, token.raw, token.items, token.problem)


def _gap(text: str, group: tuple[tokens.Token, ...]) -> Gap:
    """White space before a mark goes, unless a word would then be glued to the word before the mark."""
    end = group[-1].end
    before = text[: group[0].start].rstrip(" ")
    following = text[end : end + 1]
    if not before:
        return Gap(0, end + len(text[end:]) - len(text[end:].lstrip(" ")), "", group)
    if not following or following.isspace() or following in _CLOSING:
        return Gap(len(before), end, "", group)
    had_space = len(before) < group[0].start
    wants_space = _WORD_OR_OPENER.match(following) is not None and before[-1] not in "([“«-–—/\n"
    return Gap(len(before), end, " " if had_space or wants_space else "", group)
