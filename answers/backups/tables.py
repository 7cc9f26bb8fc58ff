"""Which tables a backup holds, and how a row is written so that either database can read it."""

from __future__ import annotations

import base64
import datetime
import decimal
import json
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import connection, models

AT_ONCE = 500
"""Rows that one statement writes."""

READ_AT_ONCE = 2000

LEFT_OUT = {
    "answers.PublishedPage": "printed again",
    "answers.PublishedPage_sources": "printed again",
    "answers.PublishedPage_terms": "printed again",
    "answers.Measure": "counted again",
    "answers.PublishedPage_related": "chosen again",
    "answers.SearchEntry": "indexed again",
    "answers.SearchWord": "counted again",
    "answers.PagesInTopics": "counted again with each page",
    "answers.ListStamp": "another one, so that nobody shows a list from before",
    "answers.LastRun": "noted again by the next run",
    "answers.Purge": "owed again with each page",
    "sessions.Session": "everybody signs in again",
    "answers.StaffSession": "everybody signs in again",
    "axes.AccessAttempt": "attempts to sign in are not kept",
    "axes.AccessAttemptExpiration": "attempts to sign in are not kept",
    "axes.AccessFailureLog": "attempts to sign in are not kept",
    "axes.AccessLog": "attempts to sign in are not kept",
}
"""What is in no backup, and why; every other table is in it, also one that comes with a later release."""

Table = type[models.Model]


def tables() -> list[Table]:
    """Every table of a backup; one that others point to stands before them, unless they point both ways."""
    wanted = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT_OUT
    ]
    ordered: dict[Table, None] = {}
    for model in sorted(wanted, key=lambda model: model._meta.db_table):
        _place(model, wanted, ordered, above=())
    return list(ordered)


def _place(
    model: Table, wanted: Sequence[Table], ordered: dict[Table, None], *, above: Sequence[Table]
) -> None:
    if model in ordered or model in above or model not in wanted:
        return
    for field in model._meta.local_concrete_fields:
        if field.related_model:
            _place(field.related_model, wanted, ordered, above=(*above, model))  # type: ignore[arg-type]  # resolved by now
    ordered[model] = None


def columns(model: Table) -> list[str]:
    """The names under which a row's values stand, in their order."""
    return [field.attname for field in model._meta.local_concrete_fields]


def lines(model: Table) -> Iterator[str]:
    """Each row as one line of JSON, its values in the order of the columns."""
    rows = model._base_manager.order_by("pk").values_list(*columns(model))
    for row in rows.iterator(chunk_size=READ_AT_ONCE):
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_plain)


def write(model: Table, found: Iterator[str]) -> int:
    """Write the rows as they were, past every default and every moment that Django would set. How many."""
    fields = model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} "  # noqa: S608 -- names of our own tables
        f"({', '.join(quote(field.column) for field in fields)}) VALUES ({', '.join(['%s'] * len(fields))})"
    )
    written, batch = 0, []
    with connection.cursor() as cursor:
        for line in found:
            batch.append(_values(fields, json.loads(line)))
            if len(batch) == AT_ONCE:
                cursor.executemany(statement, batch)
                written, batch = written + len(batch), []
        if batch:
            cursor.executemany(statement, batch)
    return written + len(batch)


def empty() -> None:
    """Take out what migrations put into a new database; a backup holds its own."""
    with connection.cursor() as cursor:
        for model in reversed(tables()):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _values(fields: Sequence[models.Field[Any, Any]], row: Sequence[Any]) -> list[Any]:
    return [
        field.get_db_prep_save(None if value is None else field.to_python(value), connection)
        for field, value in zip(fields, row, strict=True)
    ]


def _plain(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, uuid.UUID | decimal.Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"A backup cannot hold a {type(value).__name__}.")
