"""Which elements of a web page are its notes, and which links lead to them; it knows no number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from answers.importers import headings
from answers.importers.web import hints
from answers.importers.web.elements import Element

_MARK = re.compile(r"[\[(]?\s*(?:note\s)?(?:\d{1,3}|[a-z]|[ivxlc]{1,6}|[*†‡§¶]{1,3})\s*[\])]?", re.IGNORECASE)
_BLOCKS = frozenset({"li", "p", "div", "dd", "tr", "section", "blockquote"})
_INLINE = frozenset({"a", "span", "sup", "b", "strong", "i", "em", "cite", "td", "th", "u", "font"})
_LONGEST_NOTE = 3000
_REMARKABLE = frozenset({"notes", "footnotes", "endnotes"})
"""Below these headings a note may be a remark; below “References” each is a source."""


@dataclass
class Notes:
    """The notes of a page in their order, by the element that holds each."""

    listed: dict[int, tuple[Element, bool]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """For the place that a mark leads to the name of its note."""
    back_links: set[int] = field(default_factory=set)

    def name_of(self, element: Element) -> str:
        """The name of the note that this element is, or nothing."""
        return f"n{id(element)}" if id(element) in self.listed else ""


def find(body: Element) -> Notes:
    """Every block that a mark above it links to, and the other entries of the same list."""
    order = {id(each): place for place, each in enumerate(body.all())}
    parents = {id(child): parent for parent in body.all() for child in parent.elements}
    anchors = _anchors(body)
    notes, targets = Notes(), dict[int, Element]()
    for link in _links(body):
        place = fragment(link.attributes["href"])
        target = anchors.get(place)
        block = _block(target, parents) if target else None
        if block is None or id(block) not in order:
            continue
        if order[id(block)] < order[id(link)]:
            notes.back_links.add(id(link))
        elif _MARK.fullmatch(link.text()) and len(block.text()) <= _LONGEST_NOTE:
            targets[id(block)] = block
            notes.names[place] = f"n{id(block)}"
    lists = {id(parents[key]): parents[key] for key, block in targets.items() if block.tag == "li"}
    for each in lists.values():
        targets |= {id(child): child for child in each.elements if child.tag == "li"}
    above = _headings_above(body)
    for key in sorted(targets, key=lambda key: order[key]):
        heading = above.get(key, "")
        is_listed = (headings.ours(heading) or headings.alike(heading)) == "references"
        notes.listed[key] = targets[key], is_listed and heading.strip(" :").casefold() not in _REMARKABLE
    return notes


def fragment(address: str) -> str:
    """The place on the page that an address leads to; browsers save such links with the whole address."""
    return unquote(address.partition("#")[2])


def _links(body: Element) -> Iterator[Element]:
    for each in body.all():
        if each.tag == "a" and fragment(each.attributes.get("href", "")):
            yield each


def _anchors(body: Element) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for each in body.all():
        for name in (each.attributes.get("id"), each.attributes.get("name") if each.tag == "a" else None):
            if name:
                found.setdefault(name, each)
    return found


def _block(element: Element, parents: dict[int, Element]) -> Element | None:
    """The block that an anchor belongs to: itself, or the one whose text it begins."""
    while element.tag in _INLINE and id(element) in parents:
        element = parents[id(element)]
    if element.tag == "p" and id(element) in parents:
        parent = parents[id(element)]
        if parent.tag == "li" or (parent.tag == "div" and _is_alone(element, parent)):
            element = parent
    return element if element.tag in _BLOCKS and not hints.heading_level(element) else None


def _is_alone(element: Element, parent: Element) -> bool:
    """Whether nothing else stands in the parent."""
    return all(each is element or (isinstance(each, str) and not each.strip()) for each in parent.children)


def _headings_above(body: Element) -> dict[int, str]:
    """For each block the heading that it stands below."""
    found: dict[int, str] = {}
    heading = ""
    for each in body.all():
        if hints.heading_level(each):
            heading = each.text(hints.is_of_site)
        found[id(each)] = heading
    return found
