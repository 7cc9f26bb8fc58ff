"""Backups made while the site runs: whole, read back, and never half."""

from __future__ import annotations

import datetime
import errno
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from answers.backups import making, manifests, tables
from answers.models import Answer, Refused
from tests import backing_up, make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site() -> Answer:
    return backing_up.site()


def test_a_full_disk_leaves_no_half_of_a_backup(
    site: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: Any, **named: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    backing_up.back_up(tmp_path)
    monkeypatch.setattr(manifests, "write", full)

    with pytest.raises(CommandError, match="No space left on device"):
        call_command("backup", str(tmp_path), verbosity=0)

    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


@pytest.mark.slow
def test_a_backup_that_is_killed_is_no_backup_and_the_next_one_clears_up(
    site: Answer, tmp_path: Path
) -> None:
    backing_up.killed("manifests", "check", backing_up.BACK_UP, tmp_path)
    assert making.finished(tmp_path) == []
    assert len(list(tmp_path.glob(".citewell-*.part"))) == 1

    backing_up.back_up(tmp_path)

    assert len(making.finished(tmp_path)) == 1
    assert list(tmp_path.glob(".citewell-*.part")) == []


def test_the_newest_backups_are_kept(site: Answer, tmp_path: Path) -> None:
    days = [make.NOW + datetime.timedelta(days=number) for number in range(4)]

    made = [backing_up.back_up(tmp_path, at=day, keep=2) for day in days]

    assert making.finished(tmp_path) == [made[2].folder, made[3].folder]


def test_a_changed_record_is_told_and_no_older_backup_goes(site: Answer, tmp_path: Path) -> None:
    old = backing_up.back_up(tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE answers_loghead SET sequence = sequence + 1")

    with pytest.raises(CommandError, match="not as its log tells it"):
        call_command("backup", str(tmp_path), "--keep", "1", verbosity=0)

    assert old.folder in making.finished(tmp_path)


def test_a_second_backup_at_the_same_time_is_refused(site: Answer, tmp_path: Path) -> None:
    with making._alone(tmp_path), pytest.raises(Refused, match="Another backup is being made"):
        backing_up.back_up(tmp_path)


def test_only_its_owner_may_read_a_backup(site: Answer, tmp_path: Path) -> None:
    made = backing_up.back_up(tmp_path / "backups")

    modes = {path.stat().st_mode & 0o077 for path in (made.folder, *made.folder.iterdir())}

    assert modes == {0}


def test_every_table_is_in_a_backup_or_said_to_be_left_out(site: Answer, tmp_path: Path) -> None:
    made = backing_up.back_up(tmp_path)

    held = {each.holds for each in made.manifest.tables}

    assert held.isdisjoint(tables.LEFT_OUT)
    every = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert held | tables.LEFT_OUT.keys() == every
