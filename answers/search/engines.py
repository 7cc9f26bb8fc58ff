"""What an engine does for search, and which one this database has: SQLite's FTS5 or PostgreSQL's tsvector.

A third one is a module with the same functions and a line here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, cast

from django.apps import AppConfig
from django.core import checks
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from answers.models import SearchEntry
from answers.search import postgresql, sqlite
from answers.search.wanted import Concept, Plan

Stems = Mapping[str, Sequence[str]]
"""By field, in order."""

Numbers = RawSQL
"""The numbers of pages, as a part of another query."""


class Engine(Protocol):
    """The functions of an engine's module."""

    def prepare(self, connection: BaseDatabaseWrapper) -> None:
        """Make the engine's own tables and indexes, where they are missing."""

    def missing(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Which of them are missing."""

    def has_trigrams(self, connection: BaseDatabaseWrapper) -> bool:
        """Whether words can be compared by three letters each."""

    def tidy(self, connection: BaseDatabaseWrapper) -> None:
        """Bring them into the order in which they answer quickest, in short steps."""

    def write(self, found: Sequence[tuple[SearchEntry, Stems]]) -> None:
        """Keep these entries, new or changed; each page is found by its stems, and by no others any more."""

    def find(self, plan: Plan, within: QuerySet[SearchEntry] | None, most: int) -> list[tuple[int, float]]:
        """The pages with their scores, best first, `most` at most; only those `within`."""

    def holding(self, concepts: Sequence[Concept]) -> Numbers:
        """The pages in which all of these are spoken of, in no order."""

    def alike(self, word: str, most: int) -> list[str]:
        """Known words that look like this one, in no certain order."""


_ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def engine() -> Engine:
    """That of the database in use."""
    return _of(connection)


def prepare(connection: BaseDatabaseWrapper) -> None:
    """Let this database have all that its engine needs; what stands already is left."""
    _of(connection).prepare(connection)


def tidy(connection: BaseDatabaseWrapper) -> None:
    """After many pages were written."""
    _of(connection).tidy(connection)


def _of(connection: BaseDatabaseWrapper) -> Engine:
    return cast("Engine", _ENGINES[connection.vendor])


def check(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """Every database that is migrated has what its engine needs, and what makes it better."""
    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if SearchEntry._meta.db_table not in connection.introspection.table_names():
            continue
        if missing := _of(connection).missing(connection):
            said = f"Search in the database “{alias}” lacks {', '.join(missing)}."
            found.append(checks.Error(said, hint="Run “manage.py reindex”.", id="answers.E005"))
        if not _of(connection).has_trigrams(connection):
            said = f"The database “{alias}” has no pg_trgm, so badly mistyped words find fewer like them."
            hint = "Install PostgreSQL's contrib modules, and run “manage.py reindex”."
            found.append(checks.Warning(said, hint=hint, id="answers.W005"))
    return found
