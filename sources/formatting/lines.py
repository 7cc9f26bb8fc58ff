"""Contributors as an editor types them, one to a line: "Moreau P", "Moreau, Philippe" or "{Group}"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sources.formatting.work import Name

_INITIALS = re.compile(r"[^\W\d_a-z](?:[.\-\s]{0,2}[^\W\d_a-z]){0,3}\.?")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd|4th)\.?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|&|\band\b)\s*(?![^{]*})")
_OTHERS = re.compile(r"[,;]?\s*\bet al\.?\Z", re.IGNORECASE)
_EDITOR = re.compile(r"\s*\((?:ed|eds|editor)\.?\)$", re.IGNORECASE)


def from_lines(text: str) -> tuple[Name, ...]:
    """The contributors in the order of their lines; raises ValueError with the line that cannot be read."""
    return tuple(_read(line.strip()) for line in text.splitlines() if line.strip())


def from_line(text: str) -> tuple[Name, ...]:
    """The contributors on one line, parted by “;”, or by commas when each has initials ("Moreau P, Li Q").

    Who only stands there as "et al." stays unnamed. Raises ValueError with the part that cannot be read.
    """
    named = _OTHERS.sub("", " ".join(text.split()))
    parts = named.split(";")
    if len(parts) == 1 and all(_is_person(part) for part in _BETWEEN.split(named)):
        parts = _BETWEEN.split(named)
    return from_lines("\n".join(parts))


def to_lines(names: Iterable[Name]) -> str:
    """The same names as lines that `from_lines` reads back."""
    return "\n".join(_write(name) for name in names)


def _is_person(part: str) -> bool:
    *family, last = part.removesuffix(".").split(" ")
    return part.startswith("{") or (bool(family) and _INITIALS.fullmatch(last) is not None)


def _read(line: str) -> Name:
    role = "editor" if _EDITOR.search(line) else "author"
    plain = " ".join(_EDITOR.sub("", line).split())
    if plain.startswith("{") and plain.endswith("}"):
        return Name(literal=plain[1:-1].strip(), role=role)
    if "," in plain:
        family, given, suffix = [*(part.strip() for part in plain.split(",", 2)), "", ""][:3]
        return Name(family=family, given=given, suffix=suffix, role=role)
    return _read_words(plain.split(" "), role)


def _read_words(words: list[str], role: str) -> Name:
    """Family names, then initials, then a suffix; a single word is a family name."""
    suffix = words[-1] if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    rest = words[:-1] if suffix else words
    if len(rest) == 1:
        return Name(family=rest[0], suffix=suffix, role=role)
    if not _INITIALS.fullmatch(rest[-1]):
        raise ValueError(" ".join(words))
    return Name(family=" ".join(rest[:-1]), given=rest[-1], suffix=suffix, role=role)


def _write(name: Name) -> str:
    editor = " (ed)" if name.role == "editor" else ""
    if name.literal:
        return f"{{{name.literal}}}{editor}"
    family = f"{name.particle} {name.family}".strip()
    if _INITIALS.fullmatch(name.given) and " " not in name.given and not name.suffix:
        return f"{family} {name.given}{editor}"
    if not name.given and not name.suffix and " " not in family:
        return f"{family}{editor}"
    return ", ".join([family, name.given, name.suffix]).removesuffix(", ") + editor
