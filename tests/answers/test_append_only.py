"""The record only grows: every way to change or lose a row is refused, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField, AlterField, CreateModel, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from answers.models import Credit, Decision, FrozenText, GuardAppendOnly, append_only
from tests import attacks, make

EVERY = append_only.append_only_models()
Attack = Callable[[type[models.Model]], object]


@pytest.fixture
def record(db: None) -> None:
    """A row in every append-only table."""
    attacks.make_record()


def sql(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)


def by_sql(attack: attacks.Attack) -> Attack:
    return lambda model: sql(attack(model))


def survivors(attack: Attack, of: Sequence[type[models.Model]]) -> set[str]:
    """The models that let the attack through."""
    found = set()
    for model in of:
        assert model._default_manager.exists(), f"The record has no {model.__name__}."
        if not _is_refused(attack, model):
            found.add(model.__name__)
    return found


def _is_refused(attack: Attack, model: type[models.Model]) -> bool:
    try:
        with transaction.atomic():
            attack(model)
    except DatabaseError as refusal:
        return attacks.REFUSAL in str(refusal)
    return False


ATTACKS: dict[str, Attack] = {
    "update through the ORM": lambda model: model._default_manager.update(
        **{model._meta.pk.attname: models.F(model._meta.pk.attname)}
    ),
    "delete through the ORM": lambda model: model._default_manager.all()._raw_delete("default"),
    **{name: by_sql(each) for name, each in attacks.EVERYWHERE.items()},
    **{name: by_sql(each) for name, each in attacks.BY_VENDOR[connection.vendor].items()},
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
@pytest.mark.usefixtures("record")
def test_no_row_of_the_record_is_changed_or_deleted(attack: Attack) -> None:
    assert survivors(attack, EVERY) == set()


@pytest.mark.usefixtures("record")
def test_no_row_gives_way_to_another_with_its_unique_columns() -> None:
    with_unique = [model for model in EVERY if len(append_only._unique_columns(model)) > 1]
    is_sqlite = connection.vendor == "sqlite"
    again = attacks.replace_under_another_key if is_sqlite else attacks.update

    assert survivors(by_sql(again), with_unique) == set()
    assert len(with_unique) >= 6


@pytest.mark.sqlite  # only SQLite has hidden row numbers
@pytest.mark.usefixtures("record")
def test_no_row_gives_way_to_another_with_its_hidden_number() -> None:
    def replaced(model: type[models.Model]) -> None:
        table = attacks.table(model)
        sql(f"INSERT OR REPLACE INTO {table} (rowid, digest, text) SELECT rowid, '{'a' * 64}', 'x' "
            f"FROM {table} LIMIT 1")  # fmt: skip

    assert survivors(replaced, [FrozenText]) == set()


@pytest.mark.django_db
def test_every_guard_stands_after_the_migrations() -> None:
    assert append_only.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_table_that_django_rebuilds_loses_its_guards_and_the_check_finds_it() -> None:
    rebuilt: models.Field[str, str] = models.CharField(max_length=300)
    rebuilt.set_attributes_from_name("role")
    rebuilt.model = Decision
    with connection.schema_editor() as editor:
        editor.alter_field(Decision, Decision._meta.get_field("role"), rebuilt, strict=True)
        if connection.vendor != "sqlite":
            append_only.remove(Decision, editor)

    [error] = append_only.check_tables_are_guarded(None, databases=["default"])

    assert error.id == "answers.E001"
    assert "answers_decision" in error.msg
    with connection.schema_editor() as editor:
        append_only.install(Decision, editor)
    assert append_only.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_the_operation_puts_the_guards_back() -> None:
    operation = GuardAppendOnly("credit")
    state = ProjectState.from_apps(apps)
    with connection.schema_editor() as editor:
        operation.database_backwards("answers", editor, state, state)
    assert append_only.missing(connection) == [Credit]

    with connection.schema_editor() as editor:
        operation.database_forwards("answers", editor, state, state)

    assert append_only.missing(connection) == []


@pytest.mark.parametrize(
    ("operations", "found"),
    [
        ([AddField("credit", "why", models.TextField())], ["credit"]),
        ([AlterField("Credit", "how", models.TextField())], ["credit"]),
        ([AddField("credit", "why", models.TextField()), GuardAppendOnly("credit")], []),
        ([GuardAppendOnly("credit"), AddField("credit", "why", models.TextField())], ["credit"]),
        ([AddField("topic", "why", models.TextField())], []),
        ([SeparateDatabaseAndState([AddField("credit", "why", models.TextField())])], ["credit"]),
        ([SeparateDatabaseAndState(None, [CreateModel("Decision", [])])], ["decision"]),
    ],
)
def test_a_migration_that_touches_the_record_must_end_by_guarding_it(
    operations: list[Operation], found: list[str]
) -> None:
    made_up = type("Migration", (Migration,), {"operations": operations})
    migration = made_up("0099_made_up", "answers")

    assert list(append_only.unguarded(migration, {"credit", "decision"})) == found


def test_our_own_migrations_guard_what_they_touch() -> None:
    assert append_only.check_migrations_guard_what_they_touch(None) == []


def test_a_column_that_came_later_is_named_so_that_older_rows_keep_their_digest() -> None:
    later = {model._meta.model_name: model.ADDED_LATER for model in EVERY}
    migrations = MigrationLoader(None).disk_migrations.values()
    added = [
        operation
        for migration in migrations
        for operation in migration.operations
        if isinstance(operation, AddField) and not migration.initial
    ]

    unnamed = [
        f"{each.model_name}.{each.name}"
        for each in added
        if each.name not in later.get(each.model_name_lower, {each.name})
    ]

    assert unnamed == []


@pytest.mark.django_db(transaction=True)
def test_a_test_that_flushes_the_database_loses_neither_guards_nor_groups() -> None:
    make.published()

    call_command("flush", verbosity=0, interactive=False)

    assert not Decision.objects.exists()
    assert append_only.missing(connection) == []
    editors = Group.objects.get(name="Medical editors")
    assert editors.permissions.filter(codename="approve_answer").exists()
