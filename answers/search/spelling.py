"""What a mistyped word may have meant, out of the words that stand on public pages or among the synonyms."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from string import ascii_lowercase

from answers.search import engines, stemming, vocabulary

SHORTEST = 4
"""Letters from which on a word is mended; shorter ones are too much like each other."""

SHORTEST_PART = 3
CANDIDATES = 40
MOST_MENDED = 4
"""Words of one search that are looked for by their likeness, which takes longest."""


def mended(words: Sequence[str], known: Collection[str]) -> dict[str, tuple[str, ...]]:
    """For each of these words whose stem is not `known` the one it may have meant, or the two it is made of.

    A word that resembles nothing is left out.
    """
    strange = [
        word for word in dict.fromkeys(words) if _is_mendable(word) and stemming.stem(word) not in known
    ]
    if not strange:
        return {}
    near = {word: _one_off(word) for word in strange}
    parts = {word: _parts(word) for word in strange}
    every = {each for word in strange for each in near[word] | {part for two in parts[word] for part in two}}
    pages = vocabulary.known(every)
    found = {word: _chosen(word, near[word], parts[word], pages) for word in strange}
    far = [word for word in strange if not found[word]][:MOST_MENDED]
    found |= {word: _far(word) for word in far}
    return {word: meant for word, meant in found.items() if meant}


def distance(one: str, other: str, most: int) -> int:
    """How many letters are other ones, too many, left out or exchanged; `most` + 1 when there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, against in enumerate(other, start=1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return last[-1]


def _is_mendable(word: str) -> bool:
    return len(word) >= SHORTEST and word.isascii() and not word.isdecimal()


def _one_off(word: str) -> set[str]:
    """Everything that one slip makes of it."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    left_out = {before + after[1:] for before, after in cuts if after}
    exchanged = {before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1}
    changed = {before + letter + after[1:] for before, after in cuts if after for letter in ascii_lowercase}
    added = {before + letter + after for before, after in cuts for letter in ascii_lowercase}
    return left_out | exchanged | changed | added


def _parts(word: str) -> list[tuple[str, str]]:
    places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    return [(word[:place], word[place:]) for place in places]


def _chosen(
    word: str, near: Collection[str], parts: Sequence[tuple[str, str]], pages: Mapping[str, int]
) -> tuple[str, ...]:
    """One slip rather than two words run together; a first letter is seldom wrong, a common one is likely."""
    alike = [each for each in near if each in pages]
    if alike:
        return (max(sorted(alike), key=lambda each: (each[0] == word[0], pages[each])),)
    both = [two for two in parts if two[0] in pages and two[1] in pages]
    return max(both, key=lambda two: min(pages[two[0]], pages[two[1]]), default=())


def _far(word: str) -> tuple[str, ...]:
    """The known word that the fewest slips lead to: two of them, in a long word three."""
    most = 3 if len(word) > 8 else 2 if len(word) > 5 else 1
    alike = engines.engine().alike(word, CANDIDATES)
    told = {each: distance(word, each, most) for each in alike}
    pages = vocabulary.known([each for each, far in told.items() if far <= most])
    best = min(sorted(pages), key=lambda each: (told[each], each[0] != word[0], -pages[each]), default="")
    return (best,) if best else ()
