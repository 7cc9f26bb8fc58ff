"""What is shown of a found page: its question and one passage, with the words that were found marked.

It knows no page and no HTML: a piece of text is marked or not, and the template says how.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from answers.search import words
from answers.search.wanted import Concept

LONGEST = 240
BEFORE = 80
"""Letters of a passage, and of them before the first word that was found."""

_PASSAGES = ("phrasings", "short_answer", "research", "doctor_questions", "words", "sources")


@dataclass(frozen=True)
class Piece:
    """A part of a text."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Shown:
    """A found page as it is shown; `field` says where the passage stands, and is empty without one."""

    question: tuple[Piece, ...]
    field: str = ""
    passage: tuple[Piece, ...] = ()


def show(lines: Mapping[str, Sequence[str]], concepts: Sequence[Concept]) -> Shown:
    """The passage that says most of what was asked for; of equal ones that of the weightier field."""
    stems = frozenset(stem for each in concepts for stem in each.stems)
    question = " ".join(lines.get("question", ()))
    best, best_told = ("", ""), 0.0
    for field in _PASSAGES:
        for line in lines.get(field, ()):
            there = {stem for *_, stem in _places(line, stems)}
            told = sum(each.weight for each in concepts if each.stems & there)
            if told > best_told:
                best, best_told = (field, line), told
    field, line = best
    if not line:
        return Shown(marked(question, stems), "", (Piece(_beginning(lines)),))
    return Shown(marked(question, stems), field, marked(_cut(line, stems), stems))


def marked(text: str, stems: Collection[str]) -> tuple[Piece, ...]:
    """The text in pieces; those that were looked for are marked."""
    pieces, position = [], 0
    for start, end, _ in _places(text, frozenset(stems)):
        pieces += [Piece(text[position:start]), Piece(text[start:end], is_marked=True)]
        position = end
    return tuple(each for each in (*pieces, Piece(text[position:])) if each.text)


def _places(text: str, stems: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Where words with these stems stand; most words are passed over without being read."""
    if not stems:
        return
    found = _beginnings(stems).finditer(text) if text.isascii() else None
    if found is None:
        yield from ((word.start, word.end, word.stem) for word in words.read(text) if word.stem in stems)
        return
    for match in found:
        for word in words.read(match[0]):
            if word.stem in stems:
                yield match.start() + word.start, match.start() + word.end, word.stem


@lru_cache(maxsize=128)
def _beginnings(stems: frozenset[str]) -> re.Pattern[str]:
    """Every word that begins as a stem does; the last letter of a stem is often another in the word."""
    begun = sorted({stem[:-1] if len(stem) > 3 else stem for stem in stems})
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, begun))})[\w'’]*", re.IGNORECASE)


def _cut(line: str, stems: frozenset[str]) -> str:
    """About so much of a line, from the sentence in which the first found word stands."""
    if len(line) <= LONGEST:
        return line
    first = next(_places(line, stems))[0]
    start = line.rfind(". ", max(0, first - LONGEST // 2), first) + 2
    if start == 1:
        start = 0 if first < BEFORE else line.rfind(" ", 0, first - BEFORE // 2) + 1
    is_sentence = start == 0 or line[start - 2] == "."
    end = len(line) if len(line) - start <= LONGEST else line.rfind(" ", start, start + LONGEST)
    after = "" if end == len(line) else "…"
    return f"{'' if is_sentence else '…'}{line[start:end]}{after}"


def _beginning(lines: Mapping[str, Sequence[str]]) -> str:
    line = next(iter(lines.get("short_answer", ())), "")
    return line if len(line) <= LONGEST else f"{line[: line.rfind(' ', 0, LONGEST)]}…"
