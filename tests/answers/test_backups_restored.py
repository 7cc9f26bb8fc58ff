"""A site made again from a backup, on either kind of database: all of it, or nothing."""

from __future__ import annotations

import gzip
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from answers import jobs, pages, search
from answers.backups import making, manifests, tables
from answers.jobs import running
from answers.management import samples
from answers.models import Answer, Event, PublishedPage, Question, Refused, SearchWord, verification
from tests import backing_up, cast, conftest, make, parts, processes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

OF_THE_LOG = {"answers.Event", "answers.LogHead"}


@pytest.fixture
def site() -> Answer:
    return backing_up.site()


def rows() -> dict[str, list[str]]:
    """Every row of every table that a backup holds, but for the log, to which a restore adds a line."""
    return {
        model._meta.label: list(tables.lines(model))
        for model in tables.tables()
        if model._meta.label not in OF_THE_LOG
    }


def rows_in(folder: Path) -> dict[str, list[Any]]:
    """The same of a backup; an object of JSON has no order."""
    return {
        file.holds: [json.loads(line) for line in manifests.lines(folder / file.name)]
        for file in manifests.read(folder).tables
        if file.holds not in OF_THE_LOG
    }


def pages_in(folder: Path) -> list[list[Any]]:
    return [json.loads(line)[:4] for line in manifests.lines(folder / making.PAGES)]


