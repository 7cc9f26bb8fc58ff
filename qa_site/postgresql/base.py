"""Django's PostgreSQL; only a connection that may be lost is asked whether it still lives.

A query that takes long is told in the log, one of every visit is known to the connection by name. No query is
compiled to machine code: ours read few rows, and that takes longer than answering them.
"""

import hashlib
import select
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.adapt import Transformer
from psycopg.pq import DiagnosticField, ExecStatus, Format
from psycopg.pq.abc import PGresult
from psycopg.sql import Literal

from qa_site import slow_queries
from qa_site.quick_queries import Quick, Row

CHANGED = b"0A000"
"""A table has another shape since the statement was told (feature not supported, says PostgreSQL)."""
NOT_COMPILED = b"SET jit = off"
FORGOTTEN = {CHANGED, b"26000"}
"""The other: there is no statement of this name, because a pool has put another connection here."""


class DatabaseWrapper(Quick, base.DatabaseWrapper):
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

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self._heard = set[bytes]()
        made = super().get_new_connection(conn_params)
        made.pgconn.exec_(NOT_COMPILED)  # outside a transaction, which would take it back with itself
        return made

    def known_answer(
        self, name: bytes, statement: bytes, words: Sequence[bytes] = (), form: Format = Format.TEXT
    ) -> PGresult | None:
        """What the server says to a statement that the connection knows by this name, or is told now.

        None where a cursor has to ask: another connection answers than was told, or none at all. A statement
        that the server refuses raises the error of psycopg.
        """
        server = self.connection.pgconn
        for _again in range(2):
            if name not in self._heard:
                server.prepare(name, statement)
                self._heard.add(name)
            result: PGresult = server.exec_prepared(name, words, result_format=form)
            if result.status == ExecStatus.TUPLES_OK:
                return result
            state = result.error_field(DiagnosticField.SQLSTATE)
            if state not in FORGOTTEN:
                if state:
                    raise psycopg.errors.error_from_result(result)
                return None
            self._heard.discard(name)
            if state == CHANGED:
                server.exec_(b"DEALLOCATE " + name)
        return None

    def rows_known(self, sql: str, told: Any, many: bool, context: dict[str, Any]) -> Sequence[Row] | None:  # noqa: FBT001 -- as Django calls it
        values, blanks = told
        name, statement = _known(sql, values, tuple(blanks))
        words = [word.encode() for word in blanks.values()]
        if any(b"\0" in word for word in words):
            return None
        result = self.known_answer(name, statement, words, Format.BINARY)
        if result is None:
            return None
        reader = Transformer(self.connection)
        reader.set_pgresult(result)
        return reader.load_rows(0, result.ntuples, tuple)


@lru_cache(maxsize=64)
def _known(sql: str, values: tuple[Any, ...], blanks: tuple[str, ...]) -> tuple[bytes, bytes]:
    """The statement, all of it written out but its blanks, and a name that no other has."""
    places = {blank: f"${number}" for number, blank in enumerate(blanks, start=1)}
    written = [places.get(value) or Literal(value).as_string() for value in values]
    statement = (sql % tuple(written)).encode()
    return b"known_" + hashlib.sha256(statement).hexdigest()[:32].encode(), statement
