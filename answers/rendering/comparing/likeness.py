"""Which texts of two lists are one that was edited or moved; it knows no markup."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from answers.rendering.comparing import alignment
from answers.rendering.comparing.alignment import Pair

ALIKE = 0.5
"""The share of common words from which on two texts are one that was edited."""

MOST_TOLD_APART = 40
"""A word that stands in more texts than this tells none of them from another."""

MOST_CANDIDATES = 8
"""How many texts with rare words in common are looked at closely."""

_WORD = re.compile(r"\w+")


def paired(old: Sequence[str], new: Sequence[str], *, least: float = ALIKE) -> list[Pair]:
    """The positions of texts that are one: equal ones in their order first, then the most alike.

    Pairs grow with their place in `old`; where their place in `new` does not, a text was moved.
    """
    pairs = alignment.aligned(old, new)
    rest = sorted(set(range(len(old))) - {one for one, _ in pairs})
    others = sorted(set(range(len(new))) - {other for _, other in pairs})
    pairs.extend(_alike(old, new, rest, others, least))
    return sorted(pairs)


def moved(pairs: Sequence[Pair]) -> set[Pair]:
    """The fewest pairs that would have to be carried elsewhere for the rest to keep its order."""
    in_order = set(alignment.rising([other for _, other in pairs]))
    return {pair for place, pair in enumerate(pairs) if place not in in_order}


def _alike(
    old: Sequence[str], new: Sequence[str], rest: Sequence[int], others: Sequence[int], least: float
) -> list[Pair]:
    """The most alike first; of equally alike ones the nearer."""
    if not rest or not others:
        return []
    words = {other: _words(new[other]) for other in others}
    index = _index(words)
    scored: list[tuple[float, int, int, int]] = []
    for one in rest:
        mine = _words(old[one])
        for other in _candidates(mine, index):
            score = _share(mine, words[other])
            if score >= least:
                scored.append((-score, abs(one - other), one, other))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, one, other in sorted(scored):
        if one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    return list(pairs.items())


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _index(words: dict[int, Counter[str]]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for place, counted in words.items():
        for word in counted:
            index[word].append(place)
    return index


def _candidates(words: Counter[str], index: dict[str, list[int]]) -> Collection[int]:
    """The texts that share the most words with these, words that stand everywhere left out."""
    shared: Counter[int] = Counter()
    for word in words:
        places = index.get(word, ())
        if len(places) <= MOST_TOLD_APART:
            shared.update(places)
    return [place for place, _ in shared.most_common(MOST_CANDIDATES)]


def _share(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())
