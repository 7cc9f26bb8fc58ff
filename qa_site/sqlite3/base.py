"""Django's SQLite; a query that takes long is told in the log."""

from typing import Any

from django.db.backends.sqlite3 import base

from qa_site import slow_queries


class DatabaseWrapper(base.DatabaseWrapper):
    """Otherwise Django's own."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.execute_wrappers.append(slow_queries.warn)
