"""Which pages answer a search, the best first, and into what they can be narrowed; it prints nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from answers.models import Question, SearchEntry, Topic
from answers.search import engines, texts, words
from answers.search.asking import Asked
from answers.search.wanted import Concept, Plan

COUNTED = 1000
"""Pages that are counted and can be leafed through; of more it is said that there are more."""

FACETED = 300
"""Of the found pages, the best so many are counted by topic, certainty and study; that takes longest."""

ENOUGH = 5
"""With fewer pages that have everything, those that have a part of it follow."""

COMMON = 2000
"""A concept on more pages than these does not make a page one of the found, it only makes it a better one."""

PARTLY, NEAR, RANKED = 20, 3, 20
LEAST_PART = 0.4
"""Of what the concepts tell together, the part that a page must have to be shown at all."""


@dataclass(frozen=True)
class Found:
    """The numbers of pages, best first, and how many of them have everything that was asked for."""

    pages: tuple[int, ...] = ()
    whole: int = 0
    near: tuple[int, ...] = ()
    """Where nothing was found: the few pages that have at least something of it."""

    @property
    def count(self) -> int:
        return min(len(self.pages), COUNTED)

    @property
    def has_partly(self) -> bool:
        """Whether pages follow that have only a part of it."""
        return len(self.pages) > self.whole

    @property
    def is_faceted_whole(self) -> bool:
        """Whether the facets count all that was found, and not only the best of it."""
        return len(self.pages) <= FACETED

    @property
    def has_more(self) -> bool:
        """Whether there are more than are counted."""
        return len(self.pages) > COUNTED


@dataclass(frozen=True)
class Facets:
    """How many of the found pages stand under each topic, certainty and study type."""

    topics: Mapping[int, int] = field(default_factory=dict)
    certainties: Mapping[str, int] = field(default_factory=dict)
    studies: Mapping[str, int] = field(default_factory=dict)


def find(asked: Asked, within: QuerySet[SearchEntry] | None = None, *, language: str = "en") -> Found:
    """The pages in a language that have all that was asked for; where these are few, those with the most of
    it follow."""
    if not asked.concepts:
        return Found()
    whole = _best_questions_first(_whole(Plan(asked.concepts, language), within), asked.concepts)
    if len(whole) >= ENOUGH or len(asked.concepts) == 1:
        return Found(tuple(whole), len(whole))
    partly = engines.engine().find(any_of(asked.concepts, language), within, PARTLY + len(whole))
    parts = _parts([page for page, _ in partly if page not in whole], asked.concepts)
    enough = [page for page, part in parts if part >= LEAST_PART]
    near = [] if whole or enough else [page for page, _ in parts[:NEAR]]
    return Found((*whole, *enough), len(whole), tuple(near))


def facets(found: Found) -> Facets:
    """Counted over the best of what was found. A page stands under its topics and all that lie above them."""
    pages = found.pages[:FACETED]
    rows = SearchEntry.objects.filter(pk__in=pages).order_by()
    told = list(
        rows.values_list(
            "page__answer__question", "page__answer__question__main_topic", "page__certainty", "studies"
        )
    )
    further = Question.topics.through.objects.filter(question__answer__page__in=pages)
    stands = {(question, topic) for question, topic, _, _ in told} | set(
        further.values_list("question", "topic")
    )
    parents = dict(Topic.objects.order_by().values_list("pk", "parent"))
    stands_under = {(page, above) for page, topic in stands for above in _upwards(topic, parents)}
    return Facets(
        topics=Counter(topic for _, topic in stands_under),
        certainties=Counter(certainty for *_, certainty, _ in told if certainty),
        studies=Counter(study for *_, studies in told for study in studies),
    )


def _upwards(topic: int, parents: Mapping[int, int | None]) -> set[int]:
    """The topic and those above it; a broken circle ends where it closes."""
    found: set[int] = set()
    above: int | None = topic
    while above is not None and above not in found:
        found.add(above)
        above = parents.get(above)
    return found


def any_of(concepts: Sequence[Concept], language: str) -> Plan:
    """Pages must have one of the concepts that tell most; the common ones only bring them further up."""
    by_weight = sorted(concepts, key=lambda each: -each.weight)
    needed = [each for each in by_weight if each.pages <= COMMON] or by_weight[:1]
    better = tuple(each for each in by_weight if each not in needed)
    return Plan(tuple(needed), language, is_any=True, better=better)


def _whole(plan: Plan, within: QuerySet[SearchEntry] | None) -> list[int]:
    """Nothing need be looked for where one of the concepts stands on no page."""
    if not all(each.pages for each in plan.needed):
        return []
    return [page for page, _ in engines.engine().find(plan, within, COUNTED + 1)]


def _best_questions_first(pages: list[int], concepts: Sequence[Concept]) -> list[int]:
    """Of the engine's best, those whose question asks for most of it come first."""
    best = pages[:RANKED]
    asks = {page: _question_part(lines, concepts) for page, lines in _texts(best).items()}
    return [*sorted(best, key=lambda page: -asks.get(page, 0)), *pages[RANKED:]]


def _parts(pages: Sequence[int], concepts: Sequence[Concept]) -> list[tuple[int, float]]:
    """The pages with the part that each has of what the concepts tell, the greatest first.

    What stands in the question counts once more. Where parts are equal they stay in the engine's order.
    """
    written = _texts(pages)
    parts = {}
    for page in pages:
        stems = {stem for lines in written.get(page, {}).values() for stem in texts.stems(lines)}
        parts[page] = part(stems, concepts)
    asks = {page: _question_part(written.get(page, {}), concepts) for page in pages}
    best = sorted(pages, key=lambda page: -(parts[page] + asks[page] / 2))
    return [(page, parts[page]) for page in best]


def _texts(pages: Sequence[int]) -> dict[int, texts.Lines]:
    return dict(SearchEntry.objects.filter(pk__in=pages).values_list("pk", "texts"))


def _question_part(lines: texts.Lines, concepts: Sequence[Concept]) -> float:
    """The best of the question and its other phrasings."""
    asked = [line for field in ("question", "phrasings") for line in lines.get(field, ())]
    return max((part(set(words.stems(line)), concepts) for line in asked), default=0.0)


def part(stems: Collection[str], concepts: Sequence[Concept]) -> float:
    """Of all that the concepts tell, what these stems speak of."""
    total = sum(each.weight for each in concepts)
    return sum(each.weight for each in concepts if each.is_told_by(stems)) / total
