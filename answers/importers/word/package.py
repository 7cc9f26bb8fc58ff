"""A .docx as its XML parts, read within limits; what is no such file is refused in words."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from functools import cached_property
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeTree
from django.utils.translation import gettext as _

from answers.importers.page import NotAPage

LARGEST = 30_000_000
"""Bytes of a file; pictures make it large, its text is a small part of it."""

LARGEST_PART = 8_000_000
"""Bytes of one part once it is unpacked: many times the text of any page."""

MOST_PARTS = 3_000
DEEPEST = 80
_MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
_FAMILIES = {
    "/wordprocessingml/": "",
    "/markup-compatibility/": "mc:",
    "/officeDocument/2006/math": "m:",
    "/officeDocument/math": "m:",
}
_DOCUMENT = "/officeDocument"


def is_word(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is one file of an office program, and not a folder of files."""
    names = set(archive.namelist())
    return "[Content_Types].xml" in names or "mimetype" in names


class Package:
    """The parts of one file, each read when it is asked for."""

    def __init__(self, stored: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(stored))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
            raise NotAPage(
                _("This Word file is broken or was cut off. Save it anew and try again.")
            ) from broken
        self._names = {name.lower(): name for name in self._archive.namelist()[:MOST_PARTS]}
        self._refuse_others()

    @cached_property
    def document(self) -> Element:
        """The text itself."""
        found = self._part(self._document_name)
        if found is None:
            raise NotAPage(_("This file holds no text that Word could show. Save it anew as .docx."))
        return found

    def beside(self, name: str) -> Element | None:
        """A part that stands beside the text, such as its styles, or None."""
        folder = posixpath.dirname(self._document_name)
        return self._part(posixpath.join(folder, name))

    @cached_property
    def addresses(self) -> dict[str, str]:
        """The addresses outside the file that its links lead to, by their ids."""
        folder, name = posixpath.split(self._document_name)
        return self._relations(posixpath.join(folder, "_rels", f"{name}.rels"), is_external=True)

    @cached_property
    def _document_name(self) -> str:
        found = self._relations("_rels/.rels", is_external=False)
        named = next(
            (target for kind, target in found.items() if kind.endswith(_DOCUMENT)), "word/document.xml"
        )
        return named.lstrip("/")

    def _relations(self, name: str, *, is_external: bool) -> dict[str, str]:
        part = self._part(name)
        found = {}
        for each in part if part is not None else ():
            if (each.get("TargetMode") == "External") == is_external:
                found[str(each.get("Id" if is_external else "Type", ""))] = str(each.get("Target", ""))
        return found

    def _part(self, name: str) -> Element | None:
        stored = self._bytes(name)
        if stored is None:
            return None
        try:
            root: Element = SafeTree.fromstring(stored, forbid_dtd=True)
        except DefusedXmlException as hostile:
            raise NotAPage(
                _("This file declares entities of its own, which can hide harmful text. It is not read.")
            ) from hostile
        except (ParseError, ValueError, LookupError) as broken:
            raise NotAPage(
                _("This Word file is broken. Open it in Word, save it anew and try again.")
            ) from broken
        _shorten(root)
        return root

    def _bytes(self, name: str) -> bytes | None:
        written = self._names.get(name.lower())
        if written is None:
            return None
        try:
            with self._archive.open(written) as part:
                stored = part.read(LARGEST_PART + 1)
        except (
            zipfile.BadZipFile,
            RuntimeError,
            NotImplementedError,
            EOFError,
            OSError,
            ValueError,
        ) as broken:
            raise NotAPage(
                _("This Word file is broken or protected. Save it without a password.")
            ) from broken
        if len(stored) > LARGEST_PART:
            raise NotAPage(_("This file unpacks to far more text than a page has. It is not read."))
        return stored

    def _refuse_others(self) -> None:
        """What looks like a Word file and is another one, with what to do about it."""
        if any(each.flag_bits & 1 for each in self._archive.infolist()):
            raise NotAPage(_("This file is protected by a password. Save it without one and try again."))
        kind = (self._bytes("mimetype") or b"")[:100]
        if kind.startswith(b"application/vnd.oasis"):
            raise NotAPage(
                _("This is a file of LibreOffice or OpenOffice. Save it as Word (.docx) and try again.")
            )
        types = self._bytes("[Content_Types].xml") or b""
        if _MACROS.search(types) or any(name.endswith("vbaproject.bin") for name in self._names):
            raise NotAPage(_("This file holds macros. Save it as a Word document without macros (.docx)."))
        for mark, sentence in (
            (b"spreadsheetml", _("This is a spreadsheet. Save the page as a Word document (.docx).")),
            (b"presentationml", _("This is a presentation. Save the page as a Word document (.docx).")),
        ):
            if mark in types and b"wordprocessingml" not in types:
                raise NotAPage(sentence)


def _shorten(root: Element) -> None:
    """Name elements and attributes without their namespaces; Word's transitional and strict forms are one."""
    waiting = [(root, 1)]
    while waiting:
        each, depth = waiting.pop()
        if depth > DEEPEST:
            raise NotAPage(_("This file is nested deeper than any page. It is not read."))
        each.tag = _short(str(each.tag))
        attributes = {_short_attribute(name): value for name, value in each.attrib.items()}
        each.attrib.clear()
        each.attrib.update(attributes)
        waiting.extend((child, depth + 1) for child in each)


def _short(name: str) -> str:
    space, _brace, local = name.rpartition("}")
    family = next((short for mark, short in _FAMILIES.items() if mark in space), "x:" if space else "")
    return local if "relationships" in space else f"{family}{local}"


def _short_attribute(name: str) -> str:
    """The id of a relation keeps its prefix; an element may have another one."""
    space, _brace, local = name.rpartition("}")
    return f"r:{local}" if "relationships" in space else local
