"""A copy of the database answers readers' lists, never while it is behind, and never who works here."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from answers.models import ListStamp, PublishedPage
from tests import make, processes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

READ = """
import json
import django
django.setup()
from django.db import connections
from django.test import Client
from tests import cast

asked = {"default": 0, "replica": 0}
def watch(alias):
    def counted(execute, sql, *rest):
        asked[alias] += 1
        if is_away[0] and alias == "default":
            from django.db import OperationalError
            raise OperationalError
        return execute(sql, *rest)
    return counted
is_away = [AWAY]
for alias in asked:
    connections[alias].execute_wrappers.append(watch(alias))
client = Client(headers={"host": "127.0.0.1"})
told = {}
for path in PATHS:
    asked.update(default=0, replica=0)
    response = client.get(path)
    told[path] = [response.status_code, dict(asked), response.text]
print(json.dumps(told))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[str]:
    """A second database with what the first one holds now; nothing follows by itself."""
    make.published()
    ListStamp.objects.renew()
    if connection.vendor == "sqlite":
        path = tmp_path / "copy.sqlite3"
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as one,
            closing(sqlite3.connect(path)) as other,
        ):
            one.backup(other)
        yield f"sqlite:///{quote(str(path))}"
        return
    name = f"{connection.settings_dict['NAME']}_copy"
    address = urlsplit(processes.database_url())
    connection.close()
    with psycopg.connect(urlunsplit(address._replace(path="/postgres")), autocommit=True) as server:
        server.execute(  # PostgreSQL copies no database that somebody reads, be it a test that is over
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [address.path.lstrip("/")],
        )
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(address.path.lstrip("/"))
            )
        )
        try:
            yield urlunsplit(address._replace(path=f"/{name}"))
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def read(copy: str, *paths: str, is_away: bool = False) -> dict[str, tuple[int, dict[str, int], str]]:
    code = READ.replace("PATHS", repr(paths)).replace("AWAY", repr(is_away))
    told = processes.environment(REPLICA_URL=copy, DEBUG="1")
    finished = subprocess.run(
        [sys.executable, "-c", code], env=told, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stderr
    return {path: tuple(each) for path, each in json.loads(finished.stdout.splitlines()[-1]).items()}


def test_lists_come_from_a_copy_that_is_level_and_pages_do_not(copy: str) -> None:
    page = PublishedPage.objects.get().get_absolute_url()

    told = read(copy, "/questions/", page, "/healthz/ready")

    assert told["/questions/"][1]["default"] <= 2  # its stamp, and whether anything was written
    assert told["/questions/"][1]["replica"] > 2
    assert told[page][1]["replica"] == 0
    assert "replica: ok" in told["/healthz/ready"][2]


def test_a_copy_that_is_behind_answers_nobody(copy: str) -> None:
    title = make.published().answer.question.wording

    told = read(copy, "/questions/", "/healthz/ready")

    status, asked, shown = told["/questions/"]
    assert (status, asked["replica"]) == (200, 1)  # its stamp
    assert title in shown
    assert "replica: behind" in told["/healthz/ready"][2]


def test_who_works_here_never_reads_from_the_copy(copy: str) -> None:
    told = read(copy, "/admin/login/", "/admin/")

    assert [asked["replica"] for _status, asked, _text in told.values()] == [0, 0]


def test_a_copy_that_is_away_is_done_without(copy: str, tmp_path: Path) -> None:
    gone = copy.rpartition("/")[0] + "/nothing-here"

    told = read(gone, "/questions/", "/topics/")

    assert [status for status, _asked, _text in told.values()] == [200, 200]


def test_lists_go_on_while_the_database_itself_is_away(copy: str) -> None:
    told = read(copy, "/questions/", is_away=True)

    assert told["/questions/"][0] == 200
