"""Django's PostgreSQL; only a connection that may be lost is asked whether it still lives."""

import select

import psycopg
from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django asks each connection at each request, which costs as much as reading a page."""

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
