"""The tree of topics with the number of published questions in each; it counts nothing that is not public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from answers.models import PublishedPage, Topic
from answers.models.pages import PublishedPageQuerySet


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
    counts: Mapping[int, int]
    further: Mapping[int, Mapping[int, int]]
    """By further topic: its pages, each with its main topic."""

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
    """The tree as it is now, with these pages or those in the language that is spoken; three queries, however
    many topics and pages there are."""
    named = sorted(Topic.objects.order_by("name", "id"), key=lambda topic: topic.name_here.casefold())
    topics = {topic.pk: topic for topic in named}
    children: dict[int | None, list[Topic]] = defaultdict(list)
    for topic in topics.values():
        topic.parent = topics.get(topic.parent_id) if topic.parent_id else None
        children[topic.parent_id].append(topic)
    main, further = "answer__question__main_topic", "answer__question__topics"
    here = (PublishedPage.objects.spoken_here() if pages is None else pages).order_by()
    counts = here.values_list(main).annotate(Count("pk"))
    rows = here.filter(**{f"{further}__isnull": False})
    others: dict[int, dict[int, int]] = defaultdict(dict)
    for topic_id, page, main_topic_id in rows.values_list(further, "pk", main):
        others[topic_id][page] = main_topic_id
    return Tree(topics, children, dict(counts), others)
