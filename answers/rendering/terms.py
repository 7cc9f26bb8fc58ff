"""Medical words with their plain meaning, and where a text uses them; it knows no database and no page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

KINDS = ("word", "medicine", "condition", "test", "acronym")

LONGEST_FORM = 12
"""Words of a form that are looked at."""

NEGATING = frozenset({"non", "no", "pseudo"})
"""Before a hyphen these make another word: “non-steroidal” is no use of “steroidal”."""

_HYPHENS = "-\u2010\u2011\u2212"
_APOSTROPHES = "'\u2018\u2019\u02bc"


_INNER = "".join(
    each for each in map(chr, range(0x80, 0x20000)) if unicodedata.category(each) in ("Mn", "Mc", "Me", "Cf")
)
"""What belongs to the letter before it: accents, vowel signs, what nobody sees, such as a soft hyphen."""

_WITHIN = re.escape(_INNER)
_ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Letters of scripts that leave no space between words: each counts as a word."""

_WORD = re.compile(rf"[{_ALONE}][{_WITHIN}]*|[^\W_{_ALONE}]+(?:[{_WITHIN}]+[^\W_{_ALONE}]*)*")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")
_UNSEEN = re.compile(f"[{''.join(each for each in _INNER if unicodedata.category(each) == 'Cf')}]")
_WITHOUT_ACCENT = str.maketrans("áéíóú", "aeiou")
_CHUNK = re.compile(r"\S+")


@dataclass(frozen=True)
class Term:
    """One word that readers may not know; `said` is how to say it, `address` what its own page is called.

    Its plural, where it is made in the regular way, need not stand among its forms.
    """

    headword: str
    meaning: str
    said: str = ""
    kind: str = "word"
    forms: tuple[str, ...] = ()
    language: str = "en"
    address: str = ""

    @property
    def name(self) -> str:
        """What its entry is called on a page that explains it."""
        return f"word-{self.address}"

    @property
    def every_form(self) -> tuple[str, ...]:
        """The headword, its other forms and their plurals, each once."""
        written = [each for each in (self.headword, *self.forms) if each.strip()]
        plurals = [each for form in written for each in _plurals(form, self.language)]
        return tuple(dict.fromkeys((*written, *plurals)))


@dataclass(frozen=True)
class Spot:
    """One use of a term in a text, by offsets of the text."""

    term: Term
    start: int
    end: int


class _Word(NamedTuple):
    """One word of a text or form: folded for finding it, `seen` for comparing its capitals."""

    folded: str
    seen: str
    start: int
    end: int
    joint: str = ""
    """What stands between the word before it and this one: a hyphen is as good as a space."""

    @property
    def has_fixed_case(self) -> bool:
        """Whether it is another word in other letters: “AIDS” is not “aids”, “vitamin A” not “vitamin a”."""
        return any(each.isupper() for each in self.seen[1:]) or (len(self.seen) == 1 and self.seen.isupper())


@dataclass
class _Node:
    """What may follow the words read so far, and which forms end here."""

    following: dict[tuple[str, str], _Node] = field(default_factory=dict)
    ends: list[tuple[tuple[str, ...], Term]] = field(default_factory=list)


