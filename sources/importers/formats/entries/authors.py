"""The people and groups that open an entry, in the ways styles write them; it knows no title."""

from __future__ import annotations

import re
from typing import NamedTuple

from sources.formatting import Name

_UPPER = r"[^\W\d_a-zß-öø-ÿα-ωа-я\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_PARTICLE = (
    r"(?:de|da|das|do|dos|du|del|della|den|der|des|di|el|al|bin|ibn|la|le|les|ten|ter|te|van|von|vom|zu|zur|y"
    r"|’t|'t)"
)
_PART = rf"(?:St\. ?|[dlDLO]['’])?{_UPPER}[\w'’\-‐]*"
_FAMILY = rf"(?:{_PARTICLE}\s+|d['’])*{_PART}(?:\s+(?:{_PARTICLE}\s+)*{_PART}){{0,2}}"
_INITIALS = rf"{_UPPER}(?:[.\-‐\s]{{0,2}}{_UPPER}){{0,4}}\.?"
_SUFFIX = r"(?:Jr|Sr|II|III|IV|2nd|3rd)\.?"

_BEHIND = re.compile(
    rf"(?P<family>{_FAMILY}) (?P<given>{_UPPER}(?:[.\-]?\s?{_UPPER}){{0,3}}\.?)(?:,? (?P<suffix>{_SUFFIX}))?"
)
_AFTER_COMMA = re.compile(
    rf"(?P<family>{_FAMILY}),\s*(?P<given>{_INITIALS})(?:,?\s(?P<suffix>{_SUFFIX}))?(?=\s*(?:[,;&]|and\b|$))"
)
_FIRST = re.compile(rf"(?P<given>(?:{_UPPER}\.[\s\-]?){{1,4}})\s*(?P<family>(?!\w\b){_FAMILY})")
_LOWERED = rf"{_UPPER}[\w'’\-‐]*[^\W\d_A-Z]"
_NAMES = rf"(?:{_PARTICLE}\s+)*{_LOWERED}(?:\s{_LOWERED})?"
_WRITTEN_OUT = re.compile(
    rf"(?P<family>{_NAMES}), (?P<given>{_LOWERED}(?:\s{_UPPER}\.?|\s{_LOWERED}){{0,2}})(?=,|$| and\b| &)"
)
_NATURAL = re.compile(rf"(?P<given>{_LOWERED}(?:\s{_UPPER}\.?)*)\s(?P<family>{_NAMES})")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,6}")
_GROUP_WORD = re.compile(
    r"\b(?:academy|administration|agency|alliance|association|board|cent(?:er|re)s?|clinic|college|collabora\w+"
    r"|commission|committee|consortium|council|department|federation|foundation|group|hospital|initiative"
    r"|institut\w*|investigators|ministry|network|office|organi[sz]ation|service|society|team|trialists|union"
    r"|university|FDA|EMA|NICE|NCCN|WHO|CDC|NIH|NHS)\b",
    re.IGNORECASE,
)  # fmt: skip
_ET_AL = re.compile(
    r",?\s*(?:\bet al\b\.?|…|\.\.\.|\band (?:others|colleagues)\b|\bu\. ?a\.)\s*,?\s*$", re.IGNORECASE
)
_LEFT_OUT = re.compile(r"\s*(?:…|\.\s?\.\s?\.)\s*(?:&\s*)?(?=\w)")
"""APA leaves out those between the nineteenth and the last."""

_AND = re.compile(r",?\s*(?:&|\band\b|\bund\b|\bet\b)\s+")
_SMALL = frozenset({"of", "and", "for", "the", "in", "on", "de", "des", "du", "la", "für", "und", "et", "&"})
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{2})(?<!et al)\.$")
_LONGEST_GROUP = 120


class People(NamedTuple):
    """The names of an entry; `is_cut` says that it names the first ones only."""

    names: tuple[Name, ...]
    is_cut: bool = False


