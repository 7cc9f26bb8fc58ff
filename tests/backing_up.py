"""Makes backups and restores them for tests, in this process or in one that is killed on the way."""

from __future__ import annotations

import datetime
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from answers import backups, search
from answers.backups import places
from answers.models import Answer, Buffer, SynonymGroup
from tests import cast, make, processes

LATER = make.NOW + datetime.timedelta(hours=1)

KILLED = """
import os, signal
from pathlib import Path
from typing import Any
from unittest import mock
import django
django.setup()
from django.utils import timezone
from answers import backups
from answers.backups import {module}
{module}.{name} = lambda *given, **named: os.kill(os.getpid(), signal.SIGKILL)
"""
BACK_UP = "backups.back_up(Path({folder!r}), at=timezone.now(), keep=None, say=print)"
RESTORE = """
folder = Path({folder!r})
backups.restore(folder, at=timezone.now(), is_replacing=True, data=folder, say=print)
"""


def hush(_line: str) -> None:
    """Nobody watches."""


def back_up(into: Path, *, at: datetime.datetime = make.NOW, keep: int | None = None) -> backups.Backup:
    return backups.back_up(into, at=at, keep=keep, say=hush)


def restore(folder: Path, *, is_replacing: bool = False, migrated: Path | None = None) -> backups.Restored:
    """On SQLite a database as migrations make it is copied instead of made anew, which takes far longer:
    the site's own, when it was emptied, or the one that `set_aside` kept."""
    given: dict[str, Any] = {"at": LATER, "data": Path(settings.DATA_DIR), "say": hush}
    if connection.vendor != "sqlite" or (is_replacing and migrated is None):
        return backups.restore(folder, is_replacing=is_replacing, **given)
    name = Path(connection.settings_dict["NAME"])
    new = name.with_name(f"{name.name}.restoring")
    with mock.patch.object(places, "_migrate", side_effect=lambda: places._copy(migrated or name, new)):
        return backups.restore(folder, is_replacing=is_replacing, **given)


def set_aside(folder: Path) -> Path:
    """A copy of SQLite's database while it is still as migrations made it."""
    kept = folder / "migrated.sqlite3"
    places._copy(Path(connection.settings_dict["NAME"]), kept)
    return kept


def empty() -> None:
    """The database is as migrations make it."""
    call_command("flush", interactive=False, verbosity=0)


def killed(module: str, name: str, then: str, folder: Path) -> None:
    """A backup or a restore in a process of its own that is killed when it comes to this function."""
    run = subprocess.run(
        [sys.executable, "-c", KILLED.format(module=module, name=name) + then.format(folder=str(folder))],
        cwd=settings.BASE_DIR,
        env=processes.environment(DATA_DIR=str(settings.DATA_DIR)),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == -signal.SIGKILL, run.stderr.decode()


def site() -> Answer:
    """A public answer, and beside it another in review, unsaved words and synonyms."""
    found = make.published().answer
    make.submitted()
    fields = {"research": "<p>Not saved yet.</p>"}
    Buffer.objects.create(
        person=cast.person("editor"), answer=found, base_number=1, fields=fields, saved_at=make.NOW
    )
    search.keep_synonyms(SynonymGroup(words="anticoagulant\nblood thinner"))
    found.refresh_from_db()
    return found
