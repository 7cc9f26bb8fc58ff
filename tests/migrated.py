"""How a database looks that migrations made: its schema, its first rows, and what is left to do.

As lines of text, so that two can be held against each other; the order of columns and the numbers of rows
do not count. Run as a module it migrates the database that it is told of, and prints what came of it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from tests import processes

SQLITE = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'"
POSTGRESQL = (
    "SELECT concat_ws(' ', table_name, column_name, udt_name, character_maximum_length, is_nullable, "
    "column_default, is_identity, identity_generation, collation_name) "
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT concat_ws(' ', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid)) "
    "FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "SELECT concat_ws(' ', tgenabled, pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname LIKE 'citewell%'",
    "SELECT concat_ws(' ', relkind, relname, reloptions) FROM pg_class "
    "WHERE relnamespace = 'public'::regnamespace",
    "SELECT extname FROM pg_extension",
)
TOLD_APART_BY_NAME = {
    "django_content_type": "SELECT app_label, model FROM django_content_type",
    "auth_permission": (
        "SELECT app_label, model, codename, auth_permission.name FROM auth_permission "
        "JOIN django_content_type ON content_type_id = django_content_type.id"
    ),
    "auth_group_permissions": (
        "SELECT auth_group.name, app_label, codename FROM auth_group_permissions "
        "JOIN auth_group ON group_id = auth_group.id "
        "JOIN auth_permission ON permission_id = auth_permission.id "
        "JOIN django_content_type ON content_type_id = django_content_type.id"
    ),
    "django_migrations": "SELECT app, name FROM django_migrations",
}
"""Their rows are numbered as they come."""


@dataclass(frozen=True)
class Migrated:
    """What came of it."""

    schema: list[str]
    rows: list[str]
    left: list[str]
    """Migrations that Django would still run."""


def migrated(address: str, folder: Path, *, steps_to: str = "") -> Migrated:
    """A new database at this address in a process of its own: at once, or one by one to that migration of
    `answers` and then as a site goes on that stands there."""
    told = processes.environment(DATABASE_URL=address, DATA_DIR=str(folder))
    command = [sys.executable, "-m", "tests.migrated", *filter(None, [steps_to])]
    finished = subprocess.run(
        command, cwd=settings.BASE_DIR, env=told, capture_output=True, text=True, check=True, timeout=300
    )
    return Migrated(**json.loads(finished.stdout))


def _go_step_by_step(to: str) -> None:
    """As a release did that brought no squashed migration yet."""
    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    executor.migrate([("answers", to)])


def _found() -> Migrated:
    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    schema = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    return Migrated(sorted(schema), sorted(_rows()), [str(each) for each, _is_back in left])


def _sqlite() -> Iterator[str]:
    for name, sql in _asked(SQLITE):
        spaced = re.sub(r"\s+", " ", str(sql))
        yield f"{name}: {_with_columns_in_order(spaced)}"


def _postgresql() -> Iterator[str]:
    for query in POSTGRESQL:
        yield from (str(row[0]) for row in _asked(query))


def _rows() -> Iterator[str]:
    for table in connection.introspection.table_names():
        query = TOLD_APART_BY_NAME.get(table, f"SELECT * FROM {connection.ops.quote_name(table)}")
        yield from (f"{table}: {row}" for row in _asked(query))


def _asked(query: str) -> Iterable[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def _with_columns_in_order(sql: str) -> str:
    """SQLite makes a table anew to change it, and Django then puts the columns in another order."""
    if not sql.startswith("CREATE TABLE "):
        return sql
    head, _bracket, rest = sql.partition("(")
    body, _bracket, tail = rest.rpartition(")")
    parts, depth = [""], 0
    for letter in body:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return f"{head}({', '.join(sorted(part.strip() for part in parts))}){tail}"


if __name__ == "__main__":
    django.setup()
    for name in sys.argv[1:]:
        _go_step_by_step(name)
    call_command("migrate", interactive=False, verbosity=0)
    sys.stdout.write(json.dumps(asdict(_found())))
