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
from django.db.migrations.operations import AddField, AlterField
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from answers import comments, workflow
from answers.models import (
    CitationCheck,
    Credit,
    Decision,
    FrozenText,
    GuardAppendOnly,
    PartlyAccepted,
    RedactionRequest,
    append_only,
)
from tests import cast, make

EVERY = append_only.append_only_models()
Attack = Callable[[type[models.Model]], object]


@pytest.fixture
def record(db: None) -> None:
    """A row in every append-only table."""
    publication = make.published()
    revision = publication.revision
    make.recommendation(make.submitted())
    thread = comments.open_thread(
        revision,
        by=cast.person("reviewer"),
        at=make.NOW,
        kind="comment",
        text="Good.",
        block="research",
        start=0,
        end=5,
        told=[cast.person("editor")],
    )
    comments.anchor(thread, revision, by=cast.person("editor"), at=make.NOW, block="research", start=0, end=9)
    check = CitationCheck.objects.filter(source__isnull=False).first()
    assert check is not None
    partly = workflow.check(
        revision,
        check.claim_hash,
        by=cast.person("clinician"),
        at=make.NOW,
        verdict="partly supports",
        source=check.source,
        reading="abstract only",
        quote="Some words.",
    )
    request = RedactionRequest.objects.create(
        answer=revision.answer,
        passage="Some words.",
        ground="Court order.",
        asked_by=cast.person("managing"),
        asked_at=make.NOW,
    )
    workflow.confirm_redaction(request, by=cast.person("auditor"), at=make.NOW)
    PartlyAccepted.objects.create(
        check_accepted=partly, reason="Enough.", person=cast.person("editor2"), accepted_at=make.NOW
    )


def sql(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)


def table(model: type[models.Model]) -> str:
    return f'"{model._meta.db_table}"'


def key(model: type[models.Model]) -> str:
    return f'"{model._meta.pk.column}"'


def other_column(model: type[models.Model]) -> str:
    return next(f'"{each.column}"' for each in model._meta.local_concrete_fields if not each.primary_key)


def columns(model: type[models.Model]) -> list[str]:
    return [f'"{each.column}"' for each in model._meta.local_concrete_fields]


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
        return "only grows" in str(refusal)
    return False


def replaced_under_another_key(model: type[models.Model]) -> None:
    """The same unique columns under a new primary key: SQLite would delete the older row."""
    named = columns(model)
    taken = [f"{key(model)} + 100000" if each == key(model) else each for each in named]
    sql(
        f"INSERT OR REPLACE INTO {table(model)} ({', '.join(named)}) "
        f"SELECT {', '.join(taken)} FROM {table(model)} LIMIT 1"
    )


EVERYWHERE: dict[str, Attack] = {
    "update through the ORM": lambda model: model._default_manager.update(
        **{model._meta.pk.attname: models.F(model._meta.pk.attname)}
    ),
    "delete through the ORM": lambda model: model._default_manager.all()._raw_delete("default"),
    "UPDATE": lambda model: sql(f"UPDATE {table(model)} SET {other_column(model)} = {other_column(model)}"),
    "DELETE": lambda model: sql(f"DELETE FROM {table(model)}"),
    "ON CONFLICT DO UPDATE": lambda model: sql(
        f"INSERT INTO {table(model)} SELECT * FROM {table(model)} WHERE true "
        f"ON CONFLICT ({key(model)}) DO UPDATE SET {other_column(model)} = excluded.{other_column(model)}"
    ),
}


SAME_KEY: Attack = lambda model: sql(  # noqa: E731 - one of several attacks
    f"INSERT OR REPLACE INTO {table(model)} SELECT * FROM {table(model)}"
)
_BY_VENDOR: dict[str, dict[str, Attack]] = {
    "sqlite": {"INSERT OR REPLACE": SAME_KEY},
    "postgresql": {
        "TRUNCATE": lambda model: sql(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table(model)} CASCADE")
    },
}
ATTACKS = EVERYWHERE | _BY_VENDOR[connection.vendor]


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
@pytest.mark.usefixtures("record")
def test_no_row_of_the_record_is_changed_or_deleted(attack: Attack) -> None:
    assert survivors(attack, EVERY) == set()


@pytest.mark.usefixtures("record")
def test_no_row_gives_way_to_another_with_its_unique_columns() -> None:
    with_unique = [model for model in EVERY if len(append_only._unique_columns(model)) > 1]
    again = replaced_under_another_key if connection.vendor == "sqlite" else EVERYWHERE["UPDATE"]

    assert survivors(again, with_unique) == set()
    assert len(with_unique) >= 6


@pytest.mark.sqlite  # only SQLite has hidden row numbers
@pytest.mark.usefixtures("record")
def test_no_row_gives_way_to_another_with_its_hidden_number() -> None:
    def replaced(model: type[models.Model]) -> None:
        sql(f"INSERT OR REPLACE INTO {table(model)} (rowid, digest, text) SELECT rowid, '{'a' * 64}', 'x' "
            f"FROM {table(model)} LIMIT 1")  # fmt: skip

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
