"""What a reader's request asks of the database: one query, put into SQL once for each day; it makes no page.

With the page comes a mark of the database, which tells `public.unchanged` whether anything was written since.

Django takes thirty times as long to word this query as the database to answer it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from django.db import DEFAULT_DB_ALIAS, connection, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils import timezone

from answers.models import ListStamp, PublishedPage
from answers.pages.render_version import RENDER_VERSION

Form = Literal["brotli", "gzip"]
Mark = tuple[object, ...]
"""What stays the same on one connection only while nobody has written anything to the database."""

SNAPSHOT = b"SELECT pg_current_snapshot()::text"
SNAPSHOT_NAME = b"snapshot_now"

ANY_SLUG = ":slug"
"""Stands in the query for the slug that each reader asks for."""


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """What a reader is sent, and whether it is true today; every other form stays in the database."""

    is_outdated: bool
    answer_id: int
    etag: str
    changed_at: datetime.datetime
    body: bytes
    taken_back: str
    """The stamp of what was taken back from readers, as `copies` wants it."""
    mark: Mark | None


def find(slug: str, *, language: str, at: datetime.datetime, form: Form) -> FinishedPage | None:
    """The page at this address as it is kept, outdated or not; it costs one query."""
    here = connections[DEFAULT_DB_ALIAS]
    before = _before(here)
    sql, values = _worded(language, timezone.localdate(at), form)
    row = here.row(sql, values, {ANY_SLUG: slug})  # type: ignore[attr-defined]  # both of our backends can
    if row is None:
        return None
    is_outdated, answer_id, etag, changed_at, body, taken_back, snapshot = row
    if changed_at.tzinfo is None:  # SQLite keeps moments in UTC and does not say so
        changed_at = changed_at.replace(tzinfo=datetime.UTC)
    mark = _mark(here, before, snapshot)
    return FinishedPage(bool(is_outdated), answer_id, etag, changed_at, body, str(taken_back), mark)


@lru_cache(maxsize=8)
def _worded(language: str, today: datetime.date, form: Form) -> tuple[str, tuple[Any, ...]]:
    """The query in SQL with its values in order, the same for every slug of this language on this day."""
    pages = PublishedPage.objects.for_reading(render_version=RENDER_VERSION, today=today)
    asked = pages.filter(language=language, slug=ANY_SLUG).annotate(snapshot=_snapshot()).order_by()
    columns = ("is_outdated", "answer_id", "etag", "changed_at", form, "taken_back", "snapshot")
    return asked.values_list(*columns).query.sql_with_params()


@dataclass(frozen=True, slots=True)
class Stamps:
    """What the lists stand under, what was taken back, and the mark under which both were read."""

    value: str
    taken_back: str
    mark: Mark | None


def stamps() -> Stamps:
    """The present ones, read before the rows of a list are: what changes meanwhile has another.

    Where a copy of the database answers, its rows stand under its own stamp, and its reply is not kept.
    """
    if router.db_for_read(ListStamp) != DEFAULT_DB_ALIAS:
        value, taken_back = ListStamp.objects.now()
        return Stamps(str(value), str(taken_back), None)
    here = connections[DEFAULT_DB_ALIAS]
    before = _before(here)
    row = here.row(*_worded_stamps())  # type: ignore[attr-defined]  # as above
    value, taken_back, snapshot = row or (None, None, "")
    return Stamps(
        str(value), str(taken_back), _mark(here, before, snapshot) if snapshot is not None else None
    )


@lru_cache(maxsize=1)
def _worded_stamps() -> tuple[str, tuple[Any, ...]]:
    stamp = ListStamp.objects.filter(pk=1).annotate(snapshot=_snapshot())
    return stamp.values_list("value", "taken_back", "snapshot").query.sql_with_params()


def mark() -> Mark | None:
    """The mark of this moment; None inside a transaction, which sees what nobody else does yet."""
    here = connections[DEFAULT_DB_ALIAS]
    if here.in_atomic_block:
        return None
    if here.vendor == "sqlite":
        return _before(here)
    snapshot = _snapshot_now(here)
    return (here.connection, snapshot)


def _snapshot_now(here: Any) -> str:
    """Asked with a statement that the connection knows by name, in a fifth of the time that a cursor takes.

    What a connection means that is lost, the cursor tells as everywhere.
    """
    here.ensure_connection()
    with here.wrap_database_errors:
        answer = here.known_answer(SNAPSHOT_NAME, SNAPSHOT)
    if answer is not None:
        return str(answer.get_value(0, 0).decode())
    with here.cursor() as cursor:
        cursor.execute(SNAPSHOT.decode())
        return str(cursor.fetchone()[0])


def _before(here: BaseDatabaseWrapper) -> Mark | None:
    """On SQLite, read before the rows: how often others have written to the file, and how much this did."""
    if here.in_atomic_block or here.vendor != "sqlite":
        return None
    here.ensure_connection()
    held = here.connection
    return (held, held.execute("PRAGMA data_version").fetchone()[0], held.total_changes)


def _mark(here: BaseDatabaseWrapper, before: Mark | None, snapshot: str) -> Mark | None:
    """On PostgreSQL, what the rows themselves were read from: which transactions it knew as ended."""
    if here.in_atomic_block or here.vendor == "sqlite":
        return before
    return (here.connection, snapshot)


def _snapshot() -> Combinable:
    if connection.vendor == "sqlite":
        return Value("", output_field=TextField())
    return Cast(Func(function="pg_current_snapshot", output_field=TextField()), TextField())
