"""The blocks of two texts side by side: paired, edited, moved, added, removed; it knows no field's name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from answers.rendering.comparing import likeness, setting, words
from answers.rendering.comparing.alignment import Pair
from answers.rendering.comparing.setting import Setting
from answers.rendering.comparing.shapes import Block
from answers.rendering.comparing.words import Stretch

Kind = Literal["same", "changed", "added", "removed", "moved", "left"]

SURELY_MOVED = 0.8
"""How alike two blocks are at least, to be one that was carried into another part of the page."""

LEAST_WORDS = 4
"""A shorter block is never told as carried into another part: “No.” stands in many places."""


@dataclass(frozen=True)
class Row:
    """One block of either text. “moved” stands where it is now and “left” where it was.

    `other` names the part of the page that it came from or went to, where that is another one.
    """

    kind: Kind
    shape: str
    stretches: tuple[Stretch, ...]
    settings: tuple[Setting, ...] = ()
    other: str = ""

    @property
    def is_change(self) -> bool:
        """Whether there is something to tell."""
        return self.kind != "same"

    @property
    def text(self) -> str:
        """What it says now, or said before it went, without its citations."""
        shown = ("same", "removed" if self.kind in ("removed", "left") else "added")
        parts = chain.from_iterable(each.parts for each in self.stretches if each.op in shown)
        text = (part for part in parts if not isinstance(part, words.Cluster))
        return "".join(run.text for run in chain.from_iterable(text))


@dataclass
class _Sides:
    """The blocks of one part before and after, and which are one."""

    old: Sequence[Block]
    new: Sequence[Block]
    pairs: list[Pair]
    went: dict[int, str]
    came: dict[int, tuple[str, Block]]


def of(
    old: Mapping[str, Sequence[Block]], new: Mapping[str, Sequence[Block]], *, across: Collection[str]
) -> dict[str, tuple[Row, ...]]:
    """The rows of each part; what left one part and stands in another `across` these is told as moved."""
    sides = {name: _sides(old[name], new[name]) for name in old}
    _carry_across({name: sides[name] for name in across})
    return {name: tuple(_rows(each)) for name, each in sides.items()}


def _sides(old: Sequence[Block], new: Sequence[Block]) -> _Sides:
    pairs = likeness.paired([each.line.text for each in old], [each.line.text for each in new])
    return _Sides(old, new, pairs, {}, {})


def _carry_across(sides: Mapping[str, _Sides]) -> None:
    """Name, for what is in one part only, the part in which it stood before or stands now."""
    gone = [(name, place) for name, each in sides.items() for place in _alone(each.old, each.pairs, 0)]
    came = [(name, place) for name, each in sides.items() for place in _alone(each.new, each.pairs, 1)]
    pairs = likeness.paired(
        [sides[name].old[place].line.text for name, place in gone],
        [sides[name].new[place].line.text for name, place in came],
        least=SURELY_MOVED,
    )
    for one, other in pairs:
        (old_name, old_place), (new_name, new_place) = gone[one], came[other]
        if old_name != new_name:
            sides[old_name].went[old_place] = new_name
            sides[new_name].came[new_place] = old_name, sides[old_name].old[old_place]


def _alone(blocks: Sequence[Block], pairs: Iterable[Pair], side: int) -> list[int]:
    paired = {pair[side] for pair in pairs}
    return [
        place
        for place, block in enumerate(blocks)
        if place not in paired and len(block.line.words) >= LEAST_WORDS
    ]


def _rows(sides: _Sides) -> Iterator[Row]:
    """In the order of the new text, what is gone where it stood."""
    moved = likeness.moved(sides.pairs)
    elsewhere = {old for old, _ in moved}, {new: old for old, new in moved}
    one = other = 0
    stayed = [pair for pair in sides.pairs if pair not in moved]
    for was, now in [*stayed, (len(sides.old), len(sides.new))]:
        yield from (_gone(sides, place, elsewhere[0]) for place in range(one, was))
        yield from (_came(sides, place, elsewhere[1]) for place in range(other, now))
        if was < len(sides.old):
            yield _pair("same", sides.old[was], sides.new[now])
        one, other = was + 1, now + 1


def _gone(sides: _Sides, place: int, moved: Collection[int]) -> Row:
    block = sides.old[place]
    kind: Kind = "left" if place in moved or place in sides.went else "removed"
    return Row(kind, block.shape, words.whole("removed", block.line), other=sides.went.get(place, ""))


def _came(sides: _Sides, place: int, moved: Mapping[int, int]) -> Row:
    block = sides.new[place]
    if place in moved:
        return _pair("moved", sides.old[moved[place]], block)
    if place in sides.came:
        name, before = sides.came[place]
        return replace(_pair("moved", before, block), other=name)
    return Row("added", block.shape, words.whole("added", block.line))


def _pair(kind: Kind, old: Block, new: Block) -> Row:
    """One block before and after; a kind of “same” becomes “changed” when it is not."""
    if old == new:
        return Row(kind, new.shape, words.whole("same", new.line))
    steps = words.steps(old.line, new.line)
    settings = setting.changes(old.line, new.line, steps)
    if old.shape != new.shape:
        settings = (*settings, Setting("shape", "", old.shape, new.shape))
    stretches = words.stretches(old.line, new.line, steps)
    is_changed = bool(settings) or any(each.op != "same" for each in stretches)
    return Row("changed" if kind == "same" and is_changed else kind, new.shape, stretches, settings)
