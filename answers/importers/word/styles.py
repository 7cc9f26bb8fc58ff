"""What Word's styles and list definitions say of a paragraph or a run; it reads no text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_HEADING = re.compile(r"heading ([1-9])")
_LIST_STYLE = re.compile(r"list (?:bullet|number) ([2-5])")
_OFF = frozenset({"0", "false", "off", "none"})
_MOST_STEPS = 12


def value(properties: Element | None, name: str) -> str | None:
    """The value of a property: "" where it stands without one, None where it does not stand."""
    found = properties.find(name) if properties is not None else None
    return None if found is None else found.get("val", "")


def is_on(properties: Element | None, name: str) -> bool | None:
    """Whether a property is set, or None where nothing is said."""
    said = value(properties, name)
    return None if said is None else said.lower() not in _OFF


@dataclass
class Styles:
    """The styles by id, each with those it is based on."""

    by_id: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def of(cls, part: Element | None) -> Styles:
        """The styles of a file; one without any is fine."""
        return cls(
            {str(each.get("styleId")): each for each in part.iter("style")} if part is not None else {}
        )

    def heading_level(self, properties: Element | None) -> int:
        """The level that the paragraph's outline or its style says, in any language of Word; else 0."""
        if (said := value(properties, "outlineLvl")) is not None:
            return _level(said)
        for style in self._chain(value(properties, "pStyle")):
            name = (value(style, "name") or "").lower()
            if found := _HEADING.fullmatch(name):
                return int(found[1])
            if name == "title":
                return 1
            if (said := value(style.find("pPr"), "outlineLvl")) is not None:
                return _level(said)
        return 0

    def is_contents(self, properties: Element | None) -> bool:
        """Whether it is a line of a table of contents."""
        names = ((value(style, "name") or "").lower() for style in self._chain(value(properties, "pStyle")))
        return any(name.startswith("toc ") or name == "toc heading" for name in names)

    def list_of(self, properties: Element | None) -> tuple[str, int]:
        """The number of a paragraph's list and its depth there, from 0; "" for no list."""
        chain = (style.find("pPr") for style in self._chain(value(properties, "pStyle")))
        for said in (properties, *chain):
            numbered = said.find("numPr") if said is not None else None
            if numbered is not None:
                depth = value(numbered, "ilvl") or ""
                number = value(numbered, "numId") or "0"
                said_by_style = self._list_depth(properties) if not depth.strip("0") else 0
                return ("" if number == "0" else number), said_by_style or int(
                    depth if depth.isdigit() else 0
                )
        return "", 0

    def _list_depth(self, properties: Element | None) -> int:
        """Word's styles “List Bullet 2” to “5” stand deeper without saying so."""
        names = ((value(style, "name") or "").lower() for style in self._chain(value(properties, "pStyle")))
        found = next(filter(None, map(_LIST_STYLE.fullmatch, names)), None)
        return int(found[1]) - 1 if found else 0

    def marks(self, properties: Element | None) -> frozenset[str]:
        """Bold, italic, raised, lowered and hidden, by the run itself or by its style."""
        found: dict[str, bool] = {}
        for each in (properties, *(style.find("rPr") for style in self._chain(value(properties, "rStyle")))):
            for name, is_set in _said(each):
                found.setdefault(name, is_set)
        return frozenset(name for name, is_set in found.items() if is_set)

    def _chain(self, identifier: str | None) -> Iterator[Element]:
        for _step in range(_MOST_STEPS):
            style = self.by_id.get(identifier or "")
            if style is None:
                return
            yield style
            identifier = value(style, "basedOn")


def _said(properties: Element | None) -> Iterator[tuple[str, bool]]:
    for name, mark in (("b", "strong"), ("i", "em"), ("vanish", "hidden")):
        if (is_set := is_on(properties, name)) is not None:
            yield mark, is_set
    if (place := value(properties, "vertAlign")) is not None:
        yield "sup", place == "superscript"
        yield "sub", place == "subscript"
    raised = value(properties, "position") or ""
    if raised.isdigit() and int(raised) > 0:
        yield "sup", True


def _level(said: str) -> int:
    """An outline level counts from 0; 9 is the text."""
    return int(said) + 1 if said in tuple("012345678") else 0


@dataclass
class Numbering:
    """For each list and depth whether its entries have numbers; None where they have no mark at all."""

    kinds: dict[tuple[str, int], bool | None] = field(default_factory=dict)

    @classmethod
    def of(cls, part: Element | None) -> Numbering:
        """The lists of a file."""
        if part is None:
            return cls()
        abstract = {str(each.get("abstractNumId")): each for each in part.iter("abstractNum")}
        linked = {value(each, "styleLink"): each for each in abstract.values() if value(each, "styleLink")}
        kinds: dict[tuple[str, int], bool | None] = {}
        for number in part.iter("num"):
            base = abstract.get(value(number, "abstractNumId") or "")
            if base is not None and (link := value(base, "numStyleLink")):
                base = linked.get(link, base)
            own = (each.find("lvl") for each in number.iter("lvlOverride"))
            for level in (
                *(base.iter("lvl") if base is not None else ()),
                *(each for each in own if each is not None),
            ):
                depth = level.get("ilvl", "0")
                kinds[str(number.get("numId")), int(depth) if depth.isdigit() else 0] = _kind(level)
        return cls(kinds)

    def is_numbered(self, number: str, depth: int) -> bool | None:
        """Whether entries of this list have numbers here; a list that nobody defined has bullets."""
        return self.kinds.get((number, depth), False)


def _kind(level: Element) -> bool | None:
    kind = value(level, "numFmt") or "decimal"
    if kind == "none":
        return None
    return kind != "bullet"
