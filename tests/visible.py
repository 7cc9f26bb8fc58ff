"""What a page says to readers and what its JSON-LD says, side by side: `faults` names each difference."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

Node = dict[str, Any]

ASKED = {
    "MedicalWebPage": (
        "name", "description", "inLanguage", "lastReviewed", "reviewedBy", "about", "audience", "url",
        "dateModified", "datePublished", "publisher", "breadcrumb", "isAccessibleForFree", "mainEntity",
    ),
    "Question": ("name", "text", "acceptedAnswer", "answerCount", "datePublished", "author"),
    "Answer": ("text", "url", "datePublished", "author"),
    "BreadcrumbList": ("itemListElement",),
    "Person": ("name", "jobTitle", "@id"),
    "Organization": ("name",),
    "ScholarlyArticle": ("name", "url", "datePublished", "author"),
}  # fmt: skip
"""What search engines ask of each kind and what they recommend."""

DAY = re.compile(r"\d{4}-\d\d-\d\d")
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}


class _Visible(HTMLParser):
    """The text of a page without its scripts and without its citation marks, and of some parts of it."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, str]] = []
        self.blocks: list[str] = []
        self.days: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            names = (given.get("class") or "").split()
            self.open.append(" ".join([tag, *(f".{name}" for name in names), f"#{given.get('id')}"]))
        if given.get("type") == "application/ld+json":
            self.blocks.append("")
        self.days.update(filter(None, [given.get("datetime")]))

    def handle_endtag(self, tag: str) -> None:
        while self.open and not self.open.pop().startswith(f"{tag} "):
            continue

    def handle_data(self, text: str) -> None:
        path = " > ".join(self.open)
        if "script" in path:
            self.blocks[-1:] = [self.blocks[-1] + text] if self.blocks else []
            return
        self.found.append((path, text))

    def text(self, *parts: str) -> str:
        """What stands in all of these parts, as readers read it."""
        every = (
            text
            for path, text in self.found
            if all(part in path for part in parts) and "sup .cite" not in path
        )
        return plain(" ".join(every))


def plain(text: str) -> str:
    """Without the spaces that only markup makes."""
    return re.sub(r"\s+", "", text)


def nodes(html: str) -> list[Node]:
    """What the page's block of data says; there is one block at most."""
    read = _read(html)
    assert len(read.blocks) <= 1
    return json.loads(read.blocks[0])["@graph"] if read.blocks else []


def kind(html: str, name: str) -> Node:
    """The one node of this kind."""
    (found,) = [each for each in walked(nodes(html)) if each.get("@type") == name]
    return found


def walked(value: object) -> Iterator[Node]:
    """Every node, at whatever depth."""
    if isinstance(value, list):
        for each in value:
            yield from walked(each)
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from walked(each)


def faults(html: str) -> list[str]:
    """What the JSON-LD lacks, and what it says that the page does not."""
    read = _read(html)
    found = []
    for each in walked(nodes(html)):
        name = str(each.get("@type", ""))
        lacking = [field for field in ASKED.get(name, ()) if each.get(field) in (None, "", [])]
        found += [f"{name} without {field}" for field in lacking]
        found += _unseen(name, each, read)
    return found


def _read(html: str) -> _Visible:
    parser = _Visible()
    parser.feed(html)
    parser.close()
    return parser


def _unseen(name: str, node: Node, read: _Visible) -> Iterator[str]:
    if name in ("FAQPage", "QAPage"):
        yield f"{name} is for pages that readers answer"
    if name == "Question" and plain(node["name"]) != read.text("h1 "):
        yield f"another question than the page's: {node['name']}"
    if name == "Answer" and plain(node["text"]) != read.text("#short-answer", ".lead"):
        yield f"another answer than the page's: {node['text']}"
    if name == "Person":
        said = ("name", "jobTitle", "honorificSuffix")
        yield from (
            f"nobody sees {node[each]}"
            for each in said
            if each in node and plain(node[each]) not in read.text(".byline")
        )
    if name in ("ScholarlyArticle", "Article", "Book", "WebPage", "CreativeWork") and "author" in node:
        yield from (
            f"no such source is listed: {word}"
            for word in (node["name"].rstrip("."), node["author"])
            if plain(word).casefold() not in read.text("main ").casefold()
        )
    if name == "BreadcrumbList":
        yield from _another_way(node, read)
    if name == "MedicalWebPage":
        days = (node["lastReviewed"], node["datePublished"], node["dateModified"])
        yield from (f"no day: {day}" for day in days if not DAY.fullmatch(day))
        if node["lastReviewed"] not in read.days:
            yield "another day of review than the page's"


def _another_way(node: Node, read: _Visible) -> Iterator[str]:
    items = node["itemListElement"]
    words = "".join(item["name"] for item in items[:-1])
    if plain(words) != read.text("nav .crumbs"):
        yield f"another way than the page's: {words}"
    if plain(items[-1]["name"]) != read.text("h1 "):
        yield "the way leads to another page"
    if [item["position"] for item in items] != list(range(1, len(items) + 1)) or len(items) < 2:
        yield "the steps of the way are not counted from 1"
