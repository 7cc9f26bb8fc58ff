"""Bytes made text, whatever program wrote them; it knows no format and unpacks no archive."""

from __future__ import annotations

import codecs
import re

from sources.importers.formats.record import UnreadableError

LARGEST = 50_000_000
"""A file must be smaller than this many bytes."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PACKED = {
    b"PK\x03\x04": "This is a zip archive, a Word file or a spreadsheet.",
    b"PK\x05\x06": "This is an empty zip archive.",
    b"\x1f\x8b": "This is a gzip archive.",
    b"BZh": "This is a bzip2 archive.",
    b"\xfd7zXZ": "This is an xz archive.",
    b"\x28\xb5\x2f\xfd": "This is a zstd archive.",
    b"7z\xbc\xaf": "This is a 7z archive.",
    b"Rar!": "This is a RAR archive.",
    b"%PDF": "This is a PDF.",
    b"\xd0\xcf\x11\xe0": "This is a Word file or a spreadsheet.",
}
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})")


def decoded(stored: bytes) -> str:
    """The text with plain line ends; raises UnreadableError for what is too large, packed or no text."""
    if len(stored) >= LARGEST:
        raise UnreadableError("This file has 50 MB or more. Please export the sources in smaller parts.")
    for beginning, words in _PACKED.items():
        if stored.startswith(beginning):
            raise UnreadableError(f"{words} Please export the sources as RIS, and bring in that file.")
    text = _text(stored)
    if text.count("\0") > len(text) // 100:
        raise UnreadableError("This file holds no text. Please export the sources as RIS.")
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _text(stored: bytes) -> str:
    for mark, name in _MARKS:
        if stored.startswith(mark):
            return stored[len(mark) :].decode(name, errors="replace")
    if name := _unmarked_utf16(stored[:2000]):
        return stored.decode(name, errors="replace")
    if (declared := _DECLARED.match(stored)) and (name := _known(declared[1].decode())):
        return stored.decode(name, errors="replace")
    try:
        return stored.decode("utf-8")
    except UnicodeDecodeError:
        return "\n".join(_line(line) for line in stored.split(b"\n"))


def _line(line: bytes) -> str:
    """Each line by itself: files put together from several programs mix their encodings."""
    for name in ("utf-8", "cp1252"):
        try:
            return line.decode(name)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def _unmarked_utf16(head: bytes) -> str:
    """In UTF-16 every second byte of plain letters is zero."""
    half = len(head) // 2
    if half < 4:
        return ""
    if head[1::2].count(0) > half * 0.6 and head[0::2].count(0) < half * 0.1:
        return "utf-16-le"
    if head[0::2].count(0) > half * 0.6 and head[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _known(name: str) -> str:
    """The declared encoding when it is one of text, and not one that the bytes already contradict."""
    try:
        found = codecs.lookup(name).name
        "".encode(found)
    except (LookupError, ValueError):
        return ""
    return "" if found.startswith(("utf-8", "utf-16", "utf-32")) else found
