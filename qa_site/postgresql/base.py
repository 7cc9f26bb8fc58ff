"""Django's PostgreSQL; only a connection that may be lost is asked whether it still lives.

A query that takes long is told in the log.
"""

import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from qa_site import slow_queries


class DatabaseWrapper(base.DatabaseWrapper):
    """Django asks each connection at each request, which costs as much as reading a page."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.execute_wrappers.append(slow_queries.warn)

    def is_usable(self) -> bool:
        return self._is_quiet() or super().is_usable()

    def _is_quiet(self) -> bool:
        """Between two requests a server says nothing, unless it takes its leave."""
        try:
            waiting = select.poll()
            waiting.register(self.connection.fileno(), select.POLLIN)
        except psycopg.OperationalError:
            return False
        return not waiting.poll(0)