def read(text: str, *, may_be_written_out: bool = False) -> People | None:
    """Everybody that the text names, or None when any part of it is no name.

    Names without initials are read only where a style is known to write them: “Sleep, Walking” is a title.
    """
    text = _FULL_STOP.sub("", text.strip(" ,;:"))
    shorter = _ET_AL.sub("", _LEFT_OUT.split(text)[0]).strip(" ,;")
    is_cut = shorter != text
    if not shorter:
        return None
    readers = [_listed, _inverted, _group, _initials_first, _east_asian]
    for reader in [*readers, _out_of_a_catalogue] if may_be_written_out else readers:
        if names := reader(shorter):
            return People(names, is_cut)
    return None


def is_group(text: str) -> bool:
    """Whether it is named like a society, an agency or a study group."""
    words = [word for word in re.split(r"[\s/]+", text) if word.lower() not in _SMALL]
    is_name = bool(words) and all(word[:1].isupper() or not word[:1].isalpha() for word in words)
    return len(text) <= _LONGEST_GROUP and is_name and bool(_GROUP_WORD.search(text))


def _listed(text: str) -> tuple[Name, ...]:
    """ "Moreau P, van de Donk NWCJ, GEM Study Group", also with semicolons between them."""
    parts = [part.strip() for part in re.split(r"[;,]\s*", _AND.sub(", ", text)) if part.strip()]
    found: list[Name] = []
    for part in parts:
        if found and re.fullmatch(_SUFFIX, part) and not found[-1].suffix:
            last = found.pop()
            found.append(Name(family=last.family, given=last.given, suffix=part.rstrip(".")))
        elif name := _person(_BEHIND, part):
            found.append(name)
        elif found and is_group(part):
            found.append(Name(literal=part))
        else:
            return ()
    return tuple(found)


def _inverted(text: str) -> tuple[Name, ...]:
    """ "Moreau, P., Garfall, A. L., & van de Donk, N." """
    found: list[Name] = []
    rest = text
    while rest:
        rest = re.sub(r"^\s*(?:[,;]\s*)?(?:(?:&|and\b|und\b)\s*)?", "", rest)
        match = _AFTER_COMMA.match(rest)
        if not match:
            break
        found.append(_named(match))
        rest = rest[match.end() :]
    rest = rest.strip(" ,;.")
    if rest and found and is_group(rest):
        return (*found, Name(literal=rest))
    return () if rest else tuple(found)


def _initials_first(text: str) -> tuple[Name, ...]:
    """ "P. Moreau, A. L. Garfall" """
    parts = [part.strip() for part in re.split(r"[;,]\s*", _AND.sub(", ", text)) if part.strip()]
    found = [_person(_FIRST, part) for part in parts]
    return tuple(name for name in found if name) if all(found) else ()


def _out_of_a_catalogue(text: str) -> tuple[Name, ...]:
    """ "Moreau, Philippe, Kate Bell, and Alfred L. Garfall": names written out, the first turned round."""
    first = _WRITTEN_OUT.match(text)
    if not first:
        return ()
    others = [part for part in re.split(r",\s*", _AND.sub(", ", text[first.end() :]).strip(" ,")) if part]
    found = [_person(_NATURAL, each) for each in others]
    return (_named(first), *(name for name in found if name)) if all(found) else ()


def _east_asian(text: str) -> tuple[Name, ...]:
    parts = re.split(r"\s*[,，、;；]\s*", text)
    return tuple(Name(literal=part) for part in parts) if all(map(_EAST_ASIAN.fullmatch, parts)) else ()


def _group(text: str) -> tuple[Name, ...]:
    is_whole = "." not in re.sub(r"\bU\.\s?[SK]\.", "", text).rstrip(".")
    return (Name(literal=text),) if is_whole and is_group(text) else ()


def _person(pattern: re.Pattern[str], text: str) -> Name | None:
    found = pattern.fullmatch(text)
    return _named(found) if found else None


def _named(found: re.Match[str]) -> Name:
    said = found.groupdict()
    suffix = (said.get("suffix") or "").rstrip(".")
    return Name(family=" ".join(said["family"].split()), given=said["given"].strip(), suffix=suffix)
