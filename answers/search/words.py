"""What counts as a word in a search, and which words are one: folded, stemmed, without the little ones.

The same rules read pages and what patients type, on every database, so that both always meet. It knows no
database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from answers.search import stemming

LONGEST = 40
"""Letters of a word that are looked at."""

LITTLE = frozenset(
    """
    a about after again all also am an and any are as at be because been before being between but by can
    cannot could did didnt do does doesnt doing dont down during each for from had has have having he her here
    hers him his how i if im in into is isnt it its itself ive just me might more most my myself of off
    on once only or other ought our out over own same she should so some such than that the their them then
    there these they this those through to too under until up us very was we were what whats when where which
    while who whom whose why will with wont would you your yours may must shall
    many much often
    get gets getting got give gives given giving go going make makes take takes taking took happen happens
    mean means want know tell say thing things someone anyone people person please
    """.split()  # noqa: SIM905 -- a hundred lines of one word each are harder to read
)
"""Words that say nothing about what a page is about: no page is found by them."""

_WORD = re.compile(r"[^\W_]+")
_OF_SOMEBODY = re.compile(r"(?<=\w)['’ʼ]s\b")
_WITHIN = re.compile(r"(?<=\w)['’ʼ](?=\w)")


@dataclass(frozen=True)
class Word:
    """One word of a text as it is searched for, and where it stands in the text."""

    folded: str
    start: int
    end: int

    @property
    def stem(self) -> str:
        """What its forms have in common."""
        return stemming.stem(self.folded)

    @property
    def is_little(self) -> bool:
        return self.folded in LITTLE


def fold(text: str) -> str:
    """Small letters without accents; marks that nobody sees are gone."""
    if text.isascii():  # ten times as quick
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = (each for each in plain if not unicodedata.combining(each) and unicodedata.category(each) != "Cf")
    return "".join(kept)


def folded(text: str) -> list[str]:
    """The words of a text in order, little ones too: “Parkinson’s” is “parkinson”, “don’t” is “dont”."""
    plain = fold(text)
    if "'" in plain or "’" in plain or "ʼ" in plain:
        plain = _WITHIN.sub("", _OF_SOMEBODY.sub("", plain))
    return [word[:LONGEST] for word in _WORD.findall(plain)]


@lru_cache(maxsize=256)
def telling(text: str) -> tuple[str, ...]:
    """The words of a text that say what it is about. A line is asked for twice: for its words, and for its
    stems.
    """
    return tuple(word for word in folded(text) if word not in LITTLE)


def stems(text: str) -> list[str]:
    """The stems of its telling words, in order."""
    return [stemming.stem(word) for word in telling(text)]


def read(text: str) -> Iterator[Word]:
    """The words of a text with their places, as a highlight needs them."""
    for found in re.finditer(r"[^\W_]+(?:['’ʼ][^\W_]+)*", text):
        inner = folded(found[0])
        if len(inner) == 1:
            yield Word(inner[0], found.start(), found.end())
