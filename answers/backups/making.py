"""Making a backup while the site runs: one moment of the database, written under a temporary name."""

from __future__ import annotations

import datetime
import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from answers import jobs, pages
from answers.backups import manifests, tables
from answers.backups.manifests import File, Manifest
from answers.models import LastRun, PublishedPage, Refused, verification

Say = Callable[[str], None]

PREFIX = "citewell-"
PARTLY = ".part"
LOCK = ".backup-lock"
PAGES = "pages.jsonl.gz"
PAGE_COLUMNS = ["answer", "path", "etag", "changed_at", "is_fresh", "leads_to"]


@dataclass(frozen=True)
class Backup:
    """A finished backup, and the older ones that made way for it."""

    folder: Path
    manifest: Manifest
    removed: tuple[str, ...]


def back_up(into: Path, *, at: datetime.datetime, keep: int | None, say: Say) -> Backup:
    """Write a new folder of this moment, read it back, and only then give it its name.

    Of finished backups the newest `keep` stay; none is removed when the record was found changed, because an
    older one may then be the only one that is whole.
    """
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(into):
        for left in into.glob(f".{PREFIX}*{PARTLY}"):
            shutil.rmtree(left)
        name = _free_name(into, at)
        part = into / f".{name}{PARTLY}"
        part.mkdir(mode=0o700)
        try:
            manifest = _write(part, at=at, say=say)
            manifests.check(part, manifest)
            manifests.sync(part)
            part.rename(into / name)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        manifests.sync(into)
        jobs.keep_head(Path(settings.DATA_DIR) / jobs.HEAD_FILE)
        if not manifest.findings:
            LastRun.objects.note(LastRun.Work.BACKUP, at=at)
        removed = () if manifest.findings or keep is None else tuple(_remove_older(into, keep))
    return Backup(into / name, manifest, removed)


def finished(into: Path) -> list[Path]:
    """The finished backups in a folder, the newest last."""
    return sorted(path.parent for path in into.glob(f"{PREFIX}*/{manifests.MANIFEST}"))


def _write(part: Path, *, at: datetime.datetime, say: Say) -> Manifest:
    written: list[File] = []
    with _one_moment():
        head = verification.head()
        changed = [each for each in verification.findings() if each.is_tampering]
        for model in tables.tables():
            path = part / f"{model._meta.db_table}.jsonl.gz"
            columns = tables.columns(model)
            written.append(manifests.write_lines(path, model._meta.label, columns, tables.lines(model)))
            say(f"{model._meta.db_table}: {written[-1].rows:,} rows")
        shown = manifests.write_lines(part / PAGES, "pages", PAGE_COLUMNS, _pages(at))
        manifest = Manifest(
            made_at=at.astimezone(datetime.UTC).isoformat(),
            database=connection.vendor,
            render_version=pages.RENDER_VERSION,
            migrations=manifests.migrations(),
            head=head,
            findings=[each.row for each in changed],
            left_out=tables.LEFT_OUT,
            tables=written,
            pages=shown,
        )
    manifests.write(part, manifest)
    return manifest


def _pages(at: datetime.datetime) -> Iterator[str]:
    """What readers see of each public answer, so that a restored page can be held against it."""
    found = PublishedPage.objects.for_reading(
        render_version=pages.RENDER_VERSION, today=timezone.localdate(at)
    )
    leads_to = PublishedPage.objects.leading()
    rows = found.only("answer_id", "language", "slug", "etag", "changed_at").order_by("answer_id")
    for row in rows.iterator(chunk_size=tables.READ_AT_ONCE):
        is_fresh = not row.is_outdated  # type: ignore[attr-defined]  # asked with it
        seen = (row.get_absolute_url(), row.etag, row.changed_at.isoformat(), is_fresh)
        yield json.dumps((row.answer_id, *seen, leads_to.get(row.answer_id, [])), ensure_ascii=False)


@contextmanager
def _one_moment() -> Iterator[None]:
    """Everything read inside is of one moment, and nobody who writes has to wait."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # Django's own would begin as a writer
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def _alone(into: Path) -> Iterator[None]:
    """One backup at a time in a folder. Raises Refused when another one is being made."""
    with (into / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise Refused(f"Another backup is being made in “{into}”.") from taken
        yield


def _free_name(into: Path, at: datetime.datetime) -> str:
    name = f"{PREFIX}{at.astimezone(datetime.UTC):%Y-%m-%dT%H-%M-%SZ}"
    number = 1
    while (into / (name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return name if number == 1 else f"{name}-{number}"


def _remove_older(into: Path, keep: int) -> Iterator[str]:
    for folder in finished(into)[:-keep]:
        shutil.rmtree(folder)
        yield folder.name
