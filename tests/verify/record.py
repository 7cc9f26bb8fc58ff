"""Raw SQL against every table that only grows, through the database's own driver and past the site."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import unquote

import psycopg

from tests.bench.sites import Site
from tests.verify import served
from tests.verify.desks import Desk
from tests.verify.outcomes import Outcome
from tests.verify.served import Server

REFUSALS = (sqlite3.DatabaseError, psycopg.Error)


def outcomes(server: Server, desks: dict[str, Desk]) -> Iterator[Outcome]:
    """Each way to change a row, against each table; none may get through."""
    site = server.site
    attacks = served.inside(site, "assaults.tell()")
    told = f"{len(attacks)} statements"
    broken = tuple(f"got through: {statement}" for statement in attacks if not _is_refused(site, statement))
    yield Outcome("raw SQL against append-only tables: refused", site.database, told, broken)
    whole = served.inside(site, "facts.whole()")
    yield Outcome("the log is whole after it", site.database, broken=tuple(whole))


def _is_refused(site: Site, statement: str) -> bool:
    """Whether the guard itself refused it; what gets through is rolled back, so that the next one counts."""
    with closing(_connect(site)) as connection:
        try:
            for part in statement.split("; "):
                connection.execute(part)
        except REFUSALS as refusal:
            return "only grows" in str(refusal)
        finally:
            connection.rollback()
    return False


def _connect(site: Site) -> sqlite3.Connection | psycopg.Connection:
    """A connection as a database tool makes it; SQLite's own one knows regular expressions too."""
    if site.database == "SQLite":
        connection = sqlite3.connect(unquote(site.address.removeprefix("sqlite:///")))
        connection.create_function("REGEXP", 2, lambda pattern, text: bool(re.search(pattern, text)))
        return connection
    return psycopg.connect(site.address)
