"""The sources that a page lists, by number: typed lists, tables, and the notes of its file; no database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from answers.importers.documents import Note
from answers.importers.page import Reference
from answers.importers.raised import APART
from answers.importers.sections import Item
from answers.rendering import markup
from answers.rendering.markup import Box, Line
from sources.importers.formats import entries
from sources.importers.formats.entries import Confidence, authors

_NUMBER = re.compile(
    r"^(?:\[(?P<a>\d{1,3})\]|\(?(?P<b>\d{1,3})[.):]|(?P<c>\d{1,3})(?=\s+\D))\s*(?P<text>\S.*)$"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SAME = re.compile(r"(?:ibid|ebd|ebenda)\b", re.IGNORECASE)
_REMARK = re.compile(r"(?:see|cf|note|compare|for (?:more|details))\b", re.IGNORECASE)
_LONGEST_REMARK = 300


@dataclass(frozen=True)
class _Entry:
    """One entry before it has its number; `typed` is the number that stands in its text.

    A bare number counts only where it is the next one: “100 nights” may begin a title. `whole` keeps it.
    """

    text: str
    addresses: tuple[str, ...]
    typed: int = 0
    is_counted: bool = False
    whole: str = ""


@dataclass
class ReferenceList:
    """The sources of a page, which of them each note means, and the notes that are remarks."""

    references: list[Reference]
    numbers: dict[str, int] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)


def read(items: Iterable[Item], notes: Iterable[Note]) -> ReferenceList:
    """The typed list first; notes count on after it. A note that is no source stays a remark."""
    listed = ReferenceList(_typed([entry for item in items for entry in _entries(item)]))
    before = max((each.number for each in listed.references), default=0)
    texts: dict[str, int] = {}
    latest, number = 0, before
    for note in notes:
        text, addresses = _said(markup.parse(note.html))
        number += 1
        entry = _entry_of(text, addresses)
        if entry.typed and (not entry.whole or entry.typed == number):
            number, text = max(number, entry.typed), entry.text
        if _SAME.match(text) and latest:
            listed.numbers[note.name] = latest
        elif text in texts:
            listed.numbers[note.name] = texts[text]
        elif text and _is_source(text, addresses, is_listed=note.is_listed):
            listed.numbers[note.name] = texts[text] = number
            listed.references.append(Reference(number, text, addresses))
        else:
            listed.remarks[note.name] = text[:_LONGEST_REMARK]
        latest = listed.numbers.get(note.name, latest)
    return listed


def _is_source(text: str, addresses: tuple[str, ...], *, is_listed: bool) -> bool:
    """Whether a note can be a reference: a style reads it, or it has a year, or it begins with people.

    In a list of sources everything is one that does not say itself to be a remark.
    """
    if entries.read(text, addresses=addresses).confidence != Confidence.TEXT or _YEAR.search(text):
        return True
    return authors.read(text.partition(". ")[0]) is not None or (is_listed and not _REMARK.match(text))


def _typed(found: list[_Entry]) -> list[Reference]:
    """The entries with their numbers; where others have one, a line without it goes on with the one above."""
    has_numbers = any(
        each.is_counted or (each.typed and each.whole == "") or each.typed == 1 for each in found
    )
    references: list[Reference] = []
    for entry in found:
        last = references[-1] if references else Reference(0, "")
        each = (
            _Entry(entry.whole, entry.addresses) if entry.whole and entry.typed != last.number + 1 else entry
        )
        if each.typed > last.number:
            references.append(Reference(each.typed, each.text, each.addresses))
        elif entry.is_counted or not has_numbers:
            references.append(Reference(last.number + 1, each.text, each.addresses))
        elif references:
            joined = f"{last.text} {each.text}"
            references[-1] = Reference(last.number, joined, last.addresses + each.addresses)
    return references


def _entries(item: Item) -> Iterator[_Entry]:
    node = item.node
    if isinstance(node, Box) and node.tag in ("ul", "ol"):
        for child in node.children:
            yield _entry((child,), is_counted=node.tag == "ol")
    elif isinstance(node, Box):
        for row in _rows(node):
            cells = [_said((cell,))[0] for cell in row.children]
            number = int(cells[0].strip("[]().")) if re.fullmatch(r"[\[(]?\d{1,3}[\]).]?", cells[0]) else 0
            text, addresses = _said(row.children[1:] if number else row.children)
            yield _Entry(text, addresses, number, is_counted=True)
    elif isinstance(node, Line) and item.text:
        yield from (_entry((line,)) for line in _numbered_lines(node))


def _numbered_lines(line: Line) -> list[Line]:
    """The lines of one paragraph by themselves where each begins with a number."""
    lines = line.text.split("\n")
    if len(lines) == 1 or not all(map(_NUMBER.match, lines)):
        return [line]
    starts = [sum(len(each) + 1 for each in lines[:place]) for place in range(len(lines))]
    return [
        Line("p", markup.cut(line.runs, start, start + len(each)))
        for start, each in zip(starts, lines, strict=True)
    ]


def _entry(tree: markup.Tree, *, is_counted: bool = False) -> _Entry:
    text, addresses = _said(tree)
    first = next(iter(markup.lines(tree)), None)
    if first and first.runs and "sup" in first.runs[0].marks and first.runs[0].text.strip().isdigit():
        return _Entry(text[len(first.runs[0].text) :].strip(), addresses, int(first.runs[0].text), is_counted)
    return _entry_of(text, addresses, is_counted=is_counted)


def _entry_of(text: str, addresses: tuple[str, ...], *, is_counted: bool = False) -> _Entry:
    typed = _NUMBER.match(text)
    if not typed:
        return _Entry(text, addresses, is_counted=is_counted)
    number = int(typed["a"] or typed["b"] or typed["c"])
    return _Entry(typed["text"], addresses, number, is_counted, whole=text if typed["c"] else "")


def _said(tree: markup.Tree) -> tuple[str, tuple[str, ...]]:
    """What a piece of the list says in one line, and where its links lead."""
    lines = list(markup.lines(tree))
    text = " ".join(" ".join(line.text.replace(APART, "").split()) for line in lines)
    addresses = (run.href for line in lines for run in line.runs if run.href.startswith("http"))
    return text.strip(" ^↑↩\ufe0e"), tuple(dict.fromkeys(addresses))


def _rows(box: Box) -> Iterator[Box]:
    for child in box.children:
        if isinstance(child, Box):
            yield from [child] if child.tag == "tr" else _rows(child)
