"""The tree of topics with the number of published questions in each; it counts nothing that is not public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from answers.models import PagesInTopics, Place, Topic
from answers.models.pages_in_topics import PagesInTopicsQuerySet


@dataclass(frozen=True)
class Branch:
    """A topic with the branches below it, and how many questions a reader finds in it and below it."""

    topic: Topic
    count: int
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Tree:
    """Every topic, and where the published pages stand.

    Most pages stand in one topic; those that stand together in further ones are told apart, so that a branch
    counts each of them once.
    """

    topics: Mapping[int, Topic]
    children: Mapping[int | None, list[Topic]]
    kept: PagesInTopicsQuerySet

    @cached_property
    def _places(self) -> Mapping[Place, int]:
        """The places where pages stand, and how many."""
        return self.kept.by_place()

    @cached_property
    def _of_topic(self) -> Mapping[int, list[Place]]:
        """By topic: the places that hold it."""
        found: dict[int, list[Place]] = defaultdict(list)
        for place in self._places:
            for topic in place.topics:
                found[topic].append(place)
        return found

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

    def places(self, topic: Topic) -> list[str]:
        """Where the pages stand that stand in a topic or below it, as they name it."""
        return [str(place) for place in self._inside(topic)]

    def _inside(self, topic: Topic) -> set[Place]:
        return {place for each in self.below(topic) for place in self._of_topic.get(each.pk, ())}

    def _branch(self, topic: Topic, above: frozenset[Topic]) -> Branch:
        count = sum(self._places[place] for place in self._inside(topic))
        return Branch(topic, count, self.branches(topic, above))


def read(kept: PagesInTopicsQuerySet | None = None) -> Tree:
    """The tree as it is now, with these counts or those in the language that is spoken; one query more where
    pages are counted, however many topics and pages there are."""
    named = sorted(Topic.objects.order_by("name", "id"), key=lambda topic: topic.name_here.casefold())
    topics = {topic.pk: topic for topic in named}
    children: dict[int | None, list[Topic]] = defaultdict(list)
    for topic in topics.values():
        topic.parent = topics.get(topic.parent_id) if topic.parent_id else None
        children[topic.parent_id].append(topic)
    return Tree(topics, children, PagesInTopics.objects.spoken_here() if kept is None else kept)
