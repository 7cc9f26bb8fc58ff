"""Knows how a running site comes to another release, and back when something is not as it should be.

The order: a verified backup by the release that is there; the site stops, because a process loads some of its
code late; the new one's code and packages; its database is set aside; migrations, the log and one page are
tried; the site starts. Whatever fails brings back the code and the database that were there, and nothing of
the old state is ever deleted.
"""

import argparse
import json
import os
import pwd
import shlex
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60
NOT_AGAIN = (
    "CREATE SCHEMA public",
    "COMMENT ON SCHEMA public",
    "COMMENT ON EXTENSION",
    "\\restrict",
    "\\unrestrict",
)
"""Lines of a dump that are not for the schema that was just made, or for who owns no extension."""
COMPILED = ["answers", "deploy", "qa_site", "sources"]
"""The site may not write beside its own code, and without this each start would read it all anew."""
UNITS = ["citewell.service", "citewell-due.service"]


def _as_the_site() -> list[str]:
    """Files of the site belong to the person it runs as, also when an administrator upgrades it."""
    is_root = os.geteuid() == 0 and any(each.pw_name == "citewell" for each in pwd.getpwall())
    person = ["--reuid=citewell", "--regid=citewell", "--init-groups"]
    return ["setpriv", *person, "--"] if is_root else []


AS_THE_SITE = _as_the_site()


class StoppedError(Exception):
    """A step did not go as it should; the sentence says which."""


