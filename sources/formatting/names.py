"""How contributors are written: family name and initials, or a group as it stands; it knows no style."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from sources.formatting.work import Name, Work

_SPELLED_OUT = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "ı": "i",
    }
)
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def of_role(work: Work, role: str) -> tuple[Name, ...]:
    """The work's contributors of one role, in printed order."""
    return tuple(name for name in work.contributors if name.role == role)


def listed(names: Sequence[Name], *, shown: int) -> str:
    """Up to six names in full; of more, the first `shown` and "et al"."""
    if len(names) <= 6:
        return ", ".join(written(name) for name in names)
    return ", ".join([*(written(name) for name in names[:shown]), "et al"])


def written(name: Name) -> str:
    """Family name, initials, suffix ("O'Neil SP Jr"); a group and an East Asian name stay whole."""
    if name.literal:
        return name.literal.strip()
    family = _joined(name.particle.strip(), name.family.strip())
    if _EAST_ASIAN.search(family):
        return family + name.given.strip()
    return " ".join(filter(None, [family, initials(name.given), name.suffix.strip().rstrip(".")]))


def initials(given: str) -> str:
    """The first letter of each given name: "J.-P." and "Jean-Pierre" give "JP"; "NWCJ" already is."""
    parts = [part for part in re.split(r"[\s.\-\u2010\u2011]+", given) if part]
    return "".join(part if part.isupper() and len(part) <= 4 else part[0].upper() for part in parts)


def key_stem(names: tuple[Name, ...], year: int | None) -> str:
    """The first author and the year in plain letters ("moreau2022"); a long group name gives its initials."""
    plain = _plain(_first(names))[:40] or "source"
    return f"{plain}{year or ''}"


def short_name(names: Sequence[Name], year: int | None) -> str:
    """How a work is named in passing: "Moreau 2022"; nothing when nobody is named."""
    if not names:
        return ""
    first = names[0].literal or f"{names[0].particle} {names[0].family}".strip()
    return " ".join(filter(None, [first, str(year or "")])) if first else ""


def unbracketed(title: str) -> str:
    """A title that is not in the words of the work stands in brackets in print, and in passing without."""
    return re.sub(r"\A\[([^\[\]]*)\]\Z", r"\1", title)


def _joined(particle: str, family: str) -> str:
    return f"{particle}{family}" if particle.endswith(("'", "’", "-")) else f"{particle} {family}".strip()


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
