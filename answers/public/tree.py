"""The tree of topics with the number of published questions in each; it counts nothing that is not public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.cache import caches
from django.db.models import Count
from django.utils.translation import get_language

from answers.models import ListStamp, PublishedPage, Topic
from answers.models.pages import PublishedPageQuerySet

Places = tuple[Mapping[int, int], Mapping[int, Mapping[int, int]]]
"""How many pages stand in each main topic; for each further topic its pages, each with its main topic."""


@dataclass(frozen=True)
class Branch:
    """A topic with the branches below it, and how many questions a reader finds in it and below it."""

    topic: Topic
    count: int
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Tree:
    """Every topic, and where the published pages stand.

    Most pages stand in one topic and are only counted; the few that stand in further ones are told apart,
    so that a branch counts each of them once.
    """

    topics: Mapping[int, Topic]
    children: Mapping[int | None, list[Topic]]
    pages: PublishedPageQuerySet
    stamp: str = ""
    """What the lists of these pages stand under; a large site takes a second to count, and need not twice."""

    @cached_property
    def counts(self) -> Mapping[int, int]:
        """By main topic: how many pages."""
        return self._places[0]

    @cached_property
    def further(self) -> Mapping[int, Mapping[int, int]]:
        """By further topic: its pages, each with its main topic."""
        return self._places[1]

    @cached_property
    def _places(self) -> Places:
        key = f"tree-{self.stamp}"
        kept: Places | None = caches["lists"].get(key) if self.stamp else None
        if kept is None:
            kept = _places(self.pages)
            if self.stamp:
                caches["lists"].set(key, kept)
        return kept

    def branches(
        self, parent: Topic | None = None, above: frozenset[Topic] = frozenset()
    ) -> tuple[Branch, ...]:
        """What grows from a topic, or the whole tree; a branch without a published question is left out.

        A broken circle ends where it closes.
        """
        above = above | {parent} if parent else above
        here = self.children.get(parent.pk if parent else None, ())
        every = (self._branch(topic, above) for topic in here if topic not in above)
        return tuple(branch for branch in every if branch.count)

    def count(self, topic: Topic) -> int:
        """How many published questions stand in a topic and below it."""
        return self._branch(topic, frozenset({topic})).count

    def below(self, topic: Topic) -> list[Topic]:
        """The topic and every topic below it."""
        found: dict[int, Topic] = {}
        waiting = [topic]
        while waiting:
            each = waiting.pop()
            if each.pk not in found:
                found[each.pk] = each
                waiting.extend(self.children.get(each.pk, ()))
        return list(found.values())

    def _branch(self, topic: Topic, above: frozenset[Topic]) -> Branch:
        inside = {each.pk for each in self.below(topic)}
        own = sum(self.counts.get(pk, 0) for pk in inside)
        others = {
            page
            for pk in inside & self.further.keys()
            for page, main in self.further[pk].items()
            if main not in inside
        }
        return Branch(topic, own + len(others), self.branches(topic, above))


def read(pages: PublishedPageQuerySet | None = None) -> Tree:
    """The tree as it is now, with these pages or those in the language that is spoken; two queries more where
    pages are counted, however many topics and pages there are."""
    stamp = "" if pages is not None else _stamp()
    named = sorted(Topic.objects.order_by("name", "id"), key=lambda topic: topic.name_here.casefold())
    topics = {topic.pk: topic for topic in named}
    children: dict[int | None, list[Topic]] = defaultdict(list)
    for topic in topics.values():
        topic.parent = topics.get(topic.parent_id) if topic.parent_id else None
        children[topic.parent_id].append(topic)
    here = PublishedPage.objects.spoken_here() if pages is None else pages
    return Tree(topics, children, here.order_by(), stamp)


def _stamp() -> str:
    """Of the lists in the language that is spoken, read before their rows; empty where there is none yet."""
    value = ListStamp.objects.now()[0]
    return f"{value}-{get_language()}" if value else ""


def _places(pages: PublishedPageQuerySet) -> Places:
    main, further = "answer__question__main_topic", "answer__question__topics"
    others: dict[int, dict[int, int]] = defaultdict(dict)
    rows = pages.filter(**{f"{further}__isnull": False})
    for topic_id, page, main_topic_id in rows.values_list(further, "pk", main):
        others[topic_id][page] = main_topic_id
    return dict(pages.values_list(main).annotate(Count("pk"))), dict(others)
