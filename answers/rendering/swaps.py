"""Words that took the place of others in one line, and what makes each swap doubtful; it knows no page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from answers.rendering import careful_words, tokens

Kind = Literal["citation", "added", "moved", "mark", "unknown"] | careful_words.Kind

MOST_MORE = 2
"""How many words longer or shorter one swap may be."""

SHORTEST_RESPELLED = 3
SHORTEST_WITH_ANOTHER_LETTER = 5

_ATOM = re.compile(rf"{tokens.PATTERN.pattern}|[^\s\[]+|\[")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDS = re.compile(r"[!?…]")
_TURNS_ITS_NEIGHBOUR = ("number", "unit", "negation")
"""Beside these any other word is another fact: 5 people, not harmful."""


@dataclass(frozen=True)
class Doubt:
    """Why one swap is no small change, and the word that says so."""

    kind: Kind
    word: str = ""


@dataclass(frozen=True)
class Swap:
    """A stretch of a line that gave way to another; either may be empty. `beside` are its neighbours."""

    gone: tuple[str, ...]
    come: tuple[str, ...]
    beside: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many words were swapped."""
        return max(len(self.gone), len(self.come))


def words(texts: Iterable[str]) -> frozenset[str]:
    """The words of these texts, in small letters."""
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))


def of(old: str, new: str) -> list[Swap]:
    """What differs between two lines, word by word; a citation token counts as a word."""
    before, after = _ATOM.findall(old), _ATOM.findall(new)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [
        Swap(
            gone=tuple(before[first:last]),
            come=tuple(after[start:end]),
            beside=(*_around(before, first, last), *_around(after, start, end)),
        )
        for what, first, last, start, end in steps
        if what != "equal"
    ]


def moved(swaps: Sequence[Swap]) -> Iterator[Doubt]:
    """The words of one line that stand in another place now: “A is safer than B” turned round."""
    gone, come = Counter[str](), Counter[str]()
    for swap in swaps:
        was, now = Counter(_lower(swap.gone)), Counter(_lower(swap.come))
        gone += was - now
        come += now - was
    yield from (Doubt("moved", word) for word in sorted((gone & come).keys() - careful_words.HARMLESS))


def doubts(swap: Swap, titles: frozenset[str]) -> Iterator[Doubt]:
    """Everything that makes a swap more than a small change; `titles` are those of the cited works."""
    if any(tokens.PATTERN.search(atom) for atom in (*swap.gone, *swap.come)):
        yield Doubt("citation")
    if _ENDS.findall(" ".join(swap.gone)) != _ENDS.findall(" ".join(swap.come)):
        yield Doubt("mark")
    for atom in swap.beside:
        kind = _kind(atom, titles)
        if kind in _TURNS_ITS_NEIGHBOUR:
            yield Doubt(kind, atom)
    yield from _doubtful_words(swap, titles)


def _doubtful_words(swap: Swap, titles: frozenset[str]) -> Iterator[Doubt]:
    if _lower(swap.gone) == _lower(swap.come):
        yield from (Doubt("number", atom) for atom in (*swap.gone, *swap.come) if careful_words.counts(atom))
        words = (*_said(swap.gone), *_said(swap.come))
        yield from (Doubt("unknown", word) for word in words if word.isupper() and len(word) > 1)
        return
    for atom in (*swap.gone, *swap.come):
        kind = _kind(atom, titles)
        if kind:
            yield Doubt(kind, atom)
    gone, come = _trimmed(_lower(swap.gone), _lower(swap.come))
    if not (gone and come):
        yield from (Doubt("added", word) for word in (*gone, *come) if not _may_come_or_go(word, swap))
    elif abs(len(gone) - len(come)) > MOST_MORE:
        yield Doubt("added", " ".join(gone if len(gone) > len(come) else come))
    else:
        yield from (Doubt("unknown", word) for word in _strange(gone, come))


def _trimmed(gone: Sequence[str], come: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Both without the words that they begin and end with alike: one of them may be empty then."""
    while gone and come and gone[0] == come[0]:
        gone, come = gone[1:], come[1:]
    while gone and come and gone[-1] == come[-1]:
        gone, come = gone[:-1], come[:-1]
    return gone, come


def _strange(gone: Sequence[str], come: Sequence[str]) -> Iterator[str]:
    """The words that are neither everyday ones nor the other's other spelling."""
    pairs = list(zip(gone, come, strict=True)) if len(gone) == len(come) else []
    respelled = {word for pair in pairs if _is_respelled(*pair) for word in pair}
    yield from (word for word in (*gone, *come) if word not in respelled and not careful_words.is_plain(word))


def _is_respelled(one: str, other: str) -> bool:
    """Whether two neighbouring letters changed places, a doubled one was written once, or a longer everyday
    word has one letter wrong: teh, bleding, docter."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST_RESPELLED or len(long) - len(short) > 1:
        return False
    pairs = enumerate(zip(short, long, strict=False))
    at = next((place for place, pair in pairs if pair[0] != pair[1]), len(short))
    if len(short) < len(long):
        is_doubled = at > 0 and long[at] == long[at - 1]
        return short[at:] == long[at + 1 :] and (is_doubled or _is_long_and_plain(one, other))
    is_turned = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return is_turned or (short[at + 1 :] == long[at + 1 :] and _is_long_and_plain(one, other))


def _is_long_and_plain(one: str, other: str) -> bool:
    is_plain = careful_words.is_plain(one) or careful_words.is_plain(other)
    return is_plain and min(len(one), len(other)) >= SHORTEST_WITH_ANOTHER_LETTER


def _may_come_or_go(word: str, swap: Swap) -> bool:
    """A little word, or one that stood there twice."""
    return word in careful_words.HARMLESS or word in _lower(swap.beside)


def _kind(atom: str, titles: frozenset[str]) -> careful_words.Kind | None:
    if tokens.PATTERN.search(atom):
        return None  # a citation; its key may hold figures
    if careful_words.counts(atom):
        return "number"
    kinds = (careful_words.kind(word, titles) for word in _said((atom,)))
    return next((kind for kind in kinds if kind), None)


def _around(atoms: Sequence[str], first: int, last: int) -> Sequence[str]:
    return (*atoms[max(first - 1, 0) : first], *atoms[last : last + 1])


def _said(atoms: Iterable[str]) -> list[str]:
    return _WORD.findall(" ".join(atoms))


def _lower(atoms: Iterable[str]) -> list[str]:
    return [word.casefold() for word in _said(atoms)]
