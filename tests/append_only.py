"""Lets tests with transactions of their own clean up after themselves, and puts back what migrations made.

Such a test ends with a flush of every table. The flush would meet the triggers of the tables that only
grow, and would take away the groups and permissions that belong to every site.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.management.commands import flush
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from answers.models import append_only

_groups = import_module("answers.migrations.0002_groups")
MADE = (_groups.make_groups, _groups.ask, import_module("answers.migrations.0006_glossary").give)


@contextmanager
def unguarded(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """The triggers are off inside, and on again afterwards, whatever happened."""
    with connection.schema_editor() as editor:
        for model in append_only.append_only_models():
            append_only.remove(model, editor)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            for model in append_only.append_only_models():
                append_only.install(model, editor)


def put_back_groups(connection: BaseDatabaseWrapper) -> None:
    """The four groups with their permissions and the starting checklist, as the migrations make them."""
    with connection.schema_editor() as editor:
        for make in MADE:
            make(apps, editor)


def flush_guarded(self: flush.Command, **options: Any) -> None:
    """Django's flush, with the guards taken off before and put on again after it."""
    connection = connections[options["database"]]
    with unguarded(connection):
        _flush(self, **options)
    put_back_groups(connection)


_flush = flush.Command.handle


@pytest.fixture(autouse=True, scope="session")
def _flush_meets_no_guard() -> Iterator[None]:
    """For the whole run, `flush` is the one above."""
    patch = pytest.MonkeyPatch()
    patch.setattr(flush.Command, "handle", flush_guarded)
    yield
    patch.undo()
