"""A site made again from a backup: every row, then what is derived; nothing is kept unless all is true."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction

from answers import jobs, pages, search, workflow
from answers.backups import making, manifests, places, tables
from answers.backups.manifests import Manifest
from answers.models import Answer, Event, ListStamp, PublishedPage, Refused, append_only, plans, verification
from answers.models.verification import Head

Say = Callable[[str], None]

EVERY = 500


@dataclass
class Restored:
    """What was restored, and what whoever did it should know."""

    folder: Path
    manifest: Manifest
    pages: int = 0
    redacted: int = 0
    notes: list[str] = field(default_factory=list)


def restore(wanted: Path, *, at: datetime.datetime, is_replacing: bool, data: Path, say: Say) -> Restored:
    """Make the site again from this backup, or from the newest one in a folder of them.

    `data` holds what was kept outside the database: the heads of the log and the redactions. Raises Refused
    before anything is touched when a file is damaged, and takes everything back when the result is not true.
    """
    folder = _folder(wanted)
    manifest = manifests.read(folder)
    manifests.check(folder, manifest)
    _same_release(manifest)
    restored = Restored(folder, manifest)
    with places.beside(at=at, is_replacing=is_replacing) as place:
        if missing := sorted(set(manifest.migrations) ^ set(manifests.migrations())):
            raise Refused(f"The database is not migrated as the backup was: {', '.join(missing)}.")
        with transaction.atomic():
            _load(folder, manifest, say)
            kept = _kept_heads(data / jobs.HEAD_FILE)
            replayed = workflow.replay_redactions(data / workflow.REDACTIONS_FILE, at=at)
            restored.redacted = replayed.texts
            _tell_unclear(replayed, restored)
            _note(manifest, kept, restored, at=at)
            _set_sequences()
            restored.pages = _print_pages(folder, manifest, replayed.answers, restored, say)
            _verify(manifest, kept)
        search.tidy(connection)
        plans.learn()
    if place.former:
        restored.notes.append(f"What stood here before is kept in “{place.former}”.")
    _keep_outside(data, manifest, kept, at=at, restored=restored)
    return restored


def _folder(wanted: Path) -> Path:
    if (wanted / manifests.MANIFEST).exists():
        return wanted
    found = making.finished(wanted)
    if not found:
        raise Refused(f"There is no finished backup in “{wanted}”.")
    return found[-1]


def _same_release(manifest: Manifest) -> None:
    """The tables must be the same, or a column would be lost without a word."""
    now = {model._meta.label: tables.columns(model) for model in tables.tables()}
    then = {each.holds: each.columns for each in manifest.tables}
    if other := sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name)):
        raise Refused(
            f"This backup is of another release: it differs in {', '.join(other)}. "
            "Install that release, restore there, and upgrade."
        )


def _load(folder: Path, manifest: Manifest, say: Say) -> None:
    """Every row as it was. Tables that only grow keep their guards: rows are only added."""
    tables.empty()
    files = {each.holds: each for each in manifest.tables}
    for model in tables.tables():
        file = files[model._meta.label]
        written = tables.write(model, manifests.lines(folder / file.name))
        say(f"{model._meta.db_table}: {written:,} rows")
        if model._base_manager.count() != file.rows:
            raise Refused(f"{model._meta.db_table} holds another number of rows than “{file.name}”.")
    connection.check_constraints()
    ContentType.objects.clear_cache()


def _set_sequences() -> None:
    """The next row gets a number that no row has; SQLite sees to that by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables.tables()):
            cursor.execute(statement)


def _kept_heads(path: Path) -> tuple[Head, ...]:
    try:
        told = path.read_text(encoding="utf-8").splitlines()
        return tuple(verification.read_head(line) for line in told if line.strip())
    except FileNotFoundError:
        return ()
    except ValueError as problem:
        raise Refused(f"“{path}” holds no heads: {problem}") from problem


def _tell_unclear(replayed: workflow.Replayed, restored: Restored) -> None:
    for answer in sorted(replayed.unclear):
        restored.notes.append(
            f"Words were removed from answer {answer} after this backup, and could not be read off it. "
            "Look through its working copy; what was typed there and not saved is gone."
        )


