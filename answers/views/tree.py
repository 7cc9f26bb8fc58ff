"""The tree of topics with the number of published questions in each; it counts nothing that is not public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from answers.models import PublishedPage, Topic

Children = Mapping[int | None, list[Topic]]


@dataclass(frozen=True)
class Branch:
    """A topic, the pages in it and below it, each counted once, and the branches below it."""

    topic: Topic
    pages: frozenset[int]
    branches: tuple[Branch, ...]

    @property
    def count(self) -> int:
        """How many questions a reader finds there."""
        return len(self.pages)


def branches(parent: Topic | None = None) -> tuple[Branch, ...]:
    """What grows from a topic, or the whole tree; a branch without a published question is left out."""
    children = _children(Topic.objects.order_by("name", "id"))
    return _grown(parent.pk if parent else None, children, _pages_by_topic())


def subtree(topic: Topic) -> list[Topic]:
    """The topic and every topic below it; one query."""
    children = _children(Topic.objects.order_by("name", "id"))
    found: dict[int, Topic] = {}
    waiting = [topic]
    while waiting:
        each = waiting.pop()
        if each.pk not in found:
            found[each.pk] = each
            waiting.extend(children.get(each.pk, ()))
    return list(found.values())


def _children(topics: Iterable[Topic]) -> Children:
    children: dict[int | None, list[Topic]] = defaultdict(list)
    for topic in topics:
        children[topic.parent_id].append(topic)
    return children


def _pages_by_topic() -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for path in ("main_topic", "topics"):
        field = f"answer__question__{path}"
        rows = PublishedPage.objects.filter(**{f"{field}__isnull": False}).order_by()
        for topic, page in rows.values_list(field, "pk"):
            found[topic].add(page)
    return found


def _grown(parent: int | None, children: Children, pages: Mapping[int, set[int]]) -> tuple[Branch, ...]:
    every = (_branch(topic, children, pages) for topic in children.get(parent, ()))
    return tuple(branch for branch in every if branch.count)


def _branch(topic: Topic, children: Children, pages: Mapping[int, set[int]]) -> Branch:
    below = _grown(topic.pk, children, pages)
    own = pages.get(topic.pk, set())
    return Branch(topic, frozenset(own).union(*(branch.pages for branch in below)), below)
