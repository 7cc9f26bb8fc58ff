"""Names as files write them: family name first, in initials, or a group; it knows no format."""

from __future__ import annotations

import re

from sources.formatting import Name
from sources.importers.formats import words

_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd|4th)\.?", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:(?:Ph|Pharm|Sc|M|D)\.?D|M\.?P\.?H|[BM]\.?Sc?|[BM]\.?A|R\.?N|MBBS|MBChB)\.?", re.IGNORECASE
)
"""Behind family and given name only: before, "MD" may be two initials."""
_INITIALS = re.compile(r"[^\W\d_a-z](?:[.\-]{0,2}[^\W\d_a-z]){0,4}\.?")


def inverted(text: str, role: str = "author") -> Name | None:
    """ "Family, Given, Suffix"; without a comma "Family AB", else a group; nothing when there is no name."""
    text = words.plain(text)
    if text.startswith("{") and text.endswith("}"):
        return Name(
            literal=text.strip("{} "), role=role
        )  # BibTeX marks a group so, and other formats copy it
    if not any(letter.isalnum() for letter in text):
        return None
    if text.endswith(",") and not _INITIALS.fullmatch(text.rstrip(",").rpartition(",")[2].strip()):
        return Name(literal=text.rstrip(", "), role=role)  # EndNote marks a group so
    if "," not in text:
        return initialled(text, role)
    family, given, *rest = [*(part.strip() for part in text.split(",")), ""]
    suffix = ", ".join(part for part in rest if part and not _DEGREE.fullmatch(part))
    if not given and suffix:
        given, suffix = suffix, ""
    if not family or not given:
        return Name(literal=family or given, role=role)
    if _SUFFIX.fullmatch(given) and suffix:
        given, suffix = suffix, given
    return _with_suffix(family, given, suffix, role)


def initialled(text: str, role: str = "author") -> Name:
    """ "van de Donk NWCJ" or "Smith J Jr", as PubMed writes people; anything else is a group."""
    parts = words.plain(text).split(" ")
    suffix = parts.pop() if len(parts) > 2 and _SUFFIX.fullmatch(parts[-1]) else ""
    if len(parts) > 1 and _INITIALS.fullmatch(parts[-1]) and not _is_shouted(parts):
        return Name(family=" ".join(parts[:-1]), given=parts[-1], suffix=suffix, role=role)
    return Name(literal=words.plain(text), role=role)


def several(text: str, role: str = "author") -> tuple[Name, ...]:
    """The names of one field; semicolons part them."""
    found = (inverted(part, role) for part in text.split(";"))
    return tuple(name for name in found if name)


def group(text: str, role: str = "author") -> Name | None:
    """A group as it stands."""
    text = words.plain(text)
    return Name(literal=text, role=role) if text else None


def _with_suffix(family: str, given: str, suffix: str, role: str) -> Name:
    """PubMed writes the suffix behind the given names."""
    rest, _, last = given.rpartition(" ")
    if not suffix and rest and _SUFFIX.fullmatch(last) and last not in ("II", "IV"):
        given, suffix = rest, last
    return Name(family=family, given=given, suffix=suffix, role=role)


def _is_shouted(parts: list[str]) -> bool:
    """All capitals ("NICE UK") say nothing about which word is the initials."""
    return all(part.isupper() for part in parts) and len(parts[0]) > 1 and len(parts[-1]) > 1
