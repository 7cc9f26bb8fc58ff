"""PostgreSQL itself: connections that are kept between requests, and what it plans by."""

import select

import psycopg
import pytest
from django.db import close_old_connections, connection
from django.db.backends.postgresql import base

from answers.models import FrozenText, plans
from tests import make, parts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def test_a_connection_that_the_server_closed_is_opened_again() -> None:
    connection.ensure_connection()
    lost = connection.connection
    with psycopg.connect(parts.POSTGRESQL_URL) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [lost.info.backend_pid])
    select.select([lost.fileno()], [], [], 10)
    close_old_connections()

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    assert connection.connection is not lost


def test_a_connection_that_stands_is_not_asked_whether_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(self: base.DatabaseWrapper) -> bool:
        raise AssertionError

    connection.ensure_connection()
    standing = connection.connection
    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", asked)
    close_old_connections()

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    assert connection.connection is standing


def test_no_query_is_compiled_before_it_is_answered() -> None:
    connection.close()

    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


def test_plans_are_made_for_as_many_rows_as_there_are_and_long_texts_are_not_looked_at() -> None:
    make.published()

    plans.learn()

    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'answers_frozentext'::regclass")
        assert cursor.fetchone() == (FrozenText.objects.count(),)
        cursor.execute("SELECT attname FROM pg_stats WHERE tablename = 'answers_frozentext'")
        assert cursor.fetchall() == [("digest",)]
