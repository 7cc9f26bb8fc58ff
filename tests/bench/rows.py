"""Knows how a site of the bench gets its pages: one through the verbs, the others as its likenesses."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any

from answers.models import Answer, PagesInTopics, PublishedPage, Question, Topic
from tests import make
from tests.bench import prose
from tests.bench.sites import FIRST_SLUG, FULL_TOPIC

CITATIONS = 15
TOPICS = 11
BATCH = 500


def fill(size: int) -> None:
    """So many pages: half of them in one topic, the others spread over ten."""
    first = PublishedPage.objects.filter(slug=FIRST_SLUG).first() or _first()
    topics = list(Topic.objects.order_by("id")[:TOPICS])
    here = PublishedPage.objects.count()
    for start in range(here, size, BATCH):
        _likenesses(first, topics, range(start, min(start + BATCH, size)))
    PagesInTopics.objects.recount()


def first_answer() -> Answer:
    return Answer.objects.get(question__slug=FIRST_SLUG)


def fields(wording: str, citations: int = CITATIONS, words: int = 600) -> dict[str, Any]:
    """What an editor types into an answer with so many citations."""
    cited = prose.keys(citations)
    return {
        "wording": wording,
        "short_answer": prose.paragraphs(40, cited[:2], seed=1),
        "research": prose.paragraphs(words, cited[2:]),
    }


def _first() -> PublishedPage:
    topic = make.topic(name="Full topic", slug=FULL_TOPIC)
    for number in range(1, TOPICS):
        make.topic(name=f"Other topic {number}", slug=f"other-topic-{number}")
    for key in prose.keys(CITATIONS):
        make.source(key)
    made = make.answer(topic_=topic, **fields("Is this the first page?"))
    Question.objects.filter(pk=made.question_id).update(slug=FIRST_SLUG)
    make.published(Answer.objects.get(pk=made.pk))
    return PublishedPage.objects.get(slug=FIRST_SLUG)


def _likenesses(first: PublishedPage, topics: Sequence[Topic], numbers: range) -> None:
    answer = first_answer()
    questions = Question.objects.bulk_create([_question(number, topics) for number in numbers])
    answers = Answer.objects.bulk_create([_answer(answer, question) for question in questions])
    pages = PublishedPage.objects.bulk_create([_page(first, each) for each in answers])
    through = PublishedPage.sources.through
    cited = list(first.sources.values_list("pk", flat=True))
    for key in cited:
        through.objects.bulk_create([through(publishedpage_id=page.pk, source_id=key) for page in pages])


def _question(number: int, topics: Sequence[Topic]) -> Question:
    initial = chr(ord("A") + number % 26)
    return Question(
        wording=f"{initial} question as patients ask it, number {number}?",
        slug=f"question-{number}",
        main_topic=topics[0] if number % 2 else topics[1 + number // 2 % (len(topics) - 1)],
        created_at=make.NOW,
    )


def _answer(first: Answer, question: Question) -> Answer:
    made = copy(first)
    made.pk, made.question = None, question
    made._state.adding = True
    return made


def _page(first: PublishedPage, answer: Answer) -> PublishedPage:
    made = copy(first)
    made.pk, made.answer = None, answer
    made._state.adding = True
    made.slug, made.title = answer.question.slug, answer.question.wording
    return made
