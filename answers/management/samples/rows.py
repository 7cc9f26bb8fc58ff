"""Writes many rows that are alike in most columns; what they mean it does not know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.base import ModelState

VALUES_AT_ONCE = 30_000
"""How many SQLite takes in one statement."""

Row = TypeVar("Row", bound=models.Model)


def like(row: Row, **others: object) -> Row:
    """A new row, the same in every column but these; another row is named by its number."""
    made = row.__class__.__new__(row.__class__)
    made.__dict__ = row.__dict__ | {row._meta.pk.attname: None, "_state": ModelState()} | others
    return made


def has_none(row: models.Model, *relations: str) -> None:
    """Nothing is related so to a row that was just made: as if it had been prefetched, without asking."""
    row.__dict__["_prefetched_objects_cache"] = dict.fromkeys(relations, ())


def write(rows: Iterable[Row]) -> list[Row]:
    """The same as `bulk_create` in a third of the time: a value that is the same in every row is put into
    the database's own terms once. The rows have their numbers afterwards.
    """
    made = list(rows)
    fields = [field for field in made[0]._meta.local_concrete_fields if _is_written(made[0], field)]
    size = len(made) if connection.vendor == "postgresql" else VALUES_AT_ONCE // len(fields)
    for start in range(0, len(made), size):
        _write(made[start : start + size], fields)
    return made


def _is_written(row: models.Model, field: models.Field[Any, Any]) -> bool:
    """A number of its own comes from the database."""
    return not field.primary_key or row.pk is not None


def _write(rows: Sequence[models.Model], fields: Sequence[models.Field[Any, Any]]) -> None:
    columns = [_stored(rows, field) for field in fields]
    quote, table = connection.ops.quote_name, rows[0]._meta.db_table
    names = ", ".join(quote(field.column) for field in fields)
    key = quote(rows[0]._meta.pk.column)
    if connection.vendor == "postgresql":
        # In binary form, in which nothing has to be escaped.
        arrays = ", ".join(f"(%b)::{field.db_type(connection)}[]" for field in fields)
        values, given = f"SELECT * FROM UNNEST({arrays})", columns  # noqa: S608 -- types only
    else:
        place = f"({', '.join(['%s'] * len(fields))})"
        values = f"VALUES {', '.join([place] * len(rows))}"
        given = [value for row in zip(*columns, strict=True) for value in row]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(table)} ({names}) {values} RETURNING {key}", given)
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number
            row._state.adding, row._state.db = False, connection.alias


def _stored(rows: Sequence[models.Model], field: models.Field[Any, Any]) -> list[Any]:
    """One column as the database takes it."""
    values = [getattr(row, field.attname) for row in rows]
    if values.count(values[0]) == len(values):
        return [field.get_db_prep_save(values[0], connection)] * len(values)
    return [field.get_db_prep_save(value, connection) for value in values]
