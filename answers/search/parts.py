"""Which live texts hold a part of a word, for the lists of staff; it ranks nothing and mends no spelling."""

from __future__ import annotations

from answers.models import SearchWord
from answers.search import engines, stemming, words
from answers.search.wanted import Alternative, Concept

SHORTEST = 3
"""Letters of the words that are known; a shorter part stands in too many."""

MOST_STEMS = 300


def is_little(text: str) -> bool:
    """Whether it holds nothing but words that stand on nearly every page."""
    return all(word in words.LITTLE for word in words.folded(text))


def numbers(text: str) -> engines.Numbers | None:
    """The pages in whose words all of this stands; None where only reading them can tell.

    A page is found too by another form of a word that holds the part.
    """
    concepts = [_concept(part) for part in words.telling(text)]
    found = [each for each in concepts if each is not None]
    return engines.engine().holding(found) if found and len(found) == len(concepts) else None


def _concept(part: str) -> Concept | None:
    if len(part) < SHORTEST and not part.isdecimal():
        return None
    known = SearchWord.objects.filter(word__contains=part).order_by().values_list("stem", flat=True)
    stems = {stemming.stem(part), *known[: MOST_STEMS + 1]}
    if len(stems) > MOST_STEMS:
        return None
    return Concept(tuple(Alternative((stem,)) for stem in sorted(stems)))
