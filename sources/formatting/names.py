"""How contributors are written: family name and initials, or a group as it stands; it knows no reference style."""

from __future__ import annotations

import re
import unicodedata

from sources.formatting.work import Name

_SPELLED_OUT = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "ı": "i"}
)


def key_stem(names: tuple[Name, ...], year: int | None) -> str:
    """The first author and the year in plain letters ("moreau2022"); a long group name gives its initials."""
    plain = _plain(_first(names))[:40] or "source"
    return f"{plain}{year or ''}"


def _first(names: tuple[Name, ...]) -> str:
    if not names:
        return ""
    if not names[0].literal:
        return names[0].particle + names[0].family
    words = re.findall(r"\w+", names[0].literal)
    return "".join(words) if len(words) < 3 else "".join(word[0] for word in words if word[0].isupper())


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_SPELLED_OUT))
    return "".join(letter for letter in decomposed if letter.isascii() and letter.isalnum()).lower()