class Glossary:
    """Terms that can be found in a text; of two that claim the same form the first one has it."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self.terms = tuple(terms)
        self._root = _Node()
        for term in self.terms:
            for form in term.every_form:
                self._learn(form, term)

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def forms(self) -> frozenset[str]:
        """Every form that is found, in small letters."""
        return frozenset(form.casefold() for term in self.terms for form in term.every_form)

    def find(self, text: str) -> tuple[Spot, ...]:
        """Every use of a term, in order: whole words, the longest form first, no two over each other.

        It takes time in proportion to the text. What stands in an address (“https://…”, “a@b.org”) is no use.
        """
        return tuple(self._spots(text)) if self.terms else ()

    def _learn(self, form: str, term: Term) -> None:
        words = tuple(_words(form))
        if not words or len(words) > LONGEST_FORM:
            return
        node = self._root
        for word in words:
            node = node.following.setdefault((word.joint, word.folded), _Node())
        node.ends.append((tuple(word.seen if word.has_fixed_case else "" for word in words), term))

    def _spots(self, text: str) -> Iterator[Spot]:
        words = list(_words(text))
        addresses = _addresses(text)
        place = 0
        while place < len(words):
            length, term = self._longest(text, words, place)
            if term and not _is_inside(addresses, words[place].start):
                yield Spot(term, words[place].start, words[place + length - 1].end)
                place += length
            else:
                place += 1

    def _longest(self, text: str, words: list[_Word], place: int) -> tuple[int, Term | None]:
        """The longest form that begins at this word, in words, and its term."""
        found: tuple[int, Term | None] = (0, None)
        node: _Node | None = self._root
        for length, word in enumerate(words[place : place + LONGEST_FORM], start=1):
            node = node.following.get((word.joint if length > 1 else "", word.folded)) if node else None
            if node is None:
                break
            here = words[place : place + length]
            term = next((each for cased, each in node.ends if _has_case(here, cased)), None)
            if term and _stands_alone(text, words, place, place + length):
                found = (length, term)
        return found


NONE = Glossary()


def _words(text: str) -> Iterator[_Word]:
    end = 0
    for match in (_ASCII_WORD if text.isascii() else _WORD).finditer(text):
        start, seen = match.start(), match[0]
        if not seen.isascii():
            seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", seen))
        yield _Word(seen.casefold(), seen, start, match.end(), _joint(text[end:start]) if end else "")
        end = match.end()


def _joint(gap: str) -> str:
    if gap == " ":
        return gap
    seen = gap if gap.isascii() else _UNSEEN.sub("", gap)
    if seen and (seen.isspace() or (len(seen) == 1 and seen in _HYPHENS)):
        return " "
    return "'" if len(seen) == 1 and seen in _APOSTROPHES else seen


def _has_case(words: list[_Word], cased: tuple[str, ...]) -> bool:
    return all(not wanted or word.seen == wanted for word, wanted in zip(words, cased, strict=True))


def _stands_alone(text: str, words: list[_Word], start: int, end: int) -> bool:
    """Whether a hyphen or a full stop makes something else of it: “non-…”, “IL-6” of “IL”, “gout.org”."""
    if start and words[start - 1].folded in NEGATING:
        gap = text[words[start - 1].end : words[start].start]
        if len(gap) == 1 and gap in _HYPHENS:
            return False
    if end == len(words):
        return True
    gap = text[words[end - 1].end : words[end].start]
    has_number = any(each.isdigit() for each in words[end].seen)
    return gap != "." and not (len(gap) == 1 and gap in _HYPHENS and has_number)


def _addresses(text: str) -> list[tuple[int, int]]:
    if "://" not in text and "@" not in text and "www." not in text:
        return []
    chunks = _CHUNK.finditer(text)
    return [each.span() for each in chunks if any(sign in each[0] for sign in ("://", "@", "www."))]


def _is_inside(spans: list[tuple[int, int]], position: int) -> bool:
    """Spans that lie behind are let go: positions come in order."""
    while spans and spans[0][1] <= position:
        del spans[0]
    return bool(spans) and spans[0][0] <= position


def _plurals(form: str, language: str) -> tuple[str, ...]:
    """The regular plural of the last word; other endings stand among the forms."""
    if not form[-1].isalpha():
        return ()
    if language == "es":
        return (_spanish_plural(form),)
    if language != "en":
        return ()
    if form[-1:] == "y" and form[-2:-1] not in tuple("aeiou"):
        return (f"{form[:-1]}ies",)
    return (f"{form}es",) if form.endswith(("s", "x", "z", "ch", "sh")) else (f"{form}s",)


def _spanish_plural(form: str) -> str:
    """“articulación” is “articulaciones”, “vez” is “veces”."""
    if form[-1] in "aeiouáéó":
        return f"{form}s"
    if form[-1] == "z":
        return f"{form[:-1]}ces"
    return f"{form[:-2]}{form[-2:-1].translate(_WITHOUT_ACCENT)}{form[-1]}es"
