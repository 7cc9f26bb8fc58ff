"""An upgrade ends at the new release with everything there, or where it began with everything there."""

from __future__ import annotations

import json
import os
import secrets
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from tests import parts, processes
from tests.conftest import needs

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.slow

GOOD = "migrations.RunSQL('CREATE TABLE brought (number integer)')"
WITH_A_TABLE_THEN_BROKEN = f"{GOOD}, migrations.RunSQL('SELECT nothing FROM nowhere')"
FILLED = (["migrate"], ["createsuperuser", "--no-input", "--username", "kept", "--email", "kept@example.org"])
HELD = """
import json
from django.contrib.auth.models import User
from django.db import connection
people = list(User.objects.values_list("username", flat=True))
print(json.dumps({"tables": connection.introspection.table_names(), "people": people}))
"""


@dataclass
class Installed:
    """A checkout of its own with a site, as on somebody's machine."""

    checkout: Path
    folder: Path
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        return self.python("manage.py", *arguments)

    def python(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=self.checkout, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def git(self, *arguments: str) -> str:
        who = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
        command = ["git", "-C", str(self.checkout), *who, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def release(self, tag: str, path: str, text: str) -> None:
        """A newer release with this file in it, beside the one that is installed."""
        here = self.git("rev-parse", "HEAD")
        (self.checkout / path).write_text(text)
        self.git("add", "-A")
        self.git("commit", "--quiet", "-m", tag)
        self.git("tag", tag)
        self.git("checkout", "--quiet", "--detach", here)

    def upgrade(self, to: str) -> subprocess.CompletedProcess[str]:
        told = ["--to", to, "--backups", str(self.folder / "backups"), "--python", sys.executable]
        goes_on = self.folder / "the site goes on"  # behind the command that starts it
        goes_on.touch()
        start = f"sh -c {shlex.quote(f'while [ -e {shlex.quote(str(goes_on))} ]; do sleep 0.2; done &')}"
        told += ["--has-packages", "--stop", "true", "--start", start]
        try:
            return subprocess.run(
                [sys.executable, "deploy/upgrade.py", *told],
                cwd=self.checkout,
                env=self.environment,
                capture_output=True,
                text=True,
                check=False,
                timeout=900,
            )
        finally:
            goes_on.unlink()

    def shell(self, code: str) -> str:
        return self.manage("shell", "--no-imports", "-c", code)

    def holds(self) -> dict[str, list[str]]:
        """The tables and the people in its database."""
        held: dict[str, list[str]] = json.loads(self.shell(HELD))
        return held


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """SQLite's, or one of PostgreSQL for a test that says so; both in one run of the suite."""
    if getattr(request, "param", "SQLite") == "SQLite":
        yield ""
        return
    needs(parts.postgresql())
    word = f"citewell_upgrade_{secrets.token_hex(4)}"
    name = sql.Identifier(word)
    with psycopg.connect(parts.POSTGRESQL_URL, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            yield urlunsplit(urlsplit(parts.POSTGRESQL_URL)._replace(path=f"/{word}"))
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with a site on SQLite, compiled as the guide says; each test has a copy of its own."""
    folder = tmp_path_factory.mktemp("prepared")
    subprocess.run(["git", "clone", "--quiet", "--shared", str(ROOT), str(folder / "checkout")], check=True)
    made = site(folder, database="")
    made.python("-m", "compileall", "-q", "answers", "deploy", "qa_site", "sources")
    fill(made, ["collectstatic", "--no-input"])
    return folder


@pytest.fixture
def installed(tmp_path: Path, database: str, prepared: Path) -> Installed:
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True, symlinks=True)
    made = site(tmp_path, database)
    if database:
        fill(made)
    return made


def site(folder: Path, database: str) -> Installed:
    """What the person who runs this site has told it."""
    values = {
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "answers.example.org",
        "SITE_URL": "https://answers.example.org",
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": database,
    }
    (folder / "site.env").write_text("".join(f'{name}="{value}"\n' for name, value in values.items()))
    # As where the site may not write beside its own code.
    told = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": str(folder / "site.env"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return Installed(folder / "checkout", folder, told)


def fill(made: Installed, *also: list[str]) -> None:
    processes.in_turn(*FILLED, *also, environment=made.environment, checkout=made.checkout)


def migration(operations: str) -> str:
    newest = sorted((ROOT / "answers" / "migrations").glob("[0-9]*.py"))[-1].stem
    return (
        "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
        f"    atomic = False\n    dependencies = [('answers', {newest!r})]\n    operations = [{operations}]\n"
    )


def test_an_upgrade_ends_at_the_new_release_with_everything_there(installed: Installed) -> None:
    installed.release("v2", "answers/migrations/9001_next.py", migration(GOOD))

    finished = installed.upgrade("v2")

    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert installed.git("describe", "--tags") == "v2"
    held = installed.holds()
    assert "brought" in held["tables"]
    assert "kept" in held["people"]
    assert list((installed.folder / "backups").glob("citewell-*/manifest.json"))
    assert list((installed.folder / "data").glob("*.before-*"))
    assert list((installed.checkout / "answers" / "migrations" / "__pycache__").glob("9001_next.*.pyc"))


@pytest.mark.parametrize(
    ("database", "path", "text", "said"),
    [
        ("SQLite", "answers/migrations/9001_next.py", migration(WITH_A_TABLE_THEN_BROKEN), "“"),
        ("PostgreSQL", "answers/migrations/9001_next.py", migration(WITH_A_TABLE_THEN_BROKEN), "“"),
        ("SQLite", "templates/base.html", "{% nonsense %}", "The page / answers 500"),
    ],
    ids=["a migration breaks", "a migration breaks on PostgreSQL", "a page does not read"],
    indirect=["database"],
)
def test_an_upgrade_that_fails_ends_where_it_began(
    installed: Installed, path: str, text: str, said: str
) -> None:
    before = installed.git("rev-parse", "HEAD")
    installed.release("v2", path, text)

    finished = installed.upgrade("v2")

    assert finished.returncode == 1
    assert "Nothing was upgraded." in finished.stderr
    assert said in finished.stderr
    assert installed.git("rev-parse", "HEAD") == before
    held = installed.holds()
    assert "brought" not in held["tables"]
    assert "kept" in held["people"]
    installed.manage("verify_log")
