"""Knows how a server is started with one worker, and what that worker and its database have used."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START = 60
SECONDS_TO_ANSWER = 30
SECONDS_TO_ASK_AGAIN = 2
"""A socket that is held for a server takes a question even when the server is gone."""

Used = Mapping[int, float]


@dataclass(frozen=True)
class Reply:
    """What came back, as it travelled."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A gunicorn with one sync worker; `backends` names the database processes that work for it."""

    port: int
    worker: int
    start: float
    """Seconds of processor that the worker took until it answered."""

    backends: Callable[[], list[int]]

    def get(self, path: str, headers: Mapping[str, str]) -> Reply:
        return fetch(self.port, path, headers)

    def used(self) -> Used:
        """Seconds of processor time so far, by process."""
        return {pid: seconds_used(pid) for pid in (self.worker, *self.backends())}

    def memory(self) -> int:
        """The worker's resident memory in bytes."""
        pages = int(Path(f"/proc/{self.worker}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


def fetch(port: int, path: str, headers: Mapping[str, str], *, within: float = SECONDS_TO_ANSWER) -> Reply:
    """One request on a connection of its own, as a sync worker serves them."""
    connection = HTTPConnection("127.0.0.1", port, timeout=within)
    try:
        connection.request("GET", path, headers=dict(headers))
        answered = connection.getresponse()
        return Reply(answered.status, {**answered.headers}, answered.read())
    finally:
        connection.close()


def seconds_used(pid: int) -> float:
    """Linux keeps a clock for every process, whose number follows from the process's."""
    return time.clock_gettime((~pid << 3) | 2)


def largest_memory(pid: int) -> int:
    """The most resident memory that a process has had, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return 1024 * int(status.partition("VmHWM:")[2].split()[0])


def between(before: Used, after: Used) -> float:
    """What was used from one reading to the next; a database process may have begun meanwhile."""
    return sum(seconds - before.get(pid, 0) for pid, seconds in after.items())


def no_backends() -> list[int]:
    return []


@contextmanager
def started(
    application: str, environment: Mapping[str, str], backends: Callable[[], list[int]] = no_backends
) -> Iterator[Server]:
    """The server, ready to answer, and stopped afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    flags = ["--workers", "1", "--worker-class", "sync", "--no-control-socket", "--log-level", "error"]
    process = subprocess.Popen([*command, *flags], cwd=ROOT, env=dict(environment))
    try:
        wait_until_open(port, process)
        worker = _child(process.pid)
        yield Server(port, worker, seconds_used(worker), backends)
    finally:
        process.terminate()
        process.wait(SECONDS_TO_START)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return when the server answers; a server that ended or never answers is an error."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            fetch(port, "/healthz/live", {}, within=SECONDS_TO_ASK_AGAIN)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("A server of the bench did not start; the lines above say why.")


def _child(parent: int) -> int:
    """The one worker of a gunicorn."""
    for found in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = found.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(after_name[1]) == parent:
            return int(found.parent.name)
    raise RuntimeError("A server of the bench has no worker.")
