"""Lines of plain text as paragraphs, subheadings and lists; it knows no page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest

from answers.rendering.markup import Box, Line, Run, Tree, cut

WRAPPED = range(50, 121)
"""How long a line is that an editor's program broke at its margin."""

_END = 200
_BULLET = re.compile(r"^(?:(?P<mark>[-•*–—‣◦·])\s+|(?P<number>\d{1,2})[.)]\s+)(?P<text>\S.*)$")
_ENDED = re.compile(r"[.!?…:;][\"”’)\]»]*\s*[\d\s,;–\-\[\]⁰¹²³⁴-⁹]*$|[\])]$")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph (p), subheading (h3) or entry of a list (ul, ol)."""

    kind: str
    text: str


def read(lines: list[str]) -> Tree:
    """What these lines say: a blank line ends a paragraph; so does a line end, unless lines are wrapped."""
    groups = [list(group) for is_filled, group in groupby(lines, bool) if is_filled]
    is_wrapped = any(_is_broken(line) for group in groups for line in group[:-1])
    found = [each for group in groups for each in (_wrapped(group) if is_wrapped else map(_paragraph, group))]
    return tuple(_boxed(_with_headings(found)))


def bullet(line: str) -> Paragraph | None:
    """The list entry that a line begins, or None."""
    found = _BULLET.match(line)
    return Paragraph("ul" if found.group("mark") else "ol", found.group("text")) if found else None


def _boxed(found: Iterable[Paragraph]) -> Iterator[Box | Line]:
    """Entries of one list stand together in its box."""
    for kind, group in groupby(found, lambda each: each.kind):
        if kind in ("ul", "ol"):
            yield Box(kind, tuple(Line("li", (Run(each.text),)) for each in group))
        else:
            yield from (Line(kind, (Run(each.text),)) for each in group)


def listed(nodes: Iterable[Box | Line]) -> Iterator[Box | Line]:
    """The blocks; paragraphs that begin like entries, two or more in a row, are the list they mean."""
    for kind, found in groupby(nodes, _typed_kind):
        group = list(found)
        entries = [_entry(each) for each in group if kind and isinstance(each, Line)]
        yield from [Box(kind, tuple(entries))] if len(entries) > 1 else group


def _typed_kind(node: Box | Line) -> str:
    found = bullet(node.text) if isinstance(node, Line) and node.tag == "p" else None
    return found.kind if found else ""


def _entry(line: Line) -> Line:
    """A paragraph without the mark that was typed before it."""
    found = bullet(line.text)
    start = len(line.text) - len(found.text) if found else 0
    return Line("li", cut(line.runs, start, len(line.text)))


def _is_broken(line: str) -> bool:
    return len(line) in WRAPPED and not _ENDED.search(line[-_END:])


def _paragraph(line: str) -> Paragraph:
    return bullet(line) or Paragraph("p", line)


def _wrapped(group: list[str]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for line in group:
        entry = bullet(line)
        if entry or not found:
            found.append(entry or Paragraph("p", line))
        else:
            found[-1] = Paragraph(found[-1].kind, f"{found[-1].text} {line}")
    return found


def _with_headings(found: list[Paragraph]) -> Iterator[Paragraph]:
    """A short line without a full stop, with a paragraph below it, is a subheading."""
    for each, following in zip_longest(found, found[1:]):
        is_short = each.kind == "p" and len(each.text) < WRAPPED.start and not _ENDED.search(each.text)
        words = each.text.strip("#* ")
        is_heading = is_short and words[:1].isupper() and following is not None and following.kind == "p"
        yield Paragraph("h3", words) if is_heading else each
