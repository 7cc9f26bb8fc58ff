"""A query of every visit, asked without Django's cursor: it is answered, counted and told as by it."""

from __future__ import annotations

import datetime
import logging
import time
import uuid
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from answers.models import ListStamp

pytestmark = pytest.mark.django_db(transaction=True)

database: Any = connection
WORD = ":word"
SQL = "SELECT %s, %s, id, value FROM answers_liststamp WHERE id = 1 AND 'one' = %s AND 5 %% 3 = 2"
VALUES = ("it's 100 % plain", datetime.date(2026, 11, 26), WORD)


@pytest.fixture(autouse=True)
def _stamp() -> None:
    ListStamp.objects.get_or_create(pk=1, defaults={"value": uuid.UUID(int=5)})


def by_cursor(word: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(SQL, ["it's 100 % plain", datetime.date(2026, 11, 26), word])
        return cursor.fetchone()


@pytest.mark.parametrize("word", ["one", "two", "it's", "\\", "%s", "ü"])
def test_it_finds_what_the_cursor_finds_for_every_word(word: str) -> None:
    found = [database.row(SQL, VALUES, {WORD: word}) for _ in range(2)]

    assert found == [by_cursor(word)] * 2
    assert (found[0] is not None) == (word == "one")


def test_inside_a_transaction_it_sees_what_was_written_there() -> None:
    with transaction.atomic():
        ListStamp.objects.filter(pk=1).update(value=uuid.UUID(int=4711))
        found = database.row(SQL, VALUES, {WORD: "one"})

    assert uuid.UUID(str(found[-1])).int == 4711


def test_it_is_counted_where_queries_are_counted() -> None:
    with CaptureQueriesContext(connection) as asked:
        database.row(SQL, VALUES, {WORD: "one"})

    assert len(asked) == 1


def test_a_slow_one_is_told_too(settings: LazySettings, caplog: pytest.LogCaptureFixture) -> None:
    settings.SLOW_QUERY_MILLISECONDS = 0

    with caplog.at_level(logging.WARNING):
        database.row(SQL, VALUES, {WORD: "one"})

    assert "answers_liststamp" in caplog.text


def test_a_query_that_is_wrong_is_refused_as_by_the_cursor() -> None:
    with pytest.raises(DatabaseError):
        database.row("SELECT nothing FROM nowhere", ())


@pytest.mark.postgresql
def test_a_table_of_another_shape_is_read_as_it_is_now() -> None:
    sql = "SELECT * FROM answers_liststamp WHERE id = 1"
    before = database.row(sql, ())

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE answers_liststamp ADD COLUMN another integer DEFAULT 7")
    try:
        after = [database.row(sql, ()) for _ in range(2)]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE answers_liststamp DROP COLUMN another")

    assert after == [(*before, 7)] * 2


@pytest.mark.postgresql
def test_a_connection_that_was_not_told_is_told_again() -> None:
    before = database.row(SQL, VALUES, {WORD: "one"})
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")

    assert database.row(SQL, VALUES, {WORD: "one"}) == before


@pytest.mark.postgresql
def test_a_query_that_takes_too_long_is_asked_once() -> None:
    slow = "SELECT pg_sleep(2) FROM answers_liststamp WHERE 'one' = %s"
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 300")
    began = time.monotonic()
    try:
        with pytest.raises(OperationalError):
            database.row(slow, (WORD,), {WORD: "one"})
    finally:
        connection.close()

    assert time.monotonic() - began < 0.6
