"""A Word file as a document: paragraphs, headings, lists, tables, text boxes and notes, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from answers.importers import left_out, lists
from answers.importers.documents import Block, Document, Note, html
from answers.importers.lists import Entry
from answers.importers.word.package import Package
from answers.importers.word.styles import Numbering, Styles, is_on
from answers.importers.word.text import Texts
from answers.rendering.markup import Run

_NOTE_PARTS = {"f": ("footnotes.xml", "footnote"), "e": ("endnotes.xml", "endnote")}
_CONTAINERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "body", "txbxContent", "tc"})
_MOST_BOXES = 200
_LONGEST_CELL = 500


def read(stored: bytes) -> Document:
    """The document; raises NotAPage for what is no Word file, or a harmful one."""
    package = Package(stored)
    texts = Texts(Styles.of(package.beside("styles.xml")), package.addresses)
    reader = _Reader(texts, Numbering.of(package.beside("numbering.xml")))
    body = package.document.find("body")
    reader.walk(package.document if body is None else body)
    reader.end()
    notes = tuple(_notes(package, texts))
    counts = {"insertions": texts.insertions, "deletions": texts.deletions, "comments": texts.comments}
    counts |= {"pictures": texts.pictures, "boxes": reader.boxes, "embedded": reader.embedded}
    return Document(tuple(reader.blocks), notes, remarks=tuple(left_out.sentences(counts)))


def _notes(package: Package, texts: Texts) -> Iterator[Note]:
    """The notes that the text refers to, in that order."""
    parts = {kind: package.beside(name) for kind, (name, _tag) in _NOTE_PARTS.items()}
    for name in list(texts.notes):
        part, tag = parts[name[0]], _NOTE_PARTS[name[0]][1]
        found = (
            (each for each in part.iter(tag) if each.get("id") == name[1:]) if part is not None else iter(())
        )
        note = next(found, None)
        if note is not None:
            said = " ".join(html(texts.runs(each)) for each in note.iter("p"))
            yield Note(name, f"<p>{said.replace('<br>', ' ').strip()}</p>")


class _Reader:
    """Walks through the body and makes a block of each paragraph, list and table."""

    def __init__(self, texts: Texts, numbering: Numbering) -> None:
        self.texts, self.numbering = texts, numbering
        self.blocks: list[Block] = []
        self.boxes = self.embedded = 0
        self._entries: list[Entry] = []
        self._unended: list[Run] = []

    def walk(self, element: Element) -> None:
        """The blocks of a container; one that somebody deleted is none."""
        for child in element:
            if child.tag == "p":
                self._paragraph(child)
            elif child.tag == "tbl":
                self._table(child)
            elif child.tag in _CONTAINERS:
                self.walk(child)
            elif child.tag == "mc:AlternateContent":
                self.walk(next(iter(child), child))
            elif child.tag in ("del", "moveFrom"):
                self.texts.deletions += 1
            elif child.tag == "altChunk":
                self.embedded += 1
            self._read_boxes()

    def end(self) -> None:
        """End the list that was going on."""
        if self._entries:
            self.blocks.append(Block(lists.nested(self._entries)))
            self._entries = []

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find("pPr")
        styles = self.texts.styles
        runs = [*self._unended, *self.texts.runs(paragraph)]
        self._unended = []
        if _goes_on(properties):
            self._unended = runs
            return
        said = html(runs)
        if styles.is_contents(properties) or not said:
            return
        number, depth = styles.list_of(properties)
        is_numbered = self.numbering.is_numbered(number, depth) if number else None
        if level := styles.heading_level(properties):
            self.end()
            self.blocks.append(Block(said.replace("<br>", " "), level))
        elif is_numbered is not None:
            self._entries.append(Entry(depth, is_numbered, said))
        else:
            self.end()
            self.blocks.append(Block(f"<p>{said}</p>"))

    def _read_boxes(self) -> None:
        """The text of boxes comes after the paragraph that they hang on."""
        while self.texts.boxes and self.boxes < _MOST_BOXES:
            self.boxes += 1
            self.walk(self.texts.boxes.pop(0))

    def _table(self, table: Element) -> None:
        """A table of facts stays one; one that only arranges the page is read cell by cell."""
        self.end()
        rows = [row for row in table.iter("tr") if row.find("trPr/del") is None]
        cells = [cell for row in rows for cell in row.iter("tc")]
        if not _is_data(table, rows, cells):
            for cell in cells if table.find(".//tbl") is None else _outer_cells(table):
                self.walk(cell)
            self.end()
            return
        written = "".join(f"<tr>{''.join(self._cells(row))}</tr>" for row in rows)
        self.blocks.append(Block(f"<table><tbody>{written}</tbody></table>"))

    def _cells(self, row: Element) -> Iterator[str]:
        tag = "th" if is_on(row.find("trPr"), "tblHeader") else "td"
        for cell in row.iter("tc"):
            said = "<br>".join(filter(None, (html(self.texts.runs(each)) for each in cell.iter("p"))))
            yield f"<{tag}>{said}</{tag}>"


def _goes_on(properties: Element | None) -> bool:
    """Whether somebody deleted the end of the paragraph, so that the next one belongs to it."""
    return properties is not None and properties.find("rPr/del") is not None


def _is_data(table: Element, rows: list[Element], cells: list[Element]) -> bool:
    """Several rows and columns of short cells without lists, and no table within."""
    is_plain = table.find(".//tbl") is None and table.find(".//numPr") is None
    lengths = (sum(len(each.text or "") for each in cell.iter("t")) for cell in cells)
    return (
        is_plain
        and len(rows) > 1
        and len(cells) >= 2 * len(rows)
        and all(length <= _LONGEST_CELL for length in lengths)
    )


def _outer_cells(table: Element) -> Iterator[Element]:
    for row in table.findall("tr"):
        yield from row.findall("tc")
