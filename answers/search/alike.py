"""Which pages speak of the same as a question, and how much of it; it knows neither topics nor sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answers.search import asking, engines, finding, words
from answers.search.wanted import Concept


@dataclass(frozen=True)
class Alike:
    """What a question speaks of, and the numbers of the pages that speak of the most of it, best first."""

    concepts: Sequence[Concept] = ()
    pages: tuple[int, ...] = ()

    def shared(self, question: str, short_answer: str) -> float:
        """How much of what its words tell another page shares: all where that one asks for it, half where
        only its short answer speaks of it."""
        if not self.concepts:
            return 0.0
        asked = finding.part(set(words.stems(question)), self.concepts)
        return max(asked, finding.part(set(words.stems(f"{question} {short_answer}")), self.concepts) / 2)


def alike(question: str, *, language: str, most: int) -> Alike:
    """The pages in a language that share words with a question; three queries, whatever it asks."""
    concepts = asking.concepts_of(question)
    if not any(each.pages for each in concepts):
        return Alike(concepts)
    found = engines.engine().find(finding.any_of(concepts, language), None, most)
    return Alike(concepts, tuple(page for page, _score in found))
