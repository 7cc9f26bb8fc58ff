"""The runs of a Word paragraph: fields, links, tracked changes, notes and symbols; it knows no block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from answers.importers.documents import note_address, run
from answers.importers.raised import APART
from answers.importers.word import symbols
from answers.importers.word.styles import Styles
from answers.rendering.markup import Run

_HYPERLINK = re.compile(r"\s*HYPERLINK\s+\"(?P<address>[^\"]{1,2000})\"", re.IGNORECASE)
_CHARACTERS = {"tab": " ", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}
_NOTES = {"footnoteReference": "f", "endnoteReference": "e"}
_TRANSPARENT = frozenset(
    {"ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "bdo", "dir", "fldSimple"}
)
_DELETED = frozenset({"del", "moveFrom"})
_PARTED = Run(APART, ("sup",))
"""Two numbers in two fields or links are two, also where nothing stands between them."""

_DRAWN = frozenset({"drawing", "pict", "object"})


@dataclass
class _Field:
    """A field while its paragraph is read: its instruction, then what it shows."""

    instruction: str = ""
    is_shown: bool = False

    @property
    def address(self) -> str:
        found = _HYPERLINK.match(self.instruction)
        return found["address"] if found else ""


@dataclass
class Texts:
    """Reads paragraphs and keeps what an editor should hear of."""

    styles: Styles
    addresses: dict[str, str]
    notes: list[str] = field(default_factory=list)
    """The names of the notes, in the order in which the text refers to them."""
    boxes: list[Element] = field(default_factory=list)
    """The text boxes that were met and not read yet."""
    insertions: int = 0
    deletions: int = 0
    comments: int = 0
    pictures: int = 0
    _fields: list[_Field] = field(default_factory=list)

    def runs(self, paragraph: Element) -> Iterator[Run]:
        """The runs of a paragraph. What a field shows may reach over several, its instruction may not."""
        yield from self._within(paragraph, "")
        self._fields = [each for each in self._fields if each.is_shown]

    def _within(self, element: Element, address: str) -> Iterator[Run]:
        for child in element:
            if child.tag == "r":
                yield from self._run(child, address)
            elif child.tag == "hyperlink":
                yield from self._within(child, _outside(self.addresses.get(child.get("r:id", ""), "")))
                yield _PARTED
            elif child.tag in _DELETED:
                self.deletions += 1
            elif child.tag in _TRANSPARENT:
                self.insertions += child.tag in ("ins", "moveTo")
                yield from self._within(child, address)
            elif child.tag == "mc:AlternateContent":
                yield from self._within(_choice(child), address)
            elif child.tag == "ruby":
                yield from self._within(_first(child, "rubyBase"), address)
            elif child.tag.startswith("m:"):
                yield run("".join(each.text or "" for each in child.iter("m:t")), frozenset(), address)

    def _run(self, element: Element, address: str) -> Iterator[Run]:
        marks = self.styles.marks(element.find("rPr"))
        for child in element:
            if child.tag == "fldChar":
                self._turn(child.get("fldCharType", ""))
                yield _PARTED
            elif child.tag == "instrText" and self._fields and not self._fields[-1].is_shown:
                self._fields[-1].instruction += child.text or ""
            elif all(each.is_shown for each in self._fields):
                leads = address or next((each.address for each in self._fields if each.address), "")
                yield from self._piece(child, marks, _outside(leads))

    def _piece(self, child: Element, marks: frozenset[str], address: str) -> Iterator[Run]:
        if child.tag in _NOTES:
            yield self._note(f"{_NOTES[child.tag]}{child.get('id', '')}")
        elif child.tag in _DRAWN:
            self._drawn(child)
        elif child.tag == "mc:AlternateContent":
            for each in _choice(child):
                yield from self._piece(each, marks, address)
        elif child.tag == "commentReference":
            self.comments += 1
        elif "hidden" not in marks and (text := _character(child)):
            yield run(text, marks, address)

    def _note(self, name: str) -> Run:
        if name not in self.notes:
            self.notes.append(name)
        number = [each for each in self.notes if each[0] == name[0]].index(name) + 1
        return run(str(number), frozenset({"sup"}), note_address(name))

    def _turn(self, kind: str) -> None:
        """A field begins, shows its result, or ends."""
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].is_shown = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _drawn(self, child: Element) -> None:
        boxes = [each for each in _seen(child) if each.tag == "txbxContent"]
        self.boxes.extend(boxes)
        self.pictures += not boxes


def _character(child: Element) -> str:
    if child.tag == "t":
        return " ".join((child.text or "").splitlines())
    if child.tag == "br":
        return "" if child.get("type") in ("page", "column") else "\n"
    if child.tag == "sym":
        return symbols.character(child.get("font", ""), child.get("char", ""))
    return _CHARACTERS.get(child.tag, "")


def _seen(element: Element) -> Iterator[Element]:
    """The elements within that a program shows: of two forms of one thing, the first."""
    for child in _choice(element) if element.tag == "mc:AlternateContent" else element:
        yield child
        if child.tag != "txbxContent":
            yield from _seen(child)


def _choice(element: Element) -> Element:
    return next((each for each in element if each.tag in ("mc:Choice", "mc:Fallback")), element)


def _first(element: Element, tag: str) -> Element:
    found = element.find(tag)
    return element if found is None else found


def _outside(address: str) -> str:
    return address if address.lower().startswith(("http://", "https://", "mailto:")) else ""
