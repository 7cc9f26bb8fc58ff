"""Knows how a database is asked for one of many values: as one parameter, however many there are, and for
none as well."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

Sql = tuple[str, list[Any]]


@models.TextField.register_lookup
class Among(models.Lookup):  # type: ignore[type-arg]  # it takes no type when the site runs
    """As `in`, which has a parameter for each value, and refuses to be worded where there is none."""

    lookup_name = "among"

    def get_prep_lookup(self) -> list[str]:
        given: Iterable[object] = self.rhs
        return [str(each) for each in given]

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> Sql:
        return "%s", [value]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        column, values = self.process_lhs(compiler, connection)
        inside = "(SELECT value FROM json_each(%s))"
        return f"{column} IN {inside}", [*values, json.dumps(self.rhs)]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*values, self.rhs]