@dataclass
class Upgrade:
    """One way from a release to another, and what must be undone if it does not end well."""

    to: str
    backups: str
    python: str
    stop: list[str]
    start: list[str]
    has_packages: bool
    undo: list[tuple[str, Callable[[], None]]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    """What the release that is there says of the site; each process takes a second to say anything."""

    def run(self) -> None:
        former = self.git("rev-parse", "HEAD")
        if self.git("status", "--porcelain", "--untracked-files=no"):
            raise StoppedError("Files of the checkout were changed. Put them back first: git status")
        say("1/6 Backup by the release that is there")
        self.manage("backup", self.backups, "--verbosity", "0")
        try:
            self.change(former)
        except BaseException as problem:
            say(f"It stops here: {problem}")
            self.roll_back()
            raise

    def change(self, former: str) -> None:
        say(f"2/6 The site stops for the release {self.to}")
        with suppress(StoppedError):  # without a network what is here already can still be named
            self.git("fetch", "--tags", "--quiet")
        try:
            self.git("rev-parse", "--verify", f"{self.to}^{{commit}}")
        except StoppedError:
            raise StoppedError(f"There is no release called {self.to}.") from None
        self.undo.append(("the site", lambda: self.call(self.start)))
        self.call(self.stop)
        self.undo.append(("the code", lambda: self.take(former)))
        self.take(self.to)
        say("3/6 The database is set aside")
        kept, put_back = self.set_aside()
        self.undo.append(("the database", put_back))
        say("4/6 Migrations")
        self.manage("migrate", "--no-input", "--verbosity", "0")
        self.manage("collectstatic", "--no-input", "--verbosity", "0")
        say("5/6 The log and a page")
        self.manage("verify_log", *self.head())
        self.look_at_a_page()
        say("6/6 The site starts")
        self.call(self.start)
        say(f"Done: {self.git('describe', '--tags', '--always')}. The former database stays in {kept}.")

    def roll_back(self) -> None:
        """In the order that undoes: the database before the code, the code before the site starts again."""
        order = {"the database": 0, "the code": 1, "the site": 2}
        for name, act in sorted(self.undo, key=lambda each: order[each[0]]):
            try:
                act()
                say(f"Put back: {name}.")
            except (StoppedError, OSError, sqlite3.Error) as problem:
                say(f"COULD NOT PUT BACK {name}: {problem}\nThe backup in {self.backups} is whole.")
                return

    # --- Steps ------------------------------------------------------------------------------------

    def take(self, release: str) -> None:
        self.settings.clear()
        self.git("checkout", "--quiet", "--detach", release)
        if not self.has_packages:
            run([sys.executable, str(ROOT / "deploy" / "bootstrap.py")])
        run([self.python, "-m", "compileall", "-q", *COMPILED])

    def set_aside(self) -> tuple[str, Callable[[], None]]:
        """A copy that holds everything, and the way to put it back in one step."""
        address = self.setting("database")
        moment = f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}"
        if address.startswith("sqlite"):
            database = Path("/", unquote(urlsplit(address).path).lstrip("/"))
            copy = database.with_name(f"{database.name}.before-{moment}")
            refuse_used(database)
            copy_sqlite(database, copy)
            return str(copy), lambda: copy_sqlite(copy, database)
        copy = Path(self.setting("data")) / f"database.before-{moment}.sql"
        dump_postgresql(address, copy)
        return str(copy), lambda: read_postgresql(address, copy)

    def look_at_a_page(self) -> None:
        """By a server of the new release on a port of its own: ready, and the first answer reads."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        told = os.environ | {"WEB_BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "1"}
        told["TRUSTED_PROXIES"] = "127.0.0.1"  # so that this look counts as one by https
        served = [self.python, "-m", "gunicorn", "--config", "deploy/gunicorn.py", "--log-level", "error"]
        command = [*AS_THE_SITE, *served]
        server = subprocess.Popen(command, cwd=ROOT, env=told)
        try:
            where = self.page()  # while the server starts
            self.wait_until_ready(port, server)
            status, body = fetch(port, where, self.setting("host"))
            if status != 200 or b"</html>" not in body:
                raise StoppedError(f"The page {where} answers {status} with the new release.")
        finally:
            server.terminate()
            server.wait(SECONDS_TO_START)

    def wait_until_ready(self, port: int, server: subprocess.Popen[bytes]) -> None:
        until, said = time.monotonic() + SECONDS_TO_START, "it does not answer"
        while time.monotonic() < until and server.poll() is None:
            try:
                status, body = fetch(port, "/healthz/ready", self.setting("host"))
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
                continue
            if status == 200:
                return
            said = body.decode(errors="replace").strip()
            time.sleep(0.1)
        raise StoppedError(f"The new release is not ready: {said}.")

    # --- What the steps are made of ---------------------------------------------------------------

    def setting(self, name: str) -> str:
        """What the site says of itself; the database's address holds a password, and is printed nowhere."""
        if not self.settings:
            told = self.manage("shell", "--no-imports", "-c", TOLD)
            self.settings.update(json.loads(told.splitlines()[-1]))
        return self.settings[name]

    def page(self) -> str:
        """Where the first public answer stands, else the home page."""
        return self.manage("shell", "--no-imports", "-c", FIRST_PAGE).strip()

    def head(self) -> list[str]:
        path = Path(self.setting("data")) / "log-head.txt"
        return ["--head", str(path)] if path.exists() else []

    def manage(self, *arguments: str) -> str:
        return run([*AS_THE_SITE, self.python, str(ROOT / "manage.py"), *arguments])

    def git(self, *arguments: str) -> str:
        return run(["git", "-C", str(ROOT), *arguments]).strip()

    def call(self, command: list[str]) -> None:
        """What it starts may go on behind it; nobody waits for that to end."""
        with tempfile.TemporaryFile() as said:
            nowhere = subprocess.DEVNULL
            if (
                command
                and subprocess.run(
                    command, cwd=ROOT, stdin=nowhere, stdout=said, stderr=said, check=False
                ).returncode
            ):
                said.seek(0)
                raise StoppedError(f"“{shlex.join(command)}” did not finish: {last_line(said.read())}")


TOLD = """
import json
from urllib.parse import quote
from django.conf import settings
of = settings.DATABASES["default"]
part = {name: quote(str(of[name] or ""), safe="") for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
if "sqlite" in of["ENGINE"]:
    address = f"sqlite:///{quote(str(of['NAME']))}"
else:
    person = part["USER"] + (":" + part["PASSWORD"] if part["PASSWORD"] else "")
    address = f"postgresql://{person}@{part['HOST']}:{part['PORT'] or 5432}/{part['NAME']}"
host = next((each for each in settings.ALLOWED_HOSTS if "*" not in each), "localhost").lstrip(".")
print(json.dumps({"database": address, "data": str(settings.DATA_DIR), "host": host}))
"""