@pytest.fixture
def other_kind(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the other kind."""
    if connection.vendor == "postgresql":
        yield f"sqlite:///{quote(str(tmp_path / 'other.sqlite3'))}"
        return
    conftest.needs(parts.postgresql())
    name = f"test_citewell_restored_{uuid.uuid4().hex[:8]}"
    address = parts.POSTGRESQL_URL.rpartition("/")[0]
    with psycopg.connect(parts.POSTGRESQL_URL, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield f"{address}/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def name_migrations(*, in_steps: bool) -> None:
    """A site that went through all of them before one stood for others has not the name of that one."""
    executor = MigrationExecutor(connection)
    if not in_steps:
        executor.check_replacements()
        return
    for app, name in executor.loader.replacements:
        executor.recorder.record_unapplied(app, name)


@pytest.fixture
def names_come_back(transactional_db: None) -> Iterator[None]:
    yield
    name_migrations(in_steps=False)


def test_everything_comes_back_as_it_was(site: Answer, tmp_path: Path) -> None:
    before, head = rows(), verification.head()
    made = backing_up.back_up(tmp_path)
    backing_up.empty()

    done = backing_up.restore(tmp_path)

    assert rows() == before
    assert done.folder == made.folder
    assert made.manifest.head == head
    assert list(verification.findings((head,))) == []
    assert Event.objects.order_by("-sequence")[0].verb == "restored a backup"


def test_a_public_page_comes_back_byte_for_byte(site: Answer, tmp_path: Path, client: Client) -> None:
    before = client.get(site.question.get_absolute_url())
    backing_up.back_up(tmp_path)
    backing_up.empty()

    backing_up.restore(tmp_path)

    after = client.get(site.question.get_absolute_url())
    assert after.content == before.content
    assert after["ETag"] == before["ETag"]
    assert after["Last-Modified"] == before["Last-Modified"]


def test_a_page_comes_back_with_the_related_questions_that_readers_saw(
    site: Answer, tmp_path: Path, client: Client
) -> None:
    make.published(topic_=site.question.main_topic)
    pages.introduce_due(10, at=make.NOW)
    running.render_outdated(make.NOW)
    before = client.get(site.question.get_absolute_url())
    Question.objects.exclude(pk=site.question_id).update(main_topic=make.topic())
    PublishedPage.objects.exclude(answer=site).update(is_stale=True)
    backing_up.back_up(tmp_path)
    backing_up.empty()

    backing_up.restore(tmp_path)

    assert b'id="related"' in before.content
    assert client.get(site.question.get_absolute_url()).content == before.content


def test_search_and_spelling_know_the_restored_pages(site: Answer, tmp_path: Path) -> None:
    words = set(SearchWord.objects.values_list("word", "pages", "groups"))
    backing_up.back_up(tmp_path)
    backing_up.empty()

    backing_up.restore(tmp_path)

    assert set(SearchWord.objects.values_list("word", "pages", "groups")) == words
    assert search.find(search.read("stroke")).pages


def test_work_goes_on_after_a_restore(site: Answer, tmp_path: Path) -> None:
    backing_up.back_up(tmp_path)
    backing_up.empty()
    backing_up.restore(tmp_path)

    make.number_from(1000)
    make.published()

    assert Answer.objects.published().count() == 2
    assert list(verification.findings()) == []


def test_the_sample_site_comes_back_on_the_other_kind_of_database(tmp_path: Path, other_kind: str) -> None:
    samples.load(password=cast.PASSWORD, at=make.NOW, say=backing_up.hush)
    running.render_outdated(make.NOW)
    made = backing_up.back_up(tmp_path / "here")
    told = processes.environment(DATABASE_URL=other_kind, DATA_DIR=str(tmp_path / "there"))
    processes.in_turn(
        ["migrate"],
        ["restore", str(made.folder)],
        ["verify_log"],
        ["backup", str(tmp_path / "there")],
        environment=told,
    )

    [again] = making.finished(tmp_path / "there")
    assert rows_in(again) == rows_in(made.folder)
    assert pages_in(again) == pages_in(made.folder)


@pytest.mark.usefixtures("names_come_back")
@pytest.mark.parametrize("backed_up", ["made in steps", "made at once"])
def test_a_site_made_in_steps_and_one_made_at_once_become_each_other(
    site: Answer, tmp_path: Path, backed_up: str
) -> None:
    name_migrations(in_steps=backed_up == "made in steps")
    backing_up.back_up(tmp_path)
    backing_up.empty()
    name_migrations(in_steps=backed_up == "made at once")

    backing_up.restore(tmp_path)

    assert Answer.objects.published().count() == 1


def test_a_damaged_file_is_refused_by_its_name(site: Answer, tmp_path: Path) -> None:
    made = backing_up.back_up(tmp_path)
    backing_up.empty()
    path = made.folder / "answers_event.jsonl.gz"
    path.write_bytes(path.read_bytes()[:-20] + b"x" * 20)

    with pytest.raises(Refused, match=r"answers_event\.jsonl\.gz.* is damaged"):
        backing_up.restore(tmp_path)

    assert not Answer.objects.exists()


def test_a_changed_row_under_a_mended_manifest_is_seen_by_the_log(site: Answer, tmp_path: Path) -> None:
    made = backing_up.back_up(tmp_path)
    backing_up.empty()
    path = made.folder / "answers_frozentext.jsonl.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"fewer", b"more")))
    manifest = made.folder / manifests.MANIFEST
    old = next(each.sha256 for each in made.manifest.tables if each.name == path.name)
    manifest.write_text(manifest.read_text().replace(old, manifests._sha256(path)))

    with pytest.raises(Refused):
        backing_up.restore(tmp_path)

    assert not Answer.objects.exists()


def test_a_site_is_never_overwritten_unless_it_may_be(site: Answer, tmp_path: Path) -> None:
    backing_up.back_up(tmp_path)

    with pytest.raises(Refused, match="holds a site already"):
        backing_up.restore(tmp_path)


def test_a_log_that_went_on_after_the_backup_is_told(site: Answer, tmp_path: Path) -> None:
    backing_up.back_up(tmp_path)
    make.submitted()
    heads = Path(settings.DATA_DIR) / jobs.HEAD_FILE
    jobs.keep_head(heads)
    backing_up.empty()

    done = backing_up.restore(tmp_path)

    assert any("The log went on after this backup" in note for note in done.notes)
    assert heads.read_text().split() == str(verification.head()).split()
    assert len(list(heads.parent.glob("log-head.before-*.txt"))) == 1


def test_the_commands_tell_what_was_done_as_json(
    site: Answer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("backup", str(tmp_path), "--json")
    made = json.loads(capsys.readouterr().out)
    backing_up.empty()
    call_command("restore", made["folder"], "--json")
    done = json.loads(capsys.readouterr().out)

    assert made["rows"] == done["rows"] > 100
    assert (made["pages"], done["pages"]) == (1, 1)
