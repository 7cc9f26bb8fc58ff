"""The bytes of a saved web page made text by what they say of themselves; it reads no element."""

from __future__ import annotations

import codecs
import re

from sources.importers.formats import encoding

_DECLARED = re.compile(rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_HEAD = 8192
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}


def decoded(stored: bytes) -> str:
    """The text: by its byte order mark, by its declaration, else UTF-8, else as Windows writes it."""
    declared = _DECLARED.search(stored[:_HEAD])
    name = _known(declared[1].decode()) if declared else ""
    if name and not stored.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return stored.decode(name, errors="replace")
    return encoding.decoded(stored)


def _known(name: str) -> str:
    """The declared encoding, unless the bytes themselves tell better; Latin-1 means Windows' own."""
    try:
        found = codecs.lookup(name).name
        "".encode(found)
    except (LookupError, ValueError):
        return ""
    return "" if found.startswith("utf") else _AS_BROWSERS_DO.get(found, found)