FIRST_PAGE = """
from answers.models import PublishedPage
page = PublishedPage.objects.order_by("pk").first()
print(page.get_absolute_url() if page else "/")
"""


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def run(
    command: Sequence[str], *, given: bytes | None = None, environment: Mapping[str, str] | None = None
) -> str:
    finished = subprocess.run(
        command, cwd=ROOT, input=given, env=environment, capture_output=True, check=False
    )
    if finished.returncode:
        named = " ".join(Path(part).name for part in command[:3])
        said = last_line(finished.stderr or finished.stdout)
        raise StoppedError(f"“{named}” did not finish: {said}")
    return finished.stdout.decode()


def last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it did not say why"


def fetch(port: int, path: str, host: str) -> tuple[int, bytes]:
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"Host": host, "X-Forwarded-Proto": "https"}
    )
    try:
        with urllib.request.urlopen(asked, timeout=30) as answered:  # noqa: S310 -- loopback
            return answered.status, answered.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def refuse_used(database: Path) -> None:
    """A server that still has the file open could write what would be lost."""
    with closing(sqlite3.connect(database, timeout=1, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError as used:
            raise StoppedError("The site is still running. Stop it first, or say how with --stop.") from used


def copy_sqlite(one: Path, other: Path) -> None:
    """In one transaction of the other file."""
    with closing(sqlite3.connect(one)) as source, closing(sqlite3.connect(other)) as written:
        written.execute("PRAGMA synchronous=FULL")
        source.backup(written)
    other.chmod(one.stat().st_mode)


def dump_postgresql(address: str, copy: Path) -> None:
    """With the extensions: they stand in the schema, and a dump of a schema leaves them out unless asked."""
    what = ["--no-owner", "--no-privileges", "--schema=public", "--extension=*"]
    copy.touch(mode=0o600)
    copy.write_text(at_postgresql(["pg_dump", *what], address))


def read_postgresql(address: str, copy: Path) -> None:
    """All or nothing: what migrations made goes, and what was there comes back, in one transaction."""
    lines = [each for each in copy.read_text().splitlines(keepends=True) if not each.startswith(NOT_AGAIN)]
    whole = "DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n" + "".join(lines)
    psql = ["psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    at_postgresql(psql, address, given=whole.encode())


def at_postgresql(command: list[str], address: str, *, given: bytes | None = None) -> str:
    """The password goes by the environment: everybody on the machine can read a command line."""
    parts = urlsplit(address)
    person, _at, place = parts.netloc.rpartition("@")
    shown = urlunsplit(parts._replace(netloc=f"{person.partition(':')[0]}@{place}"))
    password = {"PGPASSWORD": unquote(parts.password)} if parts.password else {}
    return run([*command, shown], given=given, environment=os.environ | password)


def is_a_unit() -> bool:
    """Whether systemd keeps the site on this machine."""
    found = shutil.which("systemctl")
    return (
        bool(found)
        and not subprocess.run(
            ["systemctl", "is-enabled", "--quiet", UNITS[0]], capture_output=True, check=False
        ).returncode
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Bring a site to another release, and back if it fails.")
    parser.add_argument("--to", default="", help="a tag or commit; else the newest of the main branch")
    parser.add_argument("--backups", default="/var/backups/citewell", help="where backups stand")
    parser.add_argument("--python", default=str(ROOT / ".venv" / "bin" / "python"))
    parser.add_argument("--stop", help="how the site is stopped; by default its systemd units, if it has any")
    parser.add_argument("--start", help="how it is started")
    parser.add_argument("--has-packages", action="store_true", help="install none; they are there")
    wanted = parser.parse_args()
    units = is_a_unit()
    try:
        Upgrade(
            to=wanted.to or "origin/HEAD",
            backups=wanted.backups,
            python=wanted.python,
            stop=shlex.split(wanted.stop or "") or (["systemctl", "stop", *UNITS] if units else []),
            start=shlex.split(wanted.start or "") or (["systemctl", "start", *UNITS] if units else []),
            has_packages=wanted.has_packages,
        ).run()
    except StoppedError as stopped:
        sys.exit(f"Nothing was upgraded. {stopped}")


if __name__ == "__main__":
    main()
