"""Lets tests with transactions of their own clean up after themselves, and puts back what migrations made.

Django's flush would meet the triggers of the tables that only grow, takes every table for a full one, and
makes content types and permissions anew each time: on PostgreSQL that takes longer than most tests do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management.commands import flush
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from answers.models import append_only

Rows = list[tuple[Any, ...]]
_made: dict[str, dict[str, Rows]] = {}
"""By database and table: the rows that migrations made."""


def remember(connection: BaseDatabaseWrapper) -> None:
    """Note what a database holds now, for `empty` to leave it so."""
    _made[connection.alias] = {table: _rows(connection, table) for table in _filled(connection)}


def empty(connection: BaseDatabaseWrapper) -> None:
    """Leave the rows that migrations made, and no others."""
    made = _made[connection.alias]
    kept = {table for table, rows in made.items() if _rows(connection, table) == rows}
    changed = sorted((_filled(connection) | made.keys()) - kept)
    with _unguarded(connection, changed), transaction.atomic(using=connection.alias):
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA defer_foreign_keys = ON")
            for table in changed:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        for table in changed:
            _put_back(connection, table, made.get(table, []))


def leave_alone(connection: BaseDatabaseWrapper) -> None:
    """End every other session of a database that is about to go; PostgreSQL takes none away under anybody.

    It is done from a new session: a test may have ended this one.
    """
    if connection.vendor != "postgresql":
        return
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _filled(connection: BaseDatabaseWrapper) -> set[str]:
    """Asked of all tables at once."""
    names = sorted(connection.introspection.django_table_names(only_existing=True, include_views=False))
    one = "SELECT '{0}' WHERE EXISTS (SELECT 1 FROM {1})"
    asked = " UNION ALL ".join(one.format(name, connection.ops.quote_name(name)) for name in names)
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {name for (name,) in cursor.fetchall()}


def _rows(connection: BaseDatabaseWrapper, table: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
        return list(cursor.fetchall())


def _put_back(connection: BaseDatabaseWrapper, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        places = ", ".join(["%s"] * len(rows[0]))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({places})",
                rows,
            )


@contextmanager
def _unguarded(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> Iterator[None]:
    """The triggers of these tables are off inside, and on again afterwards, whatever happened."""
    guarded = [model for model in append_only.append_only_models() if model._meta.db_table in tables]
    with connection.schema_editor() as editor:
        for model in guarded:
            append_only.remove(model, editor)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            for model in guarded:
                append_only.install(model, editor)


@pytest.fixture(autouse=True, scope="session")
def _flush_is_quick() -> Iterator[None]:
    """For the whole run, `flush` is the one above."""

    def handle(self: flush.Command, **options: Any) -> None:
        empty(connections[options["database"]])

    patch = pytest.MonkeyPatch()
    patch.setattr(flush.Command, "handle", handle)
    yield
    patch.undo()
