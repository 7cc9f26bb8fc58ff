"""A migration that was released is never edited: somebody's database has it as it was.

What stands for many of them leaves a new database as they would.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests import migrated
from tests.bench import sites
from tests.migrated import Migrated

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tests" / "released_migrations.txt"

STOOD_AT = "0016_answers_as_public"
"""Where the sites of the last release stand."""


def released() -> dict[str, str]:
    """What is listed, by path. To list what is new with a release: `python -m tests.test_migrations`."""
    return {path: digest for digest, path in (line.split("  ") for line in LIST.read_text().splitlines())}


def digest(path: str) -> str:
    return hashlib.sha256((ROOT / path).read_bytes()).hexdigest()


def there() -> list[str]:
    found = [each for app in ("answers", "sources") for each in (ROOT / app / "migrations").glob("[0-9]*.py")]
    return sorted(str(path.relative_to(ROOT)) for path in found)


def standing_for_others() -> set[str]:
    replacing = MigrationLoader(None).replacements
    return {f"{app}/migrations/{name}.py" for app, name in replacing}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> tuple[Migrated, Migrated]:
    """A new database, and one that stood at STOOD_AT until now."""
    kind = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    found = []
    for steps_to in ("", STOOD_AT):
        folder = tmp_path_factory.mktemp("migrated")
        with sites.empty(kind, folder) as address:
            found.append(migrated.migrated(address, folder, steps_to=steps_to))
    at_once, step_by_step = found
    return at_once, step_by_step


def test_a_released_migration_is_as_it_was() -> None:
    edited = [path for path, was in released().items() if not (ROOT / path).exists() or digest(path) != was]

    assert edited == []


def test_nothing_is_put_before_what_was_released() -> None:
    last = {app: max(path for path in released() if path.startswith(app)) for app in ("answers", "sources")}

    new = [path for path in there() if path not in released() and path not in standing_for_others()]
    assert [path for path in new if path <= last[path.split("/")[0]]] == []


def test_what_stands_for_others_knows_the_same_models() -> None:
    in_steps = MigrationLoader(None, replace_migrations=False)

    for name, migration in MigrationLoader(None).replacements.items():
        assert in_steps.project_state(migration.replaces[-1]) == in_steps.project_state(name)


@pytest.mark.slow
@pytest.mark.django_db
def test_what_stands_for_others_makes_the_same_tables(both: tuple[Migrated, Migrated]) -> None:
    at_once, step_by_step = both

    assert at_once.schema == step_by_step.schema


@pytest.mark.slow
@pytest.mark.django_db
def test_what_stands_for_others_makes_the_same_rows(both: tuple[Migrated, Migrated]) -> None:
    """Among them the names of all migrations: each of the two databases has the other's."""
    at_once, step_by_step = both

    assert at_once.rows == step_by_step.rows


@pytest.mark.slow
@pytest.mark.django_db
def test_a_site_in_between_goes_on_until_nothing_is_left(both: tuple[Migrated, Migrated]) -> None:
    _at_once, step_by_step = both

    assert step_by_step.left == []


if __name__ == "__main__":
    LIST.write_text("".join(f"{digest(path)}  {path}\n" for path in there()))
