"""A list of the interface costs the same wherever it is read on from, however many rows it has."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answers.api import narrowing
from answers.models import PublishedPage
from tests import make

pytestmark = pytest.mark.django_db

ORDERS = [f"{sign}{name}" for name in narrowing.PAGE_ORDERS for sign in ("", "-")]
INDEXES = {
    "last_reviewed_on": "pages_reviewed_last",
    "review_due_on": "answers_by_day_due",
    "wording": "pages_by_title",
    "number": "answers_answer_question_id",
}


def got(client: Client, path: str) -> Any:
    response = client.get(f"/api/v1/{path.partition('/api/v1/')[2] or path}")
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def asked(client: Client, path: str) -> list[str]:
    """The statements by which the rows of a piece are found, without those of what is said of them."""
    with CaptureQueriesContext(connection) as captured:
        got(client, path)
    return [each["sql"] for each in captured if "ordered_by" in each["sql"]]


def numbers_of(pieces: list[Any]) -> list[int]:
    return [each["number"] for piece in pieces for each in piece["results"]]


def test_rows_that_share_a_value_are_said_once_there_and_back(client: Client) -> None:
    numbers = [make.published().answer.question_id for _ in range(4)]
    PublishedPage.objects.update(title="Is it safe?")

    there, back = {}, {}
    for order in ORDERS:
        pieces = [got(client, f"answers/?page_size=1&ordering={order}&fields=number")]
        while pieces[-1]["next"] and len(pieces) <= len(numbers):
            pieces.append(got(client, pieces[-1]["next"]))
        there[order] = numbers_of(pieces)
        back[order] = numbers_of([got(client, piece["previous"]) for piece in pieces[1:]])

    assert there == {order: sorted(numbers, reverse=order.startswith("-")) for order in ORDERS}
    assert back == {order: said[:-1] for order, said in there.items()}


@pytest.fixture
def read_on(client: Client) -> dict[str, str]:
    """By order: the statement that finds the second of three rows."""
    for _ in range(3):
        make.published()
    first = {order: got(client, f"answers/?page_size=1&ordering={order}&fields=number") for order in ORDERS}
    found = {order: asked(client, piece["next"]) for order, piece in first.items()}
    return {order: statement for order, (statement,) in found.items()}


@pytest.mark.postgresql
def test_a_list_is_read_on_at_its_place_in_an_index(read_on: dict[str, str]) -> None:
    plans = {order: planned(statement) for order, statement in read_on.items()}

    scans = {order: plan.partition(INDEXES[order.removeprefix("-")])[2] for order, plan in plans.items()}
    conditions = {order: scan.partition("Index Cond:")[2].splitlines()[:1] for order, scan in scans.items()}
    assert [order for order, plan in plans.items() if "Sort" in plan] == []
    assert [order for order, found in conditions.items() if "ROW(" not in "".join(found)] == []


@pytest.mark.sqlite
def test_a_list_is_read_in_the_order_of_an_index(read_on: dict[str, str]) -> None:
    plans = {}
    for order, statement in read_on.items():
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
            plans[order] = " ".join(row[3] for row in cursor.fetchall())

    assert plans.keys() == set(ORDERS)
    assert [order for order, plan in plans.items() if "TEMP B-TREE" in plan] == []


def test_a_list_of_what_names_a_source_is_found_by_the_numbers_of_the_source(client: Client) -> None:
    page = make.published().answer.question_id

    (statement,) = asked(client, "answers/?source=trial&fields=number")

    assert [each["number"] for each in got(client, "answers/?source=trial&fields=number")["results"]] == [
        page
    ]
    assert '"sources_source"' not in statement


def planned(statement: str) -> str:
    """How PostgreSQL would do it if it could only go along indexes: so few rows it would just read."""
    with connection.cursor() as cursor:
        for each in ("seqscan", "bitmapscan", "sort", "incremental_sort", "hashjoin", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{each} = off")
        cursor.execute(f"EXPLAIN {statement}")
        return "\n".join(row[0] for row in cursor.fetchall())
