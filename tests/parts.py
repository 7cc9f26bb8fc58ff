"""Knows which parts besides Python this machine has for the tests, and what to say when one is missing.

It starts and installs nothing; `.ci/run` does.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis

TESTS = Path(__file__).resolve().parent
AXE = TESTS / "node_modules" / "axe-core" / "axe.min.js"
NU_CHECKER = TESTS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")

POSTGRESQL_URL = os.environ.get("TEST_POSTGRESQL_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
NPM_HINT = "run “npm ci --ignore-scripts” in tests/"


@dataclass(frozen=True)
class Part:
    """A part that is missing carries the sentence that says so."""

    name: str
    missing: str = ""


def chromium_path() -> str | None:
    """CHROMIUM names it where it is not on the path."""
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    return os.environ.get("CHROMIUM") or next(filter(None, found), None)


def chromium() -> Part:
    if chromium_path():
        return Part("Chromium")
    return Part("Chromium", "no Chromium: install it, or name it in CHROMIUM")


def axe() -> Part:
    return Part("axe", "" if AXE.exists() else f"no axe-core: {NPM_HINT}")


def nu_checker() -> Part:
    if not shutil.which("java"):
        return Part("Nu checker", "no Java for the Nu checker: install a Java runtime")
    return Part("Nu checker", "" if NU_CHECKER.exists() else f"no Nu checker: {NPM_HINT}")


def postgresql() -> Part:
    try:
        psycopg.connect(POSTGRESQL_URL, connect_timeout=2).close()
    except psycopg.OperationalError:
        return Part("PostgreSQL", "no PostgreSQL at 127.0.0.1: start it, or name it in TEST_POSTGRESQL_URL")
    return Part("PostgreSQL")


def redis_server() -> Part:
    try:
        redis.Redis.from_url(REDIS_URL, socket_connect_timeout=2).ping()
    except redis.RedisError:
        return Part("Redis", "no Redis at 127.0.0.1: start it, or name it in TEST_REDIS_URL")
    return Part("Redis")


def gettext() -> Part:
    found = all(shutil.which(name) for name in ("xgettext", "msgfmt", "msgcmp", "msgattrib"))
    return Part("gettext", "" if found else "no gettext for the catalogues: install gettext")


def every_part() -> Iterator[Part]:
    for look in (postgresql, redis_server, chromium, axe, nu_checker, gettext):
        yield look()
