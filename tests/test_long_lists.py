"""Lists of staff ask the database for what one page shows, however many rows there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answers import revisions, workflow
from answers.models import Answer, Question, Stage
from tests import cast, make

pytestmark = pytest.mark.django_db

QUESTIONS = "/admin/answers/question/"
LISTS = {
    "answers_answer": "/admin/answers/answer/",
    "answers_question": QUESTIONS,
    "answers_contributor": "/admin/answers/contributor/",
    "answers_synonymgroup": "/admin/answers/synonymgroup/",
    "answers_missedsearch": "/admin/answers/missedsearch/",
    "sources_source": "/admin/sources/source/",
    "sources_notice": "/admin/sources/notice/",
    "sources_merge": "/admin/sources/merge/",
}


@pytest.fixture
def desk(client: Client) -> Client:
    """The managing editor has signed in."""
    client.force_login(cast.person("managing"))
    return client


def asked(desk: Client, address: str, given: Mapping[str, str] | None = None) -> list[str]:
    """The statements of one visit."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert desk.get(address, given).status_code == 200
    return [each["sql"] for each in captured.captured_queries]


def numbered(how_many: int) -> list[Question]:
    """Questions whose wordings stand in the order of their numbers."""
    return [make.answer(wording=f"Question {number:03}?").question for number in range(how_many)]


@pytest.mark.parametrize("table", LISTS)
def test_a_list_that_is_searched_is_not_counted_as_a_whole(desk: Client, table: str) -> None:
    statements = asked(desk, LISTS[table], {"q": "nothing has this"})

    assert [each for each in statements if each.endswith(f'COUNT(*) AS "__count" FROM "{table}"')] == []


@pytest.mark.sqlite
def test_the_list_of_questions_is_read_in_the_order_of_an_index(desk: Client) -> None:
    numbered(3)

    numbers = [each for each in asked(desk, QUESTIONS) if 'ORDER BY "answers_question"."wording"' in each]

    assert len(numbers) == 1
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {numbers[0]}")
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert "questions_by_wording" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("order", ["0", "-0"])
@pytest.mark.parametrize("page", [1, 2, 3, 4])
def test_every_page_of_a_list_holds_its_own_rows_in_their_order(
    desk: Client, monkeypatch: pytest.MonkeyPatch, page: int, order: str
) -> None:
    monkeypatch.setattr("answers.admin.site.questions.QuestionAdmin.list_per_page", 2)
    every = [each.pk for each in numbered(7)][:: -1 if order == "-0" else 1]

    shown = desk.get(QUESTIONS, {"p": str(page), "o": order}).context["cl"].result_list

    assert [each.pk for each in shown] == every[2 * page - 2 : 2 * page]


def test_a_question_that_is_asked_in_many_ways_is_listed_once_without_telling_rows_apart(
    desk: Client,
) -> None:
    question = make.answer(wording="Is salt harmful?").question
    for text in ("Does sodium hurt me?", "Is sodium bad?"):
        question.phrasings.create(text=text)

    with CaptureQueriesContext(connection) as captured:
        shown = desk.get(QUESTIONS, {"q": "sodium"}).context["cl"].result_list

    assert list(shown) == [question]
    assert [each["sql"] for each in captured.captured_queries if "DISTINCT" in each["sql"]] == []


def test_an_answer_is_listed_at_the_stage_of_its_newest_text_alone(desk: Client) -> None:
    live, changed, draft = make.published().answer, make.published().answer, make.answer()
    make.revision(changed, replace(revisions.draft_of(changed), research="<p>Another text.</p>"))
    make.submitted(changed)

    stages = ("live", "in review", "draft")
    shown = [desk.get(LISTS["answers_answer"], {"stage": each}).context["cl"].result_list for each in stages]

    assert [list(each) for each in shown] == [[live], [changed], [draft]]


def test_each_stage_lists_exactly_the_answers_that_are_shown_at_it(desk: Client) -> None:
    """Answers in every state that the verbs lead to, some of them on their second way."""
    make.answer()
    make.submitted()
    make.approved()
    make.published()
    taken = make.submitted()
    workflow.take_back(taken, by=cast.person("editor"), at=make.NOW)
    refused = make.submitted()
    workflow.request_changes(
        refused, by=cast.person("editor2"), at=make.NOW, content_hash=refused.content_hash, note="Shorter."
    )
    timed = make.approved()
    workflow.schedule(timed, by=cast.person("editor2"), at=make.NOW, publish_at=make.NOW + timedelta(days=1))
    correction = make.correction()
    make.submitted(correction.answer)
    gone = make.published().answer
    again = make.published().answer
    for each in (gone, again):
        workflow.withdraw(each, by=cast.person("managing"), at=make.NOW, reason="It was out of date.")
    make.submitted(Answer.objects.get(pk=again.pk))
    make.corrected(make.submitted(make.correction().answer))

    found = {}
    for stage in ("draft", *Stage.values):
        rows = desk.get(LISTS["answers_answer"], {"stage": stage}).context["cl"].result_list
        found[stage] = [(row.pk, row.stage) for row in rows]

    everyone = desk.get(LISTS["answers_answer"]).context["cl"].result_list
    shown = {stage: [(row.pk, stage) for row in everyone if row.stage == stage] for stage in found}
    assert found == shown
    assert {stage for stage, rows in shown.items() if not rows} == {
        "publish failed",
        "superseded",
        "taken back",
    }
