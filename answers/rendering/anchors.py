"""Where a commented passage stands after its text was edited; it would rather lose it than guess."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

State = Literal["exact", "moved", "orphaned"]

CONTEXT = 32
LEAST_KEPT = 0.6
"""The part of a passage that must be left for it still to be the same passage."""

SHORTEST_QUOTE = 8

_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?\n]+[\"”’)\]]*\s*|\Z)")
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Passage:
    """A stretch of one block's text, with what stood around it."""

    block: str
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Placement:
    """Where a passage is now: exact, moved (please check) or orphaned, which has no place."""

    state: State
    start: int = 0
    end: int = 0
    block: str = ""


ORPHANED = Placement("orphaned")


def passage(text: str, start: int, end: int, *, block: str = "") -> Passage:
    """The passage between two offsets of a text."""
    if not 0 <= start < end <= len(text):
        raise ValueError("A passage needs at least one character of the text.")
    return Passage(
        block, start, end, text[start:end], text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
    )


def carry(passage: Passage, old_text: str, new_text: str) -> Placement:
    """Where the passage stands in the new text: by a word diff, else by a quote found once, else nowhere."""
    if old_text[passage.start : passage.end] != passage.quote:
        return _by_quote(passage, old_text, new_text)
    return _by_difference(passage, old_text, new_text) or _by_quote(passage, old_text, new_text)


def _by_difference(passage: Passage, old_text: str, new_text: str) -> Placement | None:
    kept = [
        (max(old, passage.start) - old + new, min(old + size, passage.end) - old + new)
        for old, new, size in _same(old_text, new_text)
        if old < passage.end and old + size > passage.start
    ]
    if not kept:
        return None
    start, end = kept[0][0], kept[-1][1]
    if new_text[start:end] == passage.quote:
        return Placement("exact", start, end)
    if _share(passage.quote, new_text, kept) < LEAST_KEPT or end - start > 2 * len(passage.quote):
        return None
    return Placement("moved", start, end)


def _share(quote: str, new_text: str, kept: Sequence[tuple[int, int]]) -> float:
    """How much of a quote is left, white space and punctuation not counted."""
    letters = sum(each.isalnum() for each in quote)
    left = sum(each.isalnum() for start, end in kept for each in new_text[start:end])
    return left / letters if letters else 0.0


def _by_quote(passage: Passage, old_text: str, new_text: str) -> Placement:
    """A quote that stood once and stands once, or that stands once between its old neighbours."""
    if len(passage.quote) < SHORTEST_QUOTE:
        return ORPHANED
    places = [match.start() for match in re.finditer(re.escape(passage.quote), new_text)]
    if len(places) != 1 or old_text.count(passage.quote) > 1:
        places = [place for place in places if _has_context(passage, new_text, place)]
    if len(places) != 1:
        return ORPHANED
    return Placement("moved", places[0], places[0] + len(passage.quote))


def _has_context(passage: Passage, text: str, place: int) -> bool:
    before, after = text[:place], text[place + len(passage.quote) :]
    return before.endswith(passage.prefix) and after.startswith(passage.suffix)


@lru_cache(maxsize=128)
def _same(old_text: str, new_text: str) -> tuple[tuple[int, int, int], ...]:
    """What is the same in both texts, as (old offset, new offset, length): once for all their passages."""
    return tuple(_stretches(old_text, new_text))


def _stretches(old_text: str, new_text: str) -> Iterator[tuple[int, int, int]]:
    """Whole sentences first, so that a sentence taken out does not lend its words to its lookalike."""
    old, new = _units(_SENTENCE, old_text), _units(_SENTENCE, new_text)
    for kind, old_start, old_end, new_start, new_end in _opcodes(old, new):
        old_offset, new_offset = _length(old[:old_start]), _length(new[:new_start])
        if kind == "equal":
            yield old_offset, new_offset, _length(old[old_start:old_end])
        elif kind == "replace":
            yield from _same_words(
                "".join(old[old_start:old_end]), "".join(new[new_start:new_end]), old_offset, new_offset
            )


def _same_words(
    old_text: str, new_text: str, old_offset: int, new_offset: int
) -> Iterator[tuple[int, int, int]]:
    old, new = _units(_WORD, old_text), _units(_WORD, new_text)
    for kind, old_start, old_end, new_start, _ in _opcodes(old, new):
        if kind == "equal":
            yield (
                old_offset + _length(old[:old_start]),
                new_offset + _length(new[:new_start]),
                _length(old[old_start:old_end]),
            )


def _opcodes(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _units(pattern: re.Pattern[str], text: str) -> list[str]:
    return [unit for unit in pattern.findall(text) if unit]


def _length(units: Sequence[str]) -> int:
    return sum(map(len, units))
