"""A web page as a tree of elements, well formed whatever was sent; it knows no meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from answers import sanitize

_VOID = frozenset({"br", "hr", "img"})
_TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{0,500})</title>", re.IGNORECASE)
_DECLARATION = re.compile(r"([a-z-]{1,40})\s*:\s*([^;]{0,200})")


@dataclass(eq=False)
class Element:
    """One element with what stands in it; text stands in it as text."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        """Its classes, in small letters."""
        return frozenset(self.attributes.get("class", "").lower().split())

    @property
    def style(self) -> dict[str, str]:
        """What its style attribute declares."""
        return {
            name: value.strip()
            for name, value in _DECLARATION.findall(self.attributes.get("style", "").lower())
        }

    @property
    def elements(self) -> Iterator[Element]:
        """The elements that stand right in it."""
        return (child for child in self.children if isinstance(child, Element))

    def all(self) -> Iterator[Element]:
        """Itself and every element within, in reading order."""
        waiting = [self]
        while waiting:
            each = waiting.pop()
            yield each
            waiting.extend(reversed(list(each.elements)))

    def text(self, is_left_out: Callable[[Element], bool] = lambda _each: False) -> str:
        """Everything it says, in one line; without the elements that are left out."""
        parts: list[str] = []
        waiting: list[Element | str] = [self]
        while waiting:
            each = waiting.pop()
            if isinstance(each, str):
                parts.append(each)
            elif not is_left_out(each):
                waiting.extend(reversed(each.children))
        return " ".join("".join(parts).split())


def parse(html: str) -> Element:
    """The page as a browser would build it; raises sanitize.UnfitTextError for what is none."""
    reader = _Reader()
    reader.feed(sanitize.tidied(html))
    reader.close()
    return reader.root


def title(html: str) -> str:
    """What a browser's tab would say."""
    found = _TITLE.search(html)
    return " ".join(parse(found[1]).text().split()) if found else ""


class _Reader(HTMLParser):
    """Reads what the sanitising library wrote: every element is closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("body")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
