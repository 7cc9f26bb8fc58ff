"""A web page as a document: the article without the site around it, block by block."""

from __future__ import annotations

from collections.abc import Iterator

from answers import sanitize
from answers.importers import left_out, lists
from answers.importers.documents import Block, Document, Note, html, run
from answers.importers.lists import Entry
from answers.importers.page import NotAPage
from answers.importers.web import elements, hints, notes
from answers.importers.web.elements import Element
from answers.importers.web.lines import LISTS, Lines, Marks, prose
from answers.rendering.markup import Run

_PARAGRAPHS = frozenset({"p", "pre", "blockquote", "figcaption", "summary", "dt", "dd", "caption", "center"})
_CONTAINERS = frozenset(
    {"div", "section", "article", "main", "details", "dl", "table", "thead", "tbody", "tfoot"}
)
_CONTAINERS |= {"tr", "td", "th", "li"}
_BLOCKS = _PARAGRAPHS | _CONTAINERS | LISTS | {"h1", "h2", "h3", "h4", "h5", "h6"}
_SMALLEST_SHARE = 0.2
_LONGEST_CELL = 500


def read(text: str) -> Document:
    """The document; raises NotAPage for what is no web page."""
    try:
        body = elements.parse(text)
    except sanitize.UnfitTextError as unfit:
        raise NotAPage(str(unfit)) from unfit
    found = notes.find(body)
    root = _root(body)
    lines = Lines(found, size=len(root.text()), is_word="mso" in text[:200_000].lower())
    reader = _Reader(lines)
    title = next((each for each in body.all() if each.tag == "h1"), None)
    if title and not any(each.tag == "h1" for each in root.all()):
        reader.heading(title, 1)
    reader.walk(root)
    reader.end()
    listed = tuple(
        Note(found.name_of(each), lines.note(each), is_listed=is_listed)
        for each, is_listed in found.listed.values()
    )
    counts = {"pictures": lines.pictures, "comments": lines.comments, "deletions": lines.deletions}
    remarks = tuple(left_out.sentences(counts))
    return Document(tuple(reader.blocks), listed, elements.title(text), remarks)


def _root(body: Element) -> Element:
    """The part that says itself to be the article, unless it holds next to nothing of the page."""
    size = len(body.text())
    for is_root in (_is_main, lambda each: each.tag == "article"):
        found = max(
            (each for each in body.all() if is_root(each)), key=lambda each: len(each.text()), default=None
        )
        if found and len(found.text()) >= size * _SMALLEST_SHARE:
            return found
    return body


def _is_main(element: Element) -> bool:
    return element.tag == "main" or element.attributes.get("role") == "main"


class _Reader:
    """Walks through the elements and ends a block wherever one ends."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self._loose: list[Run] = []
        self._entries: list[Entry] = []

    def walk(self, element: Element, marks: Marks = frozenset(), href: str = "") -> None:
        """Every block within an element; loose text between blocks is a paragraph."""
        for child in element.children:
            if isinstance(child, str):
                self._loose.append(prose(child, marks, href))
            elif child.tag in _BLOCKS or child.tag == "header" or _holds_blocks(child):
                self._block(child, marks, href)
            else:
                self._loose.extend(self.lines.of(child, marks, href))

    def heading(self, element: Element, level: int) -> None:
        """A heading; a link in it often leads to itself."""
        self.end()
        text = html(run(each.text, frozenset(each.marks), "") for each in self.lines.runs(element))
        if text:
            self.blocks.append(Block(text.replace("<br>", " "), level))

    def end(self, *, is_entry: bool = False) -> None:
        """End the paragraph, and the list of Word's unless another entry follows."""
        loose, self._loose = html(self._loose), []
        if loose.strip():
            self._end_list()
            self.blocks.append(Block(f"<p>{loose}</p>"))
        if not is_entry:
            self._end_list()

    def _add(self, written: str) -> None:
        if written:
            self.blocks.append(Block(written))

    def _end_list(self) -> None:
        if self._entries:
            self.blocks.append(Block(lists.nested(self._entries)))
            self._entries = []

    def _block(self, child: Element, marks: Marks, href: str) -> None:
        entry = hints.word_list(child)
        if self.lines.leaves_out(child):
            return
        self.end(is_entry=entry is not None or not child.text())
        if level := hints.heading_level(child):
            self.heading(child, level)
        elif entry:
            self._entries.append(entry._replace(html=html(self.lines.runs(child, marks, href))))
        elif child.tag in LISTS:
            self._add(self._list(child))
        elif child.tag == "table" and _is_data(child):
            self.blocks.append(Block(self._table(child)))
        elif child.tag == "header":
            for each in child.all():
                if level := hints.heading_level(each):
                    self.heading(each, level)
        elif child.tag == "blockquote" and not any(_holds_blocks(each) for each in child.elements):
            self.blocks.append(Block(f"<blockquote>{html(self.lines.runs(child, marks, href))}</blockquote>"))
        else:
            self.walk(child, *self.lines.inside(child, marks, href))
            self.end(is_entry=True)

    def _list(self, element: Element) -> str:
        """A list with the lists in its entries, also those that Google Docs puts between them."""
        entries: list[str] = []
        for child in element.elements:
            if self.lines.leaves_out(child):
                continue
            if child.tag in LISTS:
                entries[-1:] = [(entries[-1] if entries else "") + self._list(child)]
                continue
            within = "".join(self._list(each) for each in _lists_in(child))
            entries.append(html(self.lines.runs(child)) + within)
        written = "".join(f"<li>{entry}</li>" for entry in entries if entry)
        return f"<{element.tag}>{written}</{element.tag}>" if written else ""

    def _table(self, table: Element) -> str:
        rows = []
        for row in table.all():
            if row.tag == "tr":
                cells = (cell for cell in row.elements if cell.tag in ("td", "th"))
                rows.append(
                    "".join(f"<{cell.tag}>{html(self.lines.runs(cell))}</{cell.tag}>" for cell in cells)
                )
        return f"<table><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"


def _holds_blocks(element: Element) -> bool:
    """Whether there are blocks in what should be a part of a line, as in Google Docs' outer <b>."""
    return any(each.tag in _BLOCKS for each in element.all() if each is not element)


def _lists_in(entry: Element) -> Iterator[Element]:
    """The lists that stand in an entry and in no other list within it."""
    for each in entry.elements:
        if each.tag in LISTS:
            yield each
        else:
            yield from _lists_in(each)


def _is_data(table: Element) -> bool:
    """Whether a table holds facts, and not the page itself: several rows and columns of short cells."""
    rows = [row for row in table.all() if row.tag == "tr"]
    cells = [cell for cell in table.all() if cell.tag in ("td", "th")]
    inner = {each.tag for each in table.all() if each is not table}
    is_plain = not inner & {"table", "h1", "h2", "h3", "h4", "ul", "ol"} and all(
        len(cell.text()) <= _LONGEST_CELL for cell in cells
    )
    return is_plain and len(rows) > 1 and len(cells) >= 2 * len(rows)
