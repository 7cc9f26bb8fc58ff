"""Entries with their depth as nested lists of plain markup; it knows no format."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Entry(NamedTuple):
    """One entry of a list that its program keeps as a paragraph."""

    depth: int
    is_numbered: bool
    html: str = ""


def nested(entries: Iterable[Entry]) -> str:
    """The lists: a deeper entry stands in the one above it; another kind at one depth begins another list."""
    written: list[str] = []
    opened: list[Entry] = []
    for entry in entries:
        while opened and opened[-1].depth > entry.depth:
            written.append(f"</li></{_tag(opened.pop())}>")
        if opened and opened[-1].depth == entry.depth:
            written.append("</li>")
            if opened[-1].is_numbered != entry.is_numbered:
                written.append(f"</{_tag(opened.pop())}>")
        if not opened or opened[-1].depth < entry.depth:
            opened.append(entry)
            written.append(f"<{_tag(entry)}>")
        written.append(f"<li>{entry.html}")
    written.extend(f"</li></{_tag(entry)}>" for entry in reversed(opened))
    return "".join(written)


def _tag(entry: Entry) -> str:
    return "ol" if entry.is_numbered else "ul"
