"""Django's SQLite; a query that takes long is told in the log, one of every visit needs no cursor."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

from qa_site import slow_queries
from qa_site.quick_queries import Quick, Row, filled


class DatabaseWrapper(Quick, base.DatabaseWrapper):
    """Otherwise Django's own."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.execute_wrappers.append(slow_queries.warn)

    def rows_known(self, sql: str, told: Any, many: bool, context: dict[str, Any]) -> Sequence[Row]:  # noqa: FBT001 -- as Django calls it
        values, blanks = told
        row = self.connection.execute(_marked(sql, len(values)), filled(values, blanks)).fetchone()
        return [row] if row else []


@lru_cache(maxsize=64)
def _marked(sql: str, count: int) -> str:
    """With SQLite's own mark for a value."""
    return sql % (("?",) * count)
