"""Where a restored site is made before anybody sees it, and the moment in which it takes the old one's place.

On SQLite it is made in a file beside, and copied over the old one in a single transaction, so that a
running site goes on and a kill in between leaves the old one. On PostgreSQL it is made in one transaction,
in a database that is empty.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from answers.models import Answer, Event, Question, Refused, Topic
from sources.models import Source

TAKEN_BY = (User, Event, Answer, Question, Topic, Source)
"""A database with a row of one of these is somebody's site."""

LONGEST_WAIT = 20.0


@dataclass
class Place:
    """What became of the site that stood here before."""

    former: Path | None = None


def is_taken() -> bool:
    """Whether the database holds a site; one without tables holds none."""
    standing = set(connection.introspection.table_names())
    return any(model._meta.db_table in standing and model._default_manager.exists() for model in TAKEN_BY)


@contextmanager
def beside(*, at: datetime.datetime, is_replacing: bool) -> Iterator[Place]:
    """What happens inside happens to a new database; it is the site's as soon as that ends well.

    Raises Refused for a database that holds a site, unless it may be replaced.
    """
    taken = is_taken()
    if taken and not (is_replacing and connection.vendor == "sqlite"):
        raise Refused(
            "This database holds a site already. Make an empty one, name it in DATABASE_URL, run “migrate”, "
            "and restore there."
            + (" Or add --replace." if connection.vendor == "sqlite" else " PostgreSQL is never replaced.")
        )
    place = Place()
    if connection.vendor != "sqlite":
        yield place
        return
    target = Path(connection.settings_dict["NAME"])
    new = target.with_name(f"{target.name}.restoring")
    _remove(new)
    try:
        with _connected_to(new):
            _migrate()
            yield place
        if taken:
            place.former = target.with_name(
                f"{target.name}.before-{at.astimezone(datetime.UTC):%Y-%m-%dT%H-%M-%SZ}"
            )
            _copy(target, place.former)
        _copy(new, target)
    finally:
        _remove(new)


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _connected_to(path: Path) -> Iterator[None]:
    """This process alone works on another file; the site's other processes know nothing of it."""
    former = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = former
        ContentType.objects.clear_cache()


def _copy(one: Path, other: Path) -> None:
    """In one transaction of the other file: who reads it sees all or nothing of it."""
    with (
        closing(sqlite3.connect(one, timeout=LONGEST_WAIT)) as source,
        closing(sqlite3.connect(other, timeout=LONGEST_WAIT)) as written,
    ):
        written.execute("PRAGMA synchronous=FULL")
        source.backup(written)
    other.chmod(one.stat().st_mode)


def _remove(new: Path) -> None:
    for name in (new.name, f"{new.name}-wal", f"{new.name}-shm", f"{new.name}-journal"):
        new.with_name(name).unlink(missing_ok=True)
