"""A connection to PostgreSQL that is kept between requests: lost ones are noticed, others are not asked."""

import select

import psycopg
import pytest
from django.db import close_old_connections, connection
from django.db.backends.postgresql import base

from tests import parts

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
