"""What verbs ask of the database: a number of statements that no citation adds to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection

from answers import revisions, workflow
from answers.models import Answer, ListStamp, PagesInTopics, Place
from tests import cast, make
from tests.bench import prose, rows
from tests.bench.costs import Cost

pytestmark = pytest.mark.django_db(transaction=True)

PUBLISHING = 30
"""Whoever is told of it by webhook or thanked adds to it, and so does a page in another language, and the
first page of a topic."""
PUBLISHING_AGAIN = 32
"""Words that stand on no page any more go, and whether it was withdrawn meanwhile is asked."""


def answer_with(citations: int) -> Answer:
    """An answer that will cite so many sources, not yet saved; not the first of its site nor of its topic."""
    ListStamp.objects.renew()
    topic = make.topic()
    PagesInTopics.objects.add({("en", Place((topic.pk,))): 1})
    for key in prose.keys(citations):
        make.source(key)
    wording = f"What do {citations} citations cost?"
    return workflow.start(wording=wording, topic=topic, by=cast.person("editor"), at=make.NOW)


def typed(answer: Answer) -> revisions.Draft:
    wording = answer.question.wording
    return make.draft(**rows.fields(wording, citations=int(wording.split()[2])))


def saving(answer: Answer) -> int:
    first = typed(answer)
    cost = Cost()
    with connection.execute_wrapper(cost.count):
        make.revision(answer, first)
    return cost.statements


def publishing(answer: Answer) -> int:
    make.approved(answer)
    found, by = make.latest(answer), cast.person("editor2")
    cost = Cost()
    with connection.execute_wrapper(cost.count):
        workflow.publish(found, by=by, at=make.NOW)
    return cost.statements


def test_publishing_an_answer_with_fifteen_citations_takes_at_most_30_statements() -> None:
    answer = answer_with(15)
    saving(answer)

    assert publishing(answer) <= PUBLISHING


def test_publishing_it_again_takes_two_statements_more() -> None:
    answer = answer_with(15)
    saving(answer)
    publishing(answer)
    answer.refresh_from_db()
    make.revision(answer, replace(revisions.draft_of(answer), certainty_reason="Two large trials."))

    assert publishing(answer) <= PUBLISHING_AGAIN


def test_no_citation_adds_a_statement_to_saving_or_publishing() -> None:
    few, many = answer_with(3), answer_with(15)

    saved = [saving(each) for each in (few, many)]
    published = [publishing(each) for each in (few, many)]

    assert saved[0] == saved[1]
    assert published[0] == published[1]
