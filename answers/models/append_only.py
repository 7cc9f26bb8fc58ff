"""Tables that only ever grow, and the database triggers that hold them so on SQLite and PostgreSQL.

A table that loses its triggers (Django rebuilds a table on SQLite and drops them silently) is found by the
two system checks at the end of this file. Mend it by ending the migration that touched the table with
`GuardAppendOnly`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.apps import AppConfig, apps
from django.core import checks
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import DeleteModel, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import ModelOperation
from django.db.migrations.state import ProjectState

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION citewell_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% only grows: its rows are never changed or deleted.', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


_REDACTIONS = "answers_redaction"
OPENED_BY = {"answers_frozentext": ("frozen_id", "digest")}
"""The one table whose rows may lose words: those that a redaction names, under the same key."""

_POSTGRESQL_REDACTED = f"""
CREATE OR REPLACE FUNCTION citewell_only_redacted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.digest = OLD.digest
        AND EXISTS (SELECT 1 FROM {_REDACTIONS} WHERE frozen_id = OLD.digest) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% only grows: its rows are never changed or deleted.', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""  # noqa: S608 - our own names


class AppendOnly(models.Model):
    """A row that is written once. The triggers, not this class, refuse UPDATE, DELETE and TRUNCATE.

    ADDED_LATER names the fields that its first migration did not make: rows written before have a digest
    without them (`events.row_digest`). Each has a default that such a row then holds.
    """

    ADDED_LATER: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True


def append_only_models() -> list[type[AppendOnly]]:
    """Every model whose table only grows, in a fixed order."""
    found = [model for model in apps.get_models() if issubclass(model, AppendOnly)]
    return sorted(found, key=lambda model: model._meta.db_table)


def trigger_names(model: type[models.Model], vendor: str) -> list[str]:
    """The triggers that must stand on the model's table in a database of this vendor."""
    kinds = ("update", "delete", "insert") if vendor == "sqlite" else ("change", "truncate")
    return [f"{model._meta.db_table}_only_grows_{kind}" for kind in kinds]


