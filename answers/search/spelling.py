"""What a mistyped word may have meant, out of the words that stand on public pages or among the synonyms."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise, product
from string import ascii_lowercase

from answers.models import SynonymKey
from answers.search import engines, stemming, vocabulary

SHORTEST = 4
"""Letters from which on a word is mended; shorter ones are too much like each other."""

SHORTEST_PART = 3
CANDIDATES = 40
MOST_MENDED = 4
"""Words of one search that are looked for by their likeness, which takes longest."""

LIKELIEST = 5
"""Words that a mistyped one may have meant, of which its neighbours choose."""

LIGHT = 4
"""How much likelier a slip is that leaves out, doubles or exchanges letters, or confuses two vowels."""

VOWELS = "aeiouy"


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
    likely = {word: _likeliest(word, near[word], pages) for word in strange}
    together = _said_together(words, likely)
    found = {word: _chosen(together.get(word, likely[word]), parts[word], pages) for word in strange}
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


def _likeliest(word: str, near: Collection[str], pages: Mapping[str, int]) -> list[str]:
    """The known words that one slip makes of it, the likeliest first: a first letter is seldom wrong, and a
    word on many pages is meant more often.
    """

    def likelihood(each: str) -> tuple[bool, int]:
        return each[0] == word[0], (pages[each] + 1) * (LIGHT if _is_light(word, each) else 1)

    alike = sorted(each for each in near if each in pages)
    return sorted(alike, key=likelihood, reverse=True)[:LIKELIEST]


def _is_light(word: str, other: str) -> bool:
    """Whether the one slip between them is of the kind that people make who spell by ear."""
    if len(word) != len(other) or sorted(word) == sorted(other):
        return True
    changed = next(two for two in zip(word, other, strict=True) if two[0] != two[1])
    return all(letter in VOWELS for letter in changed)


def _said_together(words: Sequence[str], likely: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The mistyped words of which one, with the word beside it, is a term that editors noted."""
    terms = dict(_terms(words, likely))
    noted = set(SynonymKey.objects.filter(key__in=terms).values_list("key", flat=True)) if terms else set()
    return {
        typed: [meant]
        for term in reversed(terms)
        if term in noted
        for typed, meant in terms[term]
        if typed in likely
    }


def _terms(
    words: Sequence[str], likely: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """By their stems: every two words that may stand beside each other, where there is a choice."""
    for two in pairwise(words):
        choices = [likely.get(word, [word]) for word in two]
        if any(len(each) > 1 for each in choices):
            for meant in product(*choices):
                yield " ".join(map(stemming.stem, meant)), tuple(zip(two, meant, strict=True))


def _chosen(
    likely: Sequence[str], parts: Sequence[tuple[str, str]], pages: Mapping[str, int]
) -> tuple[str, ...]:
    """One slip rather than two words run together."""
    if likely:
        return (likely[0],)
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
