"""A restored site takes the place of a running one at once, or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from answers.backups import restoring
from answers.models import Answer, PagesInTopics, PublishedPage, Refused
from tests import backing_up

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def migrated(transactional_db: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Asked for before the site, while nobody's is there."""
    return backing_up.set_aside(tmp_path_factory.mktemp("migrated"))


@pytest.fixture
def site() -> Answer:
    return backing_up.site()


def settings_name() -> str:
    return str(connection.settings_dict["NAME"])


def newcomers(running: sqlite3.Connection) -> int:
    return int(running.execute("SELECT count(*) FROM auth_user WHERE username = 'newcomer'").fetchone()[0])


@pytest.mark.sqlite
def test_a_running_site_shows_the_restored_one_and_the_old_one_is_kept(
    migrated: Path, site: Answer, tmp_path: Path
) -> None:
    made = backing_up.back_up(tmp_path)
    User.objects.create_user("newcomer")
    with closing(sqlite3.connect(settings_name())) as running:
        assert newcomers(running) == 1

        done = backing_up.restore(made.folder, is_replacing=True, migrated=migrated)

        assert newcomers(running) == 0
    with connection.cursor() as cursor:  # Django's knows REGEXP, which the constraints ask for
        assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert PagesInTopics.objects.total() == PublishedPage.objects.count() > 0
    assert not PagesInTopics.objects.mend(thoroughly=True)
    kept = next(Path(settings_name()).parent.glob("*.before-*"))
    with closing(sqlite3.connect(kept)) as former:
        assert newcomers(former) == 1
    kept.unlink()
    assert any(str(kept) in note for note in done.notes)


@pytest.mark.sqlite
def test_a_restore_that_fails_leaves_the_old_site(
    migrated: Path, site: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backing_up.back_up(tmp_path)
    User.objects.create_user("newcomer")

    def untrue(*given: Any) -> None:
        raise Refused("Something is not as it was.")

    monkeypatch.setattr(restoring, "_verify", untrue)

    with pytest.raises(Refused, match="not as it was"):
        backing_up.restore(tmp_path, is_replacing=True, migrated=migrated)

    assert User.objects.filter(username="newcomer").exists()
    assert list(Path(settings_name()).parent.glob("*.restoring*")) == []


@pytest.mark.sqlite
def test_a_restore_that_is_killed_leaves_the_old_site(migrated: Path, site: Answer, tmp_path: Path) -> None:
    backing_up.back_up(tmp_path)
    User.objects.create_user("newcomer")

    backing_up.killed("restoring", "_verify", backing_up.RESTORE, tmp_path)

    assert User.objects.filter(username="newcomer").exists()
    backing_up.restore(tmp_path, is_replacing=True, migrated=migrated)
    assert not User.objects.filter(username="newcomer").exists()
    next(Path(settings_name()).parent.glob("*.before-*")).unlink()


@pytest.mark.postgresql
def test_a_site_on_postgresql_is_never_replaced(site: Answer, tmp_path: Path) -> None:
    backing_up.back_up(tmp_path)

    with pytest.raises(Refused, match="PostgreSQL is never replaced"):
        backing_up.restore(tmp_path, is_replacing=True)
