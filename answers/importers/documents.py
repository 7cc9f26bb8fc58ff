"""A page of Word or HTML between its file and its parts: blocks of plain markup, and notes; no format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from answers.importers.raised import APART, NOTE
from answers.rendering import markup
from answers.rendering.markup import MARKS, Run

_SPACES = re.compile(r"[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b\u2060\ufeff]")
_BREAKS = re.compile(r"(?:\s*<br>)+\s*")


@dataclass(frozen=True)
class Block:
    """One paragraph, list or table; or, with its level, the inner markup of a heading."""

    html: str
    level: int = 0


@dataclass(frozen=True)
class Note:
    """A footnote, an endnote, or an entry of a list that marks link to; in the text `name` leads here.

    `is_listed` says that it stands in a list of sources; any other note may be a remark.
    """

    name: str
    html: str
    is_listed: bool = False


@dataclass(frozen=True)
class Document:
    """What a file holds, in the order in which it is read; `remarks` say what its reader left out or took."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    title: str = ""
    remarks: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Document:
        """The document that `as_dict` wrote."""
        return cls(
            tuple(Block(**each) for each in stored["blocks"]),
            tuple(Note(**each) for each in stored["notes"]),
            stored["title"],
            tuple(stored["remarks"]),
        )


def note_address(name: str) -> str:
    """Where a mark in the text leads, to find its note."""
    return f"{NOTE}{name}"


def run(text: str, marks: frozenset[str], address: str) -> Run:
    """A run as every reader makes it: plain spaces, marks in their order, and a link only with an address."""
    present = (marks | {"a"}) if address else (marks - {"a"})
    plain = _SPACES.sub(" ", _UNSEEN.sub("", text))
    return Run(plain, tuple(mark for mark in MARKS if mark in present), address)


def html(runs: Iterable[Run]) -> str:
    """Runs as plain markup, line breaks folded."""
    written = _BREAKS.sub("<br>", markup.inline(parted([each for each in runs if each.text])))
    return written.removeprefix("<br>").removesuffix("<br>").strip()


def parted(runs: list[Run]) -> Iterator[Run]:
    """The runs; what keeps raised numbers apart stays only between two of them."""
    before: Run | None = None
    for place, each in enumerate(runs):
        if each.text != APART:
            before = each
            yield each
        elif before and _is_figure(before, -1):
            after = next((other for other in runs[place + 1 :] if other.text != APART), None)
            if after and _is_figure(after, 0) and runs[place - 1].text != APART:
                yield each


def _is_figure(run: Run, end: int) -> bool:
    return "sup" in run.marks and run.text.strip()[end:][:1].isdigit()
