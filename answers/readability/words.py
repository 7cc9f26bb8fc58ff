"""The words of a passage as they are spoken: numbers, acronyms, and terms set aside; it knows no formula."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from answers.readability import spanish, syllables

LONG = 3
"""From so many syllables on a word is long."""

NEARBY = 8
"""So many words before its brackets may spell an acronym out."""

LONGEST_ACRONYM = 6
"""Capitals that are longer are a name: “ARISTOTLE”."""

KNOWN = frozenset({"US", "USA", "UK", "EU", "TV", "GP", "GPs", "NHS", "HIV", "AIDS", "DNA", "OK", "AM", "PM"})
"""Acronyms that everybody knows by their letters."""

Span = tuple[int, int]
Speaking = Callable[[str], int]

SPEAKING: dict[str, Speaking] = {"en": syllables.count, "es": spanish.count}
"""How syllables are counted, by language; in another one words and sentences are counted alone."""

_NOT_READ = re.compile(
    r"https?://\S+|www\.\S+|\b(?:doi|pmid|pmcid):?\s*\S*\d\S*|\b10\.\d{4,9}/\S+|[\w.+-]+@[\w-]+\.\S+", re.I
)
_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*",
)
_ITS_NUMBER = re.compile(r"[-‑]?\d+\b")
_ACRONYM = re.compile(r"[^\W\d_]*[A-Z][^\W\d_]*[A-Z][^\W\d_]*")


class Word(NamedTuple):
    """One word of a passage, where it stands, and how many syllables a reader speaks."""

    text: str
    start: int
    end: int
    syllables: int = 1
    is_acronym: bool = False
    is_set_aside: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it weighs on a reader."""
        return self.syllables >= LONG


def read(text: str, language: str, spelled_out: Collection[str] = ()) -> tuple[Word, ...]:
    """The words of a passage; web addresses and numbers of works are none.

    An acronym that nobody spells out is spoken letter by letter, one that is spelled out like a word.
    """
    speak = SPEAKING.get(language.partition("-")[0], len)
    return tuple(_word(match, speak, spelled_out) for match in _WORD.finditer(_NOT_READ.sub(_blank, text)))


def acronyms_spelled_out(texts: Iterable[str]) -> frozenset[str]:
    """Those that stand in brackets after their long form, or before it: “bispecific antibodies (BsAbs)”."""
    return frozenset(name for text in texts for name in _spelled_out(text))


def singular(acronym: str) -> str:
    """“BsAbs” is “BsAb”."""
    return acronym[:-1] if acronym.endswith("s") else acronym


def with_number(text: str, acronym: Word) -> str:
    """An acronym with the number that belongs to it: “IL-6”."""
    number = _ITS_NUMBER.match(text, acronym.end)
    return acronym.text + (number.group() if number else "")


def set_aside(words: Sequence[Word], spans: Iterable[Span]) -> tuple[Word, ...]:
    """The words with each of these stretches, which are whole words, as one word of one syllable."""
    return tuple(_set_aside(words, sorted(spans)))


def _set_aside(words: Sequence[Word], spans: list[Span]) -> Iterator[Word]:
    place = 0
    for start, end in spans:
        while place < len(words) and words[place].start < start:
            yield words[place]
            place += 1
        first = place
        while place < len(words) and words[place].start < end:
            place += 1
        if first < place:
            yield Word("", words[first].start, words[place - 1].end, is_set_aside=True)
    yield from words[place:]


def _word(match: re.Match[str], speak: Speaking, spelled_out: Collection[str]) -> Word:
    text = match.group()
    if not text[0].isalpha() or "." in text:
        return Word(text, match.start(), match.end())
    if not text.islower() and is_acronym(text):
        letters = 1 if singular(text) in spelled_out else _letters(text)
        return Word(text, match.start(), match.end(), letters, is_acronym=True)
    return Word(text, match.start(), match.end(), speak(text) if speak is not len else 1)


def is_acronym(word: str) -> bool:
    """Whether two capitals stand in it, as in “CRS” and “mRNA”; “McDonald” and “ARISTOTLE” are none."""
    return (
        len(singular(word)) <= LONGEST_ACRONYM
        and _ACRONYM.fullmatch(word) is not None
        and not word.startswith(("Mc", "Mac"))
    )


def _letters(acronym: str) -> int:
    name = singular(acronym)
    return len(name) + 2 * sum(letter in "Ww" for letter in name)


def _spelled_out(text: str) -> Iterator[str]:
    if "(" not in text and "[" not in text:
        return
    words = list(_WORD.finditer(text))
    for place, match in enumerate(words):
        name = singular(match.group())
        if not is_acronym(match.group()):
            continue
        before = [each.group().lower() for each in words[max(place - NEARBY, 0) : place]]
        after = [each.group().lower() for each in words[place + 1 : place + 1 + NEARBY]]
        is_inside = text[: match.start()].rstrip().endswith(("(", "["))
        opens = text[match.end() :].lstrip(" .,;:").startswith(("(", "["))
        if (is_inside and _spells(before, name)) or (opens and _spells(after, name)):
            yield name


def _spells(words: Sequence[str], acronym: str) -> bool:
    """Whether its letters follow one another in these words, the first at the beginning of one."""
    letters = acronym.lower()
    return any(
        word[0] == letters[0] and _follow("".join(words[place:]), letters) for place, word in enumerate(words)
    )


def _follow(text: str, letters: str) -> bool:
    place = 0
    for letter in letters:
        place = text.find(letter, place) + 1
        if not place:
            return False
    return True


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
