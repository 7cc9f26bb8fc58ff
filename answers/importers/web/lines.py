"""The text of an element as runs with marks; it knows no block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from answers.importers.documents import html, note_address, run
from answers.importers.raised import APART
from answers.importers.web import hints
from answers.importers.web.elements import Element
from answers.importers.web.notes import Notes, fragment
from answers.rendering.markup import Run

LISTS = frozenset({"ul", "ol"})
_BREAKING = frozenset({"p", "div", "li", "tr", "br", "blockquote", "dd", "dt", "pre", "table", "section"})
_LINE_ENDS = re.compile(r"\s*[\r\n]\s*")
_MOST_OF_A_PAGE = 0.5
"""What holds more than this is the page, however it is named."""

_ARROWS = re.compile(r"^\s*[\^↑↩⏎]+\ufe0e?\s*|\s*[↑↩⏎]\ufe0e?\s*$")

Marks = frozenset[str]


class Lines:
    """Reads the runs of a page and counts what it leaves out; knows where marks link to."""

    def __init__(self, notes: Notes, *, size: int, is_word: bool) -> None:
        self.notes, self.size, self.is_word = notes, size, is_word
        self.comments = self.pictures = self.deletions = 0

    def leaves_out(self, element: Element) -> bool:
        """Whether an element is no part of the text; what an editor should hear of is counted."""
        self.pictures += element.tag in ("img", "figure")
        self.deletions += element.tag == "del"
        self.comments += hints.is_comment(element)
        return (
            element.tag == "del"
            or id(element) in self.notes.back_links
            or bool(self.notes.name_of(element))
            or hints.is_hidden(element)
            or hints.is_comment(element)
            or hints.is_chrome(element)
            or (hints.is_named_chrome(element) and len(element.text()) < self.size * _MOST_OF_A_PAGE)
        )

    def runs(self, element: Element, marks: Marks = frozenset(), href: str = "") -> Iterator[Run]:
        """The runs within an element, its lists left out."""
        for child in element.children:
            if isinstance(child, str):
                yield prose(child, marks, href)
            elif child.tag not in LISTS:
                yield from self.of(child, marks, href)

    def of(self, element: Element, marks: Marks, href: str) -> Iterator[Run]:
        """The runs of one element; a block among them stands on a line of its own."""
        if self.leaves_out(element):
            return
        inner, address = self.inside(element, marks, href)
        if element.tag in _BREAKING:
            yield Run("\n")
        if element.tag == "sup" and not self.is_word:
            yield run(APART, inner, address)
        yield from self.runs(element, inner, address)
        if element.tag in _BREAKING and element.tag != "br":
            yield Run("\n")

    def inside(self, element: Element, marks: Marks, href: str) -> tuple[Marks, str]:
        """The marks and the address that hold within an element."""
        wanted, unwanted = hints.marks(element)
        return (marks - unwanted) | wanted, self._address(element, href)

    def note(self, element: Element) -> str:
        """The markup of a note, without its number and the links back."""
        said = html(self.runs(element)).replace("<br>", " ").strip()
        return f"<p>{_ARROWS.sub('', said)}</p>"

    def _address(self, element: Element, href: str) -> str:
        if element.tag != "a":
            return href
        address = element.attributes.get("href", "")
        if name := self.notes.names.get(fragment(address)):
            return note_address(name)
        return _unwrapped(address) if address.startswith(("http://", "https://", "mailto:")) else ""


def prose(text: str, marks: Marks, href: str) -> Run:
    """A stretch of text; in the code of a page the end of a line is a space."""
    return run(_LINE_ENDS.sub(" ", text), marks, href)


def _unwrapped(address: str) -> str:
    """Google Docs leads every link over an address of its own."""
    parts = urlsplit(address)
    if parts.netloc == "www.google.com" and parts.path == "/url":
        return next(iter(parse_qs(parts.query).get("q", [])), address)
    return address
