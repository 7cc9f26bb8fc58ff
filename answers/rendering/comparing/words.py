"""The words that stayed, came and went between two lines; it knows neither blocks nor HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from answers.rendering import markup, reading, tokens
from answers.rendering.comparing import alignment

Op = Literal["same", "added", "removed"]

_WORD = r"\d+(?:[.,]\d+)+|\w+(?:[’'-]\w+)*|[^\w\s]"
_READ = re.compile(rf"(\s*)({_WORD}|\Z)")
_STORED = re.compile(rf"(\s*)({tokens.PATTERN.pattern}|{_WORD}|\Z)")
_SAYS_SOMETHING = re.compile(r"\w")
_SCRIPTS = frozenset({"sub", "sup"})


@dataclass(frozen=True)
class Piece:
    """A stretch of plain text that stayed, came or went."""

    op: Op
    text: str


@dataclass(frozen=True)
class Cluster:
    """The citations that stand together at one mark, and what stands there that cannot be read."""

    items: tuple[tokens.Item, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stretch:
    """A stretch of a line that stayed, came or went, with its formatting and its citations."""

    op: Op
    parts: tuple[tuple[markup.Run, ...] | Cluster, ...]


@dataclass(frozen=True)
class Atom:
    """A word, a mark of punctuation, the space before one, or a cluster; `key` says what is the same."""

    key: str
    start: int
    end: int
    is_space: bool = False
    cluster: Cluster | None = None


@dataclass(frozen=True)
class Step:
    """One atom as it is shown; one that stayed names what it was before."""

    op: Op
    atom: Atom
    was: Atom | None = None


@dataclass(frozen=True)
class Line:
    """One line of text cut into atoms."""

    read: reading.Line
    atoms: tuple[Atom, ...]

    @cached_property
    def words(self) -> tuple[int, ...]:
        """The places of the atoms that are no space."""
        return tuple(place for place, atom in enumerate(self.atoms) if not atom.is_space)

    @cached_property
    def text(self) -> str:
        """Its words and citations, spaces aside: what makes two lines one."""
        return " ".join(self.atoms[place].key for place in self.words)


def words(old: str, new: str) -> tuple[Piece, ...]:
    """The difference of two stored texts word by word; a citation token is one word."""
    before, after = (_stored(text) for text in (old, new))
    return tuple(
        Piece(op, (old if op == "removed" else new)[group[0].start : group[-1].end])
        for op, group in _grouped(steps(before, after))
    )


def of_line(read: reading.Line) -> Line:
    """A line as readers see it; the marks that stand at one place are one atom."""
    atoms: list[Atom] = []
    position = 0
    has_scripts = any(_SCRIPTS & set(run.marks) for run in read.runs)
    marks = sorted(read.marks, key=lambda mark: mark.place)
    for place, group in groupby(marks, key=lambda mark: mark.place):
        atoms.extend(_cut(read, _READ, position, place, has_scripts=has_scripts))
        atoms.append(_cluster(place, tuple(group)))
        position = place
    atoms.extend(_cut(read, _READ, position, len(read.text), has_scripts=has_scripts))
    return Line(read, tuple(atoms))


def steps(old: Line, new: Line) -> tuple[Step, ...]:
    """Every atom of both lines in the order in which a difference is read: what went before what came."""
    found: list[Step] = []
    one = other = 0
    for was, now in [*_matched(old, new), (len(old.atoms), len(new.atoms))]:
        gone, came = old.atoms[one:was], new.atoms[other:now]
        if gone and came and gone[0].is_space and gone[0].key == came[0].key:
            found.append(Step("same", came[0], gone[0]))
            gone, came = gone[1:], came[1:]
        found.extend(Step("removed", atom) for atom in gone)
        found.extend(Step("added", atom) for atom in came)
        if was < len(old.atoms):
            found.append(Step("same", new.atoms[now], old.atoms[was]))
        one, other = was + 1, now + 1
    return tuple(found)


def stretches(old: Line, new: Line, found: Iterable[Step]) -> tuple[Stretch, ...]:
    """The steps joined to what can be shown."""
    return tuple(
        Stretch(op, tuple(_parts((old if op == "removed" else new).read, group)))
        for op, group in _grouped(found)
    )


def whole(op: Op, line: Line) -> tuple[Stretch, ...]:
    """A line of which every word stayed, came or went."""
    return tuple(
        Stretch(op, tuple(_parts(line.read, group)))
        for _, group in _grouped(Step(op, atom) for atom in line.atoms)
    )


def _stored(text: str) -> Line:
    read = reading.Line("", text, (markup.Run(text),), ())
    return Line(read, tuple(_cut(read, _STORED, 0, len(text))))


def _cut(
    read: reading.Line, pattern: re.Pattern[str], start: int, end: int, *, has_scripts: bool = False
) -> Iterator[Atom]:
    for match in pattern.finditer(read.text, start, end):
        space, word = match.span(1), match.span(2)
        if space[0] < word[1]:
            yield Atom(match[1], *space, is_space=True)
            key = _scripted(read.cut(*word)) if has_scripts else match[2]
            yield Atom(key, *word)


def _scripted(runs: Iterable[markup.Run]) -> str:
    """A word that tells “10⁹” from “109”."""
    return "".join(f"{'^' * ('sup' in run.marks)}{'_' * ('sub' in run.marks)}{run.text}" for run in runs)


def _cluster(place: int, marks: Sequence[reading.Mark]) -> Atom:
    items = tuple(item for mark in marks for item in mark.token.items or ())
    unread = tuple(mark.token.raw for mark in marks if mark.token.items is None)
    key = f"{tokens.write(items)}{''.join(unread)}"
    return Atom(key, place, place, cluster=Cluster(items, unread))


def _matched(old: Line, new: Line) -> list[alignment.Pair]:
    """The atoms that stayed: words in order, and a space before one that stands the same before both."""
    pairs = alignment.aligned(
        [old.atoms[place].key for place in old.words], [new.atoms[place].key for place in new.words]
    )
    found: list[alignment.Pair] = []
    for one, other in _telling(pairs, old, new):
        was, now = old.words[one], new.words[other]
        if was and now and old.atoms[was - 1].is_space and old.atoms[was - 1].key == new.atoms[now - 1].key:
            found.append((was - 1, now - 1))
        found.append((was, now))
    return found


def _telling(pairs: Sequence[alignment.Pair], old: Line, new: Line) -> Iterator[alignment.Pair]:
    """Without punctuation that stayed alone between words that changed: it would tear them apart."""
    runs = [[pair for _, pair in group] for _, group in groupby(enumerate(pairs), key=_run)]
    end = (len(old.words), len(new.words))
    before = (0, 0)
    for run, following in zip(runs, [*(run[0] for run in runs[1:]), end], strict=False):
        after = run[-1][0] + 1, run[-1][1] + 1
        says = any(_says_something(old.atoms[old.words[one]]) for one, _ in run)
        torn = _is_rewritten(old, new, before, run[0]) and _is_rewritten(old, new, after, following)
        if says or not torn:
            yield from run
        before = after


def _is_rewritten(old: Line, new: Line, start: alignment.Pair, end: alignment.Pair) -> bool:
    """Whether between two places words went and other words came."""
    return all(
        any(_SAYS_SOMETHING.search(line.atoms[place].key) for place in line.words[first:last])
        for line, first, last in ((old, start[0], end[0]), (new, start[1], end[1]))
    )


def _run(placed: tuple[int, alignment.Pair]) -> tuple[int, int]:
    place, (one, other) = placed
    return one - place, other - place


def _says_something(atom: Atom) -> bool:
    return atom.cluster is not None or _SAYS_SOMETHING.search(atom.key) is not None


def _grouped(found: Iterable[Step]) -> Iterator[tuple[Op, list[Atom]]]:
    """Neighbours of one kind; an empty space is none."""
    shown = (step for step in found if step.atom.key or step.atom.cluster)
    for op, group in groupby(shown, key=lambda step: step.op):
        yield op, [step.atom for step in group]


def _parts(read: reading.Line, atoms: Sequence[Atom]) -> Iterator[tuple[markup.Run, ...] | Cluster]:
    for cluster, group in groupby(atoms, key=lambda atom: atom.cluster):
        text = list(group)
        yield cluster or read.cut(text[0].start, text[-1].end)
