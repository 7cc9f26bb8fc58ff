"""Knows how a query that every visit asks is asked: as one that the database knows, without Django's cursor.

That cursor takes as long as the database takes to answer, and longer on SQLite.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

Row = tuple[Any, ...]
NO_BLANKS: Mapping[str, str] = MappingProxyType({})


class Quick(BaseDatabaseWrapper):
    """A database that can be asked for one row of a query which is the same each time but for its blanks."""

    def row(self, sql: str, values: tuple[Any, ...], blanks: Mapping[str, str] = NO_BLANKS) -> Row | None:
        """The first row. A value that is the name of a blank stands for the word that it is filled with.

        Inside a transaction, or where queries are written down, Django's cursor asks. Execute wrappers see
        the values and blanks for its parameters, and no cursor in their context.
        """
        if self.in_atomic_block or self.queries_logged:
            return self._by_cursor(sql, values, blanks)
        self.validate_thread_sharing()
        self.close_if_health_check_failed()
        self.ensure_connection()
        ask: Any = self.rows_known
        for wrapper in reversed(self.execute_wrappers):
            ask = partial(wrapper, ask)
        rows: Sequence[Row] | None
        with self.wrap_database_errors:
            rows = ask(sql, (values, blanks), False, {"connection": self})  # noqa: FBT003 -- as Django calls it
        if rows is None:
            return self._by_cursor(sql, values, blanks)
        return rows[0] if rows else None

    def rows_known(self, sql: str, told: Any, many: bool, context: dict[str, Any]) -> Sequence[Row] | None:  # noqa: FBT001 -- as Django calls it
        """The rows, or None where this connection has to be asked through a cursor."""
        raise NotImplementedError

    def _by_cursor(self, sql: str, values: tuple[Any, ...], blanks: Mapping[str, str]) -> Row | None:
        with self.cursor() as cursor:
            cursor.execute(sql, filled(values, blanks))
            row: Row | None = cursor.fetchone()
            return row


def filled(values: tuple[Any, ...], blanks: Mapping[str, str]) -> list[Any]:
    """The values with a word in each blank."""
    return [blanks.get(value, value) for value in values]
