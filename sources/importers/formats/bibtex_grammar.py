"""The grammar of BibTeX: entries and their fields, strings put in, broken ones named; it knows no meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sources.importers.formats.record import Problem

FOUND = re.compile(r"^[ \t]*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)

_STARTS = re.compile(r"^[ \t]*(?=@\s*[A-Za-z]+\s*[{(])", re.MULTILINE)
_OPENING = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_KEY = re.compile(r"\s*([^\s,={}()\"#%]*)\s*(?=[,)}]|$)")
_NAME = re.compile(r"[\s,]*([A-Za-z][\w:.+-]*)\s*=\s*")
_BARE = re.compile(r"[^\s,#{}()\"=]+")
_BRACE = re.compile(r"[{}\\]")
_QUOTE = re.compile(r"[{}\\\"]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

Parts = tuple[tuple[str, bool], ...]
"""A value as (text, whether it is the name of a string)."""


@dataclass(frozen=True)
class Entry:
    """One entry: its type and field names in small letters, its values still in LaTeX."""

    type: str
    key: str
    line: int
    fields: Mapping[str, str]


class _BrokenError(Exception):
    """Where an entry cannot be read on."""


def entries(text: str) -> Iterator[Entry | Problem]:
    """Every entry in its order; strings count wherever in the file they are defined."""
    strings: dict[str, Parts] = {name: ((name, False),) for name in _MONTHS}
    found: list[tuple[str, str, int, dict[str, Parts]] | Problem] = []
    for line, piece in _pieces(text):
        _read_piece(piece, line, found, strings)
    for each in found:
        if isinstance(each, Problem):
            yield each
            continue
        kind, key, line, fields = each
        yield Entry(kind, key, line, {name: _text(parts, strings) for name, parts in fields.items()})


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text from each line that begins an entry to the next, so that an unclosed one harms no other."""
    starts = [found.end() for found in _STARTS.finditer(text)]
    line, counted = 1, 0
    for at, following in zip(starts, [*starts[1:], len(text)], strict=True):
        line, counted = line + text.count("\n", counted, at), at
        yield line, text[at:following]


def _read_piece(
    piece: str,
    line: int,
    found: list[tuple[str, str, int, dict[str, Parts]] | Problem],
    strings: dict[str, Parts],
) -> None:
    """The entries that one piece holds; more than one only where they share a line."""
    at = 0
    while opening := _OPENING.search(piece, at):
        kind, here = opening[1].lower(), line + piece.count("\n", 0, opening.start())
        if kind == "comment":
            return
        try:
            key, fields, at = _entry(piece, opening)
        except _BrokenError as broken:
            found.append(Problem(here, str(broken)))
            return
        if kind == "string":
            strings.update(fields)
        elif kind != "preamble":
            found.append((kind, key, here, fields))


def _entry(piece: str, opening: re.Match[str]) -> tuple[str, dict[str, Parts], int]:
    kind, closing, at = opening[1].lower(), {"{": "}", "(": ")"}[opening[2]], opening.end()
    if kind == "preamble":
        return "", {}, _balanced(piece, at)
    key = ""
    if kind != "string" and (named := _KEY.match(piece, at)):
        key, at = named[1], named.end()
    fields: dict[str, Parts] = {}
    while found := _NAME.match(piece, at):
        parts, at = _value(piece, found.end(), found[1])
        fields.setdefault(found[1].lower(), parts)
    end = re.compile(r"[\s,]*").match(piece, at)
    at = end.end() if end else at
    if at >= len(piece):
        raise _BrokenError("This entry is never closed.")
    if piece[at] != closing:
        raise _BrokenError(f"This entry cannot be read on from “{' '.join(piece[at : at + 30].split())}”.")
    return key, fields, at + 1


def _value(piece: str, at: int, name: str) -> tuple[Parts, int]:
    """Texts in braces or quotes, numbers and names of strings, joined by #."""
    parts: list[tuple[str, bool]] = []
    while True:
        if piece[at : at + 1] == "{":
            end = _balanced(piece, at + 1)
            parts.append((piece[at + 1 : end - 1], False))
        elif piece[at : at + 1] == '"':
            end = _quoted(piece, at + 1)
            parts.append((piece[at + 1 : end - 1], False))
        elif bare := _BARE.match(piece, at):
            end = bare.end()
            parts.append((bare[0], not bare[0].isdigit()))
        else:
            raise _BrokenError(f"The field “{name}” has no value.")
        joined = re.compile(r"\s*#\s*").match(piece, end)
        if not joined:
            return tuple(parts), end
        at = joined.end()


def _balanced(piece: str, at: int) -> int:
    """Behind the brace that closes the one before this place."""
    depth = 1
    while found := _BRACE.search(piece, at):
        at = found.end() + (found[0] == "\\")
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not depth:
            return at
    raise _BrokenError("This entry is never closed.")


def _quoted(piece: str, at: int) -> int:
    """Behind the quote that ends the text; quotes inside braces belong to it."""
    depth = 0
    while found := _QUOTE.search(piece, at):
        at = found.end() + (found[0] == "\\" and depth > 0)
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if found[0] == '"' and depth <= 0:
            return at
    raise _BrokenError("A quoted text of this entry is never closed.")


def _text(parts: Parts, strings: Mapping[str, Parts], *, depth: int = 0) -> str:
    """The value with its strings put in; a string that is not defined stands as its name."""
    if depth > 5:
        return ""
    texts = []
    for text, is_name in parts:
        known = strings.get(text.lower()) if is_name else None
        texts.append(_text(known, strings, depth=depth + 1) if known else text)
        if sum(map(len, texts)) > 1_000_000:
            return ""
    return "".join(texts)
