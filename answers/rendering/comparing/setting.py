"""How words that stayed are set: bold, italic, as code, as a link to another place; it knows no screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from answers.rendering import markup, reading
from answers.rendering.comparing.words import Line, Step

Kind = Literal["bold", "italic", "code", "link", "shape"]

_MARKS: tuple[tuple[str, Kind], ...] = (("strong", "bold"), ("em", "italic"), ("code", "code"))


@dataclass(frozen=True)
class Setting:
    """Words that stayed and are set otherwise: `before` and `after` are empty where nothing was set."""

    kind: Kind
    text: str
    before: str
    after: str


def changes(old: Line, new: Line, steps: Iterable[Step]) -> tuple[Setting, ...]:
    """What is set otherwise among the words that stayed, each stretch once."""
    if not (_is_set(old.read) or _is_set(new.read)):
        return ()
    stayed = [
        (step.was, step.atom)
        for step in steps
        if step.was is not None and not step.atom.is_space and step.atom.cluster is None
    ]
    set_so = [
        (now, _of(old.read.cut(was.start, was.end)), _of(new.read.cut(now.start, now.end)))
        for was, now in stayed
    ]
    kinds: tuple[Kind, ...] = ("bold", "italic", "code", "link")
    found: list[Setting] = []
    for kind in kinds:
        told = ((now, was_set.get(kind, ""), is_set.get(kind, "")) for now, was_set, is_set in set_so)
        for (before, after), group in groupby(told, key=lambda each: each[1:]):
            atoms = [each[0] for each in group]
            if before != after:
                text = new.read.text[atoms[0].start : atoms[-1].end]
                found.append(Setting(kind, text, before, after))
    return tuple(found)


def _is_set(read: reading.Line) -> bool:
    return any(run.marks for run in read.runs)


def _of(runs: Iterable[markup.Run]) -> dict[Kind, str]:
    """For each kind where it stands in a word: all of it, or a part that is spelled out."""
    runs = tuple(runs)
    return dict(_told(runs))


def _told(runs: tuple[markup.Run, ...]) -> Iterator[tuple[Kind, str]]:
    for mark, kind in _MARKS:
        covered = "".join(run.text for run in runs if mark in run.marks)
        if covered:
            yield kind, kind if len(covered) == sum(len(run.text) for run in runs) else f"{kind} {covered}"
    leads_to = " ".join(dict.fromkeys(run.href for run in runs if run.href))
    if leads_to:
        yield "link", leads_to
