"""Knows how throw-away sites are made: their folder, their databases and the number of pages in each."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests import parts, run
from tests.bench import servers
from tests.bench.figures import Figure

SITE_URL = "http://127.0.0.1:8000"
FIRST_SLUG = "first-page"
FULL_TOPIC = "full-topic"


@dataclass(frozen=True)
class Site:
    """A site with so many published pages, in a database of its own."""

    database: str
    size: int
    address: str
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """As in production, on this machine only."""
        return run.clean_environment() | {
            "ALLOW_INSECURE_LOCAL": "1",
            "API_PER_MINUTE": "100000",
            "API_PER_MINUTE_WITH_KEY": "100000",
            "DATABASE_URL": self.address,
            "DATA_DIR": str(self.folder),
            "DEBUG": "0",
            "SITE_URL": SITE_URL,
        }

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        finished = subprocess.run(
            command, cwd=servers.ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return finished.stdout

    def inside(self, call: str, *, package: str = "tests.bench") -> str:
        """What a call of the bench prints in a process that has this site's settings."""
        module = call.partition(".")[0]
        return self.manage("shell", "--no-imports", "-c", f"from {package} import {module}; {call}")

    def told(self, call: str, *, package: str = "tests.bench") -> Any:
        """What the call tells in its last line, as JSON."""
        return json.loads(self.inside(call, package=package).splitlines()[-1])

    def figures(self, call: str) -> list[Figure]:
        return [Figure(database=self.database, **each) for each in self.told(call)]

    def backends(self) -> list[int]:
        """The processes of PostgreSQL that serve this site; SQLite works inside the worker."""
        if self.database == "SQLite":
            return []
        query = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
        with psycopg.connect(parts.POSTGRESQL_URL) as connection:
            return [row[0] for row in connection.execute(query, [_name(self.address)])]


@contextmanager
def sqlite(folder: Path, sizes: Sequence[int]) -> Iterator[list[Site]]:
    """One file for each size; each grows out of the one before."""
    made = [Site("SQLite", size, f"sqlite:///{folder / f'{size}.sqlite3'}", folder) for size in sizes]
    for index, site in enumerate(made):
        if index:
            shutil.copy(folder / f"{made[index - 1].size}.sqlite3", folder / f"{site.size}.sqlite3")
        _fill(site)
    yield made


@contextmanager
def postgresql(folder: Path, sizes: Sequence[int]) -> Iterator[list[Site]]:
    """One database for each size, copied from the one before, and dropped at the end."""
    run_name = _run_name()
    made: list[Site] = []
    with ExitStack() as at_the_end:
        for size in sizes:
            name = f"{run_name}_{size}"
            _create(name, like=_name(made[-1].address) if made else "template1")
            at_the_end.callback(_drop, name)
            made.append(Site("PostgreSQL", size, _address(name), folder))
            _fill(made[-1])
        yield made


@contextmanager
def empty(database: str, folder: Path) -> Iterator[str]:
    """The address of a database with nothing in it, for a site of somebody else; gone at the end."""
    if database == "SQLite":
        yield f"sqlite:///{folder / 'empty.sqlite3'}"
        return
    name = f"{_run_name()}_empty"
    _create(name, like="template1")
    try:
        yield _address(name)
    finally:
        _drop(name)


def _run_name() -> str:
    return f"citewell_bench_{os.getpid()}_{secrets.token_hex(3)}"


def _fill(site: Site) -> None:
    if not (site.folder / "static").exists():
        site.manage("collectstatic", "--no-input", "--verbosity", "0")
    site.manage("migrate", "--verbosity", "0")
    site.inside(f"rows.fill({site.size})")


def _address(name: str) -> str:
    return urlunsplit(urlsplit(parts.POSTGRESQL_URL)._replace(path=f"/{name}"))


def _name(address: str) -> str:
    return urlsplit(address).path.lstrip("/")


def _create(name: str, *, like: str) -> None:
    _at_server(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(like)))


def _drop(name: str) -> None:
    _at_server(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _at_server(statement: sql.Composed) -> None:
    with psycopg.connect(parts.POSTGRESQL_URL, autocommit=True) as connection:
        connection.execute(statement)