def _note(manifest: Manifest, kept: tuple[Head, ...], restored: Restored, *, at: datetime.datetime) -> None:
    """The log says that it was restored, from where, and how far it had gone."""
    newest = max((each.sequence for each in kept), default=0)
    details = {"backup": manifest.made_at, "head": str(manifest.head), "newest_head_kept": newest}
    Event.objects.record("restored a backup", by=None, at=at, details=details)
    if newest > manifest.head.sequence:
        restored.notes.append(
            f"The log went on after this backup: events {manifest.head.sequence + 1:,} to {newest:,}, and "
            "what they did, are not in it."
        )


def _print_pages(
    folder: Path, manifest: Manifest, redacted: frozenset[int], restored: Restored, say: Say
) -> int:
    """Every public page is printed as of the backup's moment, and held against what readers saw then.

    Twice where pages show each other. A page of another release, or one that lost words, reads otherwise.
    """
    then = datetime.datetime.fromisoformat(manifest.made_at)
    search.recount_synonyms()
    told = {row[0]: row for row in map(json.loads, manifests.lines(folder / manifest.pages.name))}
    waiting = list(Answer.objects.published().order_by("pk").values_list("pk", flat=True))
    for _turn in range(2):
        for done, pk in enumerate(waiting, start=1):
            pages.publish_page(_answer(pk), at=then, leads_to=_leads_to(told.get(pk)))
            if done % EVERY == 0:
                say(f"{done:,} of {len(waiting):,} pages")
        now = dict(PublishedPage.objects.values_list("answer", "etag"))
        waiting = [pk for pk in now if pk not in told or now[pk] != told[pk][2]]
    for pk, _path, etag, changed_at, *_rest in told.values():
        PublishedPage.objects.filter(answer=pk, etag=etag).update(changed_at=changed_at)
    ListStamp.objects.take_back()
    if now.keys() != told.keys():
        raise Refused("Other answers are public than in the backup.")
    other = [told[pk][1] for pk in waiting if told[pk][4] and pk not in redacted]
    if manifest.render_version != pages.RENDER_VERSION:
        restored.notes.append("The release or its settings print pages in another way, so none was compared.")
    elif other:
        raise Refused(f"Pages read otherwise than in the backup: {', '.join(other[:10])}.")
    return len(now)


def _leads_to(told: list[Any] | None) -> tuple[pages.Related, ...] | None:
    """What a page led to; a backup of an older release says nothing of it, so it will choose later."""
    return pages.related_to(told[5]) if told and len(told) > 5 else None


def _answer(pk: int) -> Answer:
    asked = Answer.objects.select_related("question__main_topic__parent__parent", "live_revision__frozen")
    return asked.get(pk=pk)


def _verify(manifest: Manifest, kept: tuple[Head, ...]) -> None:
    """The record is as its log tells it, up to the head of the backup and every older one that was kept."""
    heads = (manifest.head, *(each for each in kept if each.sequence <= manifest.head.sequence))
    known = set(manifest.findings)
    found = [each for each in verification.findings(heads) if each.is_tampering and each.row not in known]
    if found:
        raise Refused(*(each.sentence for each in found[:10]))
    if append_only.missing(connection):
        raise Refused("A table that only grows has lost its guard.")


def _keep_outside(
    data: Path, manifest: Manifest, kept: tuple[Head, ...], *, at: datetime.datetime, restored: Restored
) -> None:
    """Heads of a log that is no longer there are set aside: they would call the present one cut."""
    path = data / jobs.HEAD_FILE
    if any(each.sequence > manifest.head.sequence for each in kept):
        aside = path.with_name(f"{path.stem}.before-{at.astimezone(datetime.UTC):%Y-%m-%dT%H-%M-%SZ}.txt")
        path.rename(aside)
        restored.notes.append(f"The heads of the log as it was are kept in “{aside}”.")
    jobs.keep_head(path)
    workflow.keep_redactions(data / workflow.REDACTIONS_FILE)
