"""Whether two titles name the same work, however they were typed; it knows no identifier and no database."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

SIMILAR = 0.6
"""From here on two titles under one identifier are one work; below, somebody has to look."""

_SAID_BEFORE = re.compile(
    r"^\W*(?:retracted|retraction|withdrawn|removed)(?:\s+article)?\s*[:.\]-]\s*", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-z][^<>]{0,40}>", re.IGNORECASE)
_EDITION = re.compile(r"^(?:\d+(?:st|nd|rd|th)?|v\d+|version|edition|ed|update|updated|revised|revision)$")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_LONGEST = 600
_WORDS_OF_A_TITLE = 3


def are_similar(one: str, other: str) -> bool:
    """Whether both name one work; an empty title is like none, because nobody can tell."""
    return similarity(one, other) >= SIMILAR


def similarity(one: str, other: str) -> float:
    """From 0 to 1. A title without its subtitle is the same title."""
    first, second = folded(one), folded(other)
    if not first or not second:
        return 0.0
    shorter, longer = sorted((first, second), key=len)
    if len(shorter.split()) >= _WORDS_OF_A_TITLE and f"{longer} ".startswith(f"{shorter} "):
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def folded(title: str) -> str:
    """Its letters and digits alone, without accents, tags, and a “Retracted:” that was put before it."""
    plain = _SAID_BEFORE.sub("", _TAG.sub("", title[:_LONGEST]))
    if plain.isascii():  # ten times as quick
        return " ".join(_PLAIN_WORD.findall(plain.lower()))
    letters = unicodedata.normalize("NFKD", plain).casefold()
    kept = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join("".join(each if each.isalnum() else " " for each in kept).split())


def stem(title: str) -> str:
    """What stays the same from one edition to the next: the folded title without years, numbers and
    the words that count editions. A title of nothing else keeps them."""
    words = folded(title).split()
    return " ".join([each for each in words if not _EDITION.match(each)] or words)
