"""What a patient's search asks for: concepts, with other words for each and mistyped words mended.

Whatever was typed, it is read within bounds: so many letters, so many words, and no operators.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from answers.models import SynonymKey
from answers.search import spelling, stemming, vocabulary, words
from answers.search.wanted import Alternative, Concept

LONGEST = 300
"""Letters of a search that are read."""

MOST_WORDS = 12
LONGEST_PHRASE = 5
"""Words of a synonym that are looked for as one."""

LARGE_SITE = 100_000
"""Pages of a site on which it shows which words are common."""


@dataclass(frozen=True)
class Asked:
    """A search as it was understood."""

    typed: str
    concepts: tuple[Concept, ...] = ()
    corrected: str = ""
    """The same search with its mistyped words mended; empty when none was."""

    also: tuple[str, ...] = ()
    """Other words that were looked for."""

    is_cut: bool = False
    """Whether only its beginning was read."""


def read(text: str) -> Asked:
    """The search behind a text; it asks the database the same few questions whatever the text."""
    typed = cleaned(text)
    shown = typed[:LONGEST].strip()
    telling = words.telling(shown) or words.folded(shown)
    kept = list(dict.fromkeys(telling))[:MOST_WORDS]
    asked = Asked(shown, is_cut=len(typed) > LONGEST or len(set(telling)) > MOST_WORDS)
    if not kept:
        return asked
    meant, mended = _meant(kept)
    concepts, also = _understood(meant)
    told = _without_false_weight(concepts)
    return replace(asked, concepts=told, also=also, corrected=_corrected(shown, mended))


def concepts_of(text: str) -> tuple[Concept, ...]:
    """What a sentence of our own speaks of: its words are right as they stand.

    They are weighed as on a large site: on a small one no word is common yet because a few pages have it.
    """
    kept = list(dict.fromkeys(words.telling(cleaned(text))))[:MOST_WORDS]
    return _understood(kept, LARGE_SITE)[0] if kept else ()


def cleaned(text: str) -> str:
    """One line of what can be printed: no control characters, no halves of letters."""
    printable = text[: 20 * LONGEST].encode("utf-8", "ignore").decode("utf-8", "ignore")
    kept = (each if each.isprintable() else " " for each in printable if unicodedata.category(each) != "Cf")
    return " ".join("".join(kept).split())


def _meant(kept: Sequence[str]) -> tuple[list[str], Mapping[str, tuple[str, ...]]]:
    """The words that are looked for, and how each mistyped one of those typed was mended."""
    run_on = {two: "".join(two) for two in pairwise(kept)}
    stems = {stemming.stem(word) for word in (*kept, *run_on.values())}
    known = vocabulary.frequencies(stems).keys()
    whole = list(_joined(kept, run_on, known))
    mended = spelling.mended(whole, known)
    return [meant for word in whole for meant in mended.get(word, (word,))], mended


def _joined(
    kept: Sequence[str], run_on: Mapping[tuple[str, str], str], known: Collection[str]
) -> Iterator[str]:
    """“anti coagulant” is one word, where only that one is known."""
    left = list(kept)
    while left:
        word = left.pop(0)
        both = run_on[word, left[0]] if left else ""
        is_one = both and stemming.stem(word) not in known and stemming.stem(both) in known
        if is_one:
            left.pop(0)
        yield both if is_one else word


def _understood(meant: Sequence[str], most: int | None = None) -> tuple[tuple[Concept, ...], tuple[str, ...]]:
    """The concepts of these words, weighed as on a site of so many pages or of as many as there are, and the
    other words that are looked for."""
    stems = [stemming.stem(word) for word in meant]
    others = _synonyms(stems)
    frequencies = vocabulary.frequencies(_every(stems, others))
    return _concepts(stems, others, frequencies, most or vocabulary.most())


def _synonyms(stems: Sequence[str]) -> dict[tuple[int, int], list[str]]:
    """By the place and number of the words they stand for: all phrases of the groups that hold these words.

    The longest phrase counts, and no word counts twice.
    """
    spans = {
        (start, length): " ".join(stems[start : start + length])
        for start in range(len(stems))
        for length in range(1, min(LONGEST_PHRASE, len(stems) - start) + 1)
    }
    groups = SynonymKey.objects.groups(set(spans.values()))
    found: dict[tuple[int, int], list[str]] = {}
    taken = 0
    for start, length in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= taken and spans[start, length] in groups:
            found[start, length] = groups[spans[start, length]]
            taken = start + length
    return found


def _every(stems: Sequence[str], others: Mapping[tuple[int, int], Sequence[str]]) -> set[str]:
    """The stems that are looked for, those of other words too."""
    return {
        *stems,
        *(stem for phrases in others.values() for phrase in phrases for stem in words.stems(phrase)),
    }


def _concepts(
    stems: Sequence[str],
    others: Mapping[tuple[int, int], Sequence[str]],
    frequencies: Mapping[str, int],
    most: int,
) -> tuple[tuple[Concept, ...], tuple[str, ...]]:
    lengths = dict(others.keys())
    concepts, also = [], []
    place = 0
    while place < len(stems):
        length = lengths.get(place, 1)
        own = Alternative(tuple(stems[place : place + length]))
        phrases = [
            phrase for phrase in others.get((place, length), ()) if tuple(words.stems(phrase)) != own.stems
        ]
        rest = [Alternative(tuple(words.stems(each)), is_phrase=True) for each in phrases]
        alternatives = (own, *(each for each in rest if each.stems))
        concepts.append(
            Concept(alternatives, pages := _pages(alternatives, frequencies, most), _weight(pages, most))
        )
        also += [phrase for phrase in phrases if any(frequencies.get(stem) for stem in words.stems(phrase))]
        place += length
    return tuple(concepts), tuple(dict.fromkeys(also))


def _without_false_weight(concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """A word that no page has is rare without telling one page from another: it counts half of the least."""
    least = min((each.weight for each in concepts if each.pages), default=1.0)
    return tuple(each if each.pages else replace(each, weight=least / 2) for each in concepts)


def _pages(alternatives: Collection[Alternative], frequencies: Mapping[str, int], most: int) -> int:
    """On how many pages a concept can stand at most."""
    return min(most, sum(min(frequencies.get(stem, 0) for stem in each.stems) for each in alternatives))


def _weight(pages: int, most: int) -> float:
    """The fewer pages, the more a concept tells; one on every page tells a little still."""
    return round(math.log(1 + (most - pages + 0.5) / (pages + 0.5)), 4) + 0.05


def _corrected(typed: str, mended: Mapping[str, Sequence[str]]) -> str:
    """What was typed, with the mended words in their places."""
    if not mended:
        return ""
    written, position = [], 0
    for word in words.read(typed):
        if word.folded in mended:
            written += [typed[position : word.start], " ".join(mended[word.folded])]
            position = word.end
    return "".join([*written, typed[position:]])
