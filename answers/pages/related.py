"""Which other questions a page leads to: at most five, public, in its language; they are no part of its text.

An editor's choices come first. The others are those most like it: they ask in the same words, rest on the
same sources, stand in the same topic. The same pages always give the same five.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery

from answers import search
from answers.content import Content
from answers.models import Answer, PagesInTopics, PublishedPage, Question, RelatedChoice
from answers.models.questions import address
from sources.models import Source

MOST = 5
"""How many a page names."""

NEIGHBOURS = 12
"""How many pages are made again when a question comes that may be among their five."""

LOOKED_AT = 40
"""How many pages are weighed because they share words, or sources."""

CITING = 2000
"""Through how many citations of its sources is looked for pages that share most of them."""

SAME_TOPIC, NEAR_TOPIC, SAME_SOURCES = 0.35, 0.15, 0.5
"""What topic and sources add at most to the words in common, which count 1 when all are."""

LEAST = 0.3
"""How alike a question must be to be named at all; the same topic alone is enough."""

Row = dict[str, Any]
Wish = RelatedChoice.Wish

_QUESTION = "answer__question"
_NAMED = ("language", "slug", "title", "naming_stamp")
_WEIGHED = ("answer", "summary", "topic", "above", "is_beside", "shared", "wish", "wished")


@dataclass(frozen=True)
class Related:
    """A public page that another one leads to; its stamp stands for the words and the address named there."""

    page: int
    title: str
    path: str
    stamp: int


@dataclass(frozen=True)
class Neighbourhood:
    """The pages most like one, the nearest first, and what is named on it."""

    nearest: tuple[int, ...]
    named: tuple[Related, ...]


def of(answer: Answer, content: Content, sources: Sequence[Source]) -> Neighbourhood:
    """What the page of an answer that rests on these sources leads to; seven queries, however many
    pages there are."""
    question = answer.question
    alike = search.alike(content.question, language=question.language, most=LOOKED_AT)
    found = [
        row
        for row in _rows(question, alike.pages, sources)
        if row["language"] == question.language and row["answer"] != answer.pk
    ]
    scores = {row["pk"]: _score(row, question, alike, len(sources)) for row in found}
    found.sort(key=lambda row: (-scores[row["pk"]], row["title"], row["pk"]))
    liked = [row for row in found if scores[row["pk"]] >= LEAST]
    wanted = sorted((row for row in found if row["wish"] == Wish.FIRST), key=lambda row: row["wished"])
    named = [*wanted, *(row for row in liked if not row["wish"])][:MOST]
    return Neighbourhood(tuple(row["pk"] for row in liked[:NEIGHBOURS]), tuple(map(_related, named)))


def given(answers: Sequence[int]) -> tuple[Related, ...]:
    """The pages of these answers that there are, in this order."""
    rows = PublishedPage.objects.filter(answer__in=answers).values("pk", "answer", *_NAMED)
    found = {row["answer"]: _related(row) for row in rows}
    return tuple(found[answer] for answer in answers if answer in found)


def note(page: int, named: Sequence[Related], *, is_new: bool = False) -> None:
    """What a page leads to from now on, in this order; one that `is_new` led to nothing yet."""
    through = PublishedPage.related.through._default_manager
    if not is_new:
        through.filter(from_publishedpage=page).delete()
    rows = [through.model(from_publishedpage_id=page, to_publishedpage_id=each.page) for each in named]
    through.bulk_create(rows)


def noted(page: int) -> tuple[Related, ...]:
    """What a page leads to until now, as it is named by now."""
    rows = PublishedPage.related.through._default_manager.filter(from_publishedpage=page).order_by("id")
    there = rows.filter(to_publishedpage__slug__isnull=False)
    named = {name: F(f"to_publishedpage__{name}") for name in ("pk", *_NAMED)}
    return tuple(map(_related, there.values(**named)))


def stamp(title: str, slug: str) -> int:
    """Stands for the words and the address under which other pages name a page; 48 bits, so that five of
    them can be added up."""
    return int.from_bytes(hashlib.sha256(f"{slug}\0{title}".encode()).digest()[:6])


def _related(row: Row) -> Related:
    path = address("question", row["language"], row["slug"])
    return Related(row["pk"], row["title"], path, row["naming_stamp"])


def _rows(question: Question, alike: Iterable[int], sources: Sequence[Source]) -> QuerySet[Any]:
    """The pages that may be related, for one reason or another, with all that is weighed.

    Their numbers are found first: a database that is asked for one or the other reads every page.
    """
    wishes = RelatedChoice.objects.filter(question=question.pk)
    wished = PublishedPage.objects.filter(answer__question__in=wishes.values("other")).order_by()
    among = {*alike, *_sharing(sources), *_in_topic(question), *wished.values_list("pk", flat=True)}
    pages = PublishedPage.objects.filter(pk__in=among).order_by()
    ruling = [topic.pk for topic in question.ruling_topics()]
    theirs = Question.topics.through.objects.filter(question=OuterRef(_QUESTION), topic__in=ruling)
    wish = wishes.filter(other=OuterRef(_QUESTION))
    return pages.annotate(
        topic=F(f"{_QUESTION}__main_topic"),
        above=F(f"{_QUESTION}__main_topic__parent"),
        is_beside=Exists(theirs),
        shared=Subquery(_counted(sources).filter(publishedpage=OuterRef("pk")).values("count")),
        wish=Subquery(wish.values("wish")[:1]),
        wished=Subquery(wish.values("pk")[:1]),
    ).values("pk", *_NAMED, *_WEIGHED)


def _counted(sources: Sequence[Source]) -> QuerySet[Any]:
    """How many of these sources each page names."""
    through = PublishedPage.sources.through.objects.filter(source__in=sources).order_by()
    return through.values("publishedpage").annotate(count=Count("source"))


def _sharing(sources: Sequence[Source]) -> QuerySet[Any, int]:
    """The pages that name the most of them; of sources that very many pages name, by the newest of these."""
    through = PublishedPage.sources.through.objects.filter(source__in=sources)
    newest = through.order_by("-pk").values("pk")[:CITING]
    most = _counted(sources).filter(pk__in=newest).order_by("-count", "publishedpage")
    return most.values_list("publishedpage", flat=True)[:LOOKED_AT]


def _in_topic(question: Question) -> QuerySet[Any, int]:
    """Those of the main topic that were reviewed last: where nothing else is alike, these are."""
    places = PagesInTopics.objects.of_main(question.main_topic_id).values("topics")
    there = PublishedPage.objects.filter(stands_in__in=places, language=question.language)
    mine = there.order_by("-last_reviewed_on", "-pk")
    return mine.values_list("pk", flat=True)[:NEIGHBOURS]


def _score(row: Row, question: Question, alike: search.Alike, sources: int) -> float:
    """Words in common, with what topic and sources add to them."""
    words = alike.shared(row["title"], row["summary"])
    works = SAME_SOURCES * (row["shared"] or 0) / max(sources, 1)
    return round(words + works + _topic_part(row, question), 4)


def _topic_part(row: Row, question: Question) -> float:
    """The most for the same main topic, less for one beside or above it, or that both also stand in."""
    if row["topic"] == question.main_topic_id:
        return SAME_TOPIC
    near = {topic.pk for topic in question.ruling_topics()} | {question.main_topic.parent_id}
    is_near = row["is_beside"] or {row["topic"], row["above"]} & (near - {None})
    return NEAR_TOPIC if is_near else 0