def install(model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers on the model's table; triggers that stand already are renewed."""
    remove(model, editor)
    is_opened = (
        model._meta.db_table in OPENED_BY and _REDACTIONS in editor.connection.introspection.table_names()
    )
    write = _sqlite if editor.connection.vendor == "sqlite" else _postgresql
    for statement in write(model, is_opened=is_opened):
        editor.execute(statement, params=None)


def remove(model: type[models.Model], editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers off: for a migration on its way back and for the tests' clean-up only."""
    table = editor.quote_name(model._meta.db_table)
    for name in trigger_names(model, editor.connection.vendor):
        on_table = "" if editor.connection.vendor == "sqlite" else f" ON {table}"
        editor.execute(f"DROP TRIGGER IF EXISTS {editor.quote_name(name)}{on_table}", params=None)


def missing(connection: BaseDatabaseWrapper) -> list[type[models.Model]]:
    """The models whose tables stand in this database without all their triggers."""
    standing = _standing_triggers(connection)
    tables = set(connection.introspection.table_names())
    return [
        model
        for model in append_only_models()
        if model._meta.db_table in tables and not standing.issuperset(trigger_names(model, connection.vendor))
    ]


class GuardAppendOnly(Operation):
    """Ends every migration that touches an append-only table: (re)installs its triggers."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are no part of Django's model state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Install the triggers on the table as it is after this migration."""
        install(to_state.apps.get_model(app_label, self.model_name), schema_editor)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Remove the triggers, so that the table can be taken back."""
        remove(from_state.apps.get_model(app_label, self.model_name), schema_editor)

    def describe(self) -> str:
        """One line for `migrate` and `sqlmigrate`."""
        return f"Let the table of {self.model_name} only grow"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """What a squashed migration writes."""
        return (self.__class__.__qualname__, [self.model_name], {})


def _sqlite(model: type[models.Model], *, is_opened: bool) -> list[str]:
    table = model._meta.db_table
    unless = _unless_redacted(table) if is_opened else ""
    refusal = f"SELECT RAISE(ABORT, '{table} only grows: its rows are never changed or deleted.')"
    taken = " OR ".join(_same_row(columns) for columns in [*_unique_columns(model), ["rowid"]])
    return [
        f'CREATE TRIGGER "{table}_only_grows_update" BEFORE UPDATE ON "{table}" {unless}BEGIN {refusal}; END',
        f'CREATE TRIGGER "{table}_only_grows_delete" BEFORE DELETE ON "{table}" BEGIN {refusal}; END',
        f'CREATE TRIGGER "{table}_only_grows_insert" BEFORE INSERT ON "{table}" '  # noqa: S608 - our own names
        f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {taken}) BEGIN {refusal}; END',
    ]


def _unless_redacted(table: str) -> str:
    naming, named = OPENED_BY[table]
    found = f'SELECT 1 FROM "{_REDACTIONS}" WHERE "{naming}" = OLD."{named}"'  # noqa: S608 - our own names
    return f'WHEN NOT (NEW."{named}" = OLD."{named}" AND EXISTS ({found})) '


def _postgresql(model: type[models.Model], *, is_opened: bool) -> list[str]:
    table = model._meta.db_table
    function = "citewell_only_redacted" if is_opened else "citewell_only_grows"
    return [
        _POSTGRESQL_FUNCTION,
        *([_POSTGRESQL_REDACTED] if is_opened else []),
        f'CREATE TRIGGER "{table}_only_grows_change" BEFORE UPDATE OR DELETE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION {function}()",
        f'CREATE TRIGGER "{table}_only_grows_truncate" BEFORE TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION citewell_only_grows()",
    ]


def _unique_columns(model: type[models.Model]) -> list[list[str]]:
    """Column lists on which INSERT OR REPLACE would silently delete the older row."""
    columns = {field.name: str(field.column) for field in model._meta.local_concrete_fields}
    single = [[str(field.column)] for field in model._meta.local_concrete_fields if field.unique]
    together = [
        [columns[name] for name in constraint.fields]
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None
    ]
    return single + together


def _same_row(columns: list[str]) -> str:
    return "(" + " AND ".join(f'"{column}" = NEW."{column}"' for column in columns) + ")"


def _standing_triggers(connection: BaseDatabaseWrapper) -> set[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


@checks.register(checks.Tags.database)
def check_tables_are_guarded(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Every append-only table of these databases has its triggers."""
    return [
        checks.Error(
            f"The table {model._meta.db_table} in the database “{alias}” has lost its triggers.",
            hint=f"End the newest migration with GuardAppendOnly({model._meta.model_name!r}) and migrate.",
            id="answers.E001",
        )
        for alias in databases or ()
        for model in missing(connections[alias])
    ]


@checks.register(checks.Tags.models)
def check_migrations_guard_what_they_touch(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Every migration that touches an append-only table ends by guarding it."""
    names = {model._meta.model_name or "" for model in append_only_models()}
    return [
        checks.Error(
            f"{migration.app_label}/migrations/{migration.name}.py touches the append-only model {name} "
            "and does not guard it afterwards.",
            hint=f"Add GuardAppendOnly({name!r}) to the end of its operations.",
            id="answers.E002",
        )
        for migration in MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values()
        if migration.app_label == "answers"
        for name in unguarded(migration, names)
    ]


def unguarded(migration: Migration, names: set[str]) -> Iterator[str]:
    """The models among `names` that this migration touches after it last guarded them."""
    open_names: set[str] = set()
    for operation in migration.operations:
        if isinstance(operation, GuardAppendOnly):
            open_names.discard(operation.model_name.lower())
            continue
        open_names |= names & _touched(operation)
    yield from sorted(open_names)


def _touched(operation: Operation) -> set[str]:
    """The models whose own table an operation creates, alters or rebuilds."""
    if isinstance(operation, SeparateDatabaseAndState):
        inside = (*operation.state_operations, *operation.database_operations)
        return set().union(*map(_touched, inside))
    if isinstance(operation, DeleteModel):
        return set()
    name = operation.name if isinstance(operation, ModelOperation) else getattr(operation, "model_name", "")
    return {name.lower()}
