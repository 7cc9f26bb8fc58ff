"""Every migration since the oldest state that leads here, with 20,000 answers, while pages are read."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import cycle
from pathlib import Path

from tests.bench import servers, sites
from tests.bench.sites import Site
from tests.verify import served
from tests.verify.crowds import percentiles
from tests.verify.desks import Desk
from tests.verify.outcomes import Outcome
from tests.verify.served import Server

ANSWERS = 20_000
READERS = 4
FOLDERS = ("answers/migrations", "sources/migrations")
PAGES = (
    "/questions/first-page/",
    "/questions/question-7/",
    "/questions/question-19999/",
    "/questions/?letter=D",
    "/topics/full-topic/",
    "/",
)


@dataclass
class Reading:
    """Readers who go on reading from now on, and what they were told."""

    server: Server
    milliseconds: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    ended: threading.Event = field(default_factory=threading.Event)

    def __call__(self) -> None:
        for path in cycle(PAGES):
            if self.ended.is_set():
                return
            began = time.monotonic()
            try:
                status = servers.fetch(self.server.port, path, {}).status
            except (OSError, HTTPException) as problem:
                self.wrong[f"{path} {type(problem).__name__}"] += 1
                continue
            self.milliseconds.append(1000 * (time.monotonic() - began))
            if status != 200:
                self.wrong[f"{path} answered {status}"] += 1

    @contextmanager
    def going_on(self) -> Iterator[None]:
        readers = [threading.Thread(target=self) for _ in range(READERS)]
        for each in readers:
            each.start()
        try:
            yield
        finally:
            self.ended.set()
            for each in readers:
                each.join()


def outcomes(server: Server, desks: dict[str, Desk]) -> Iterator[Outcome]:
    """The former release serves its own database while this one's migrations run on it."""
    database = server.site.database
    check = f"every migration with {ANSWERS:,} answers while pages are read: no read fails"
    former = oldest()
    if former is None:
        yield Outcome(
            check, database, "this checkout has no history to take a former release from", was_run=False
        )
        return
    with tempfile.TemporaryDirectory(prefix="citewell-former-") as folder:
        code, data = Path(folder) / "code", Path(folder) / "data"
        data.mkdir()
        _unpack(former, code)
        with sites.empty(database, data) as address:
            site = Site(database, ANSWERS, address, data)
            _begin(code, site)
            yield Outcome(check, database, *_migrated(code, site))
            yield Outcome("this release reads what was migrated", database, *_read_by_this_release(site))


def oldest() -> str | None:
    """The oldest commit whose migrations are all here as they were, and not all of ours."""
    here, commits = _migrations("HEAD"), _git("log", "--format=%H", "--", *FOLDERS).split()
    return next((each for each in reversed(commits) if set() < _migrations(each) < here), None)


def _migrations(commit: str) -> set[str]:
    """Each migration as a line of its digest and its path."""
    lines = _git("ls-tree", "-r", commit, "--", *FOLDERS).splitlines()
    return {each for each in lines if Path(each).name[0].isdigit()}


def _unpack(commit: str, code: Path) -> None:
    packed = subprocess.run(
        ["git", "archive", commit], cwd=servers.ROOT, capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(code, filter="data")


def _git(*arguments: str) -> str:
    finished = subprocess.run(
        ["git", *arguments], cwd=servers.ROOT, capture_output=True, text=True, check=False
    )
    return finished.stdout


def _begin(code: Path, site: Site) -> None:
    """A site as that release would have it, with so many answers."""
    for arguments in (
        ["migrate", "--verbosity", "0"],
        ["collectstatic", "--no-input", "--verbosity", "0"],
        ["shell", "--no-imports", "-c", f"from tests.bench import rows; rows.fill({ANSWERS})"],
    ):
        _manage(code, site, *arguments)


def _manage(code: Path, site: Site, *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    environment = site.environment | {"PYTHONPATH": str(code)}
    finished = subprocess.run(command, cwd=code, env=environment, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise RuntimeError(finished.stderr[-2000:])
    return finished.stdout


def _migrated(code: Path, site: Site) -> tuple[str, tuple[str, ...]]:
    missing = _missing(site)
    with served.served(site, root=code) as server:
        reading = Reading(server)
        with reading.going_on():
            began = time.monotonic()
            _manage(servers.ROOT, site, "migrate", "--no-input", "--verbosity", "0")
            seconds = time.monotonic() - began
    broken = [f"{times} × {what}" for what, times in reading.wrong.items()]
    if not reading.milliseconds or not missing:
        broken.append(f"{len(reading.milliseconds)} reads and {missing} migrations show nothing")
    if left := _missing(site):
        broken.append(f"{left} migrations are missing still")
    reads = f"{len(reading.milliseconds)} reads {percentiles(reading.milliseconds)}"
    return f"{missing} migrations in {seconds:.0f} s, {reads}", tuple(broken)


def _missing(site: Site) -> int:
    planned = _manage(servers.ROOT, site, "showmigrations", "--plan")
    return sum(line.startswith("[ ]") for line in planned.splitlines())


def _read_by_this_release(site: Site) -> tuple[str, tuple[str, ...]]:
    """Each page is made anew at its first read; the log and every row are as they should be."""
    site.manage("collectstatic", "--no-input", "--verbosity", "0")
    with served.served(site) as server:
        told = {path: servers.fetch(server.port, path, {}).status for path in PAGES}
        ready = servers.fetch(server.port, "/healthz/ready", {}).status
    broken = [f"{path} answers {status}" for path, status in told.items() if status != 200]
    if ready != 200:
        broken.append(f"it is not ready: {ready}")
    site.manage("verify_log")
    return f"{len(told)} addresses", tuple(broken)
