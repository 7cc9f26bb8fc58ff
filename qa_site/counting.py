"""Knows how often and how long requests were answered, counted by every worker of this machine for itself.

Each worker has a small file in DATA_DIR that it alone writes, in memory that the others can read. Whoever
reads adds them up; a worker that ended leaves its counts to the file of those that ended. Nothing is counted
until a METRICS_TOKEN lets somebody read it.
"""

import fcntl
import mmap
import os
import struct
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

KINDS = ("question", "list", "search", "other", "api", "staff", "file", "health")
CLASSES = ("2xx", "3xx", "4xx", "5xx")
UP_TO = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds; a request that takes longer counts in none of them."""

SLOW_QUERIES = "slow_queries"
DATABASE_AWAY = "database_away"

Slot = tuple[str, ...]
SLOTS: tuple[Slot, ...] = (
    *(("requests", kind, each) for kind in KINDS for each in CLASSES),
    *(("within", kind, str(limit)) for kind in KINDS for limit in UP_TO),
    *(("seconds", kind) for kind in KINDS),
    (SLOW_QUERIES,),
    (DATABASE_AWAY,),
)
_PLACE = {slot: place for place, slot in enumerate(SLOTS)}
_SIZE = 8 * len(SLOTS)
_FORM = f"<{len(SLOTS)}d"
ENDED = "ended"


@dataclass
class _Own:
    """This worker's file: it stays locked as long as the worker lives."""

    pid: int
    file: IO[bytes]
    counts: mmap.mmap


_own: list[_Own] = []
_lock = threading.Lock()


def request(kind: str, status: int, seconds: float) -> None:
    """One request was answered."""
    if not settings.METRICS_TOKEN:
        return
    slots: list[tuple[Slot, float]] = [
        (("requests", kind, f"{min(max(status, 200), 599) // 100}xx"), 1),
        (("seconds", kind), seconds),
    ]
    limit = next((each for each in UP_TO if seconds <= each), None)
    if limit is not None:
        slots.append((("within", kind, str(limit)), 1))
    _add(slots)


def count(name: str) -> None:
    """Something happened once more."""
    if settings.METRICS_TOKEN:
        _add([((name,), 1)])


def read() -> tuple[dict[Slot, float], list[int]]:
    """Every count of this machine, and the processes that are counting."""
    _counts()
    total, alive = [0.0] * len(SLOTS), []
    with _ended() as ended:
        for path in sorted(_folder().glob("[0-9]*")):
            with path.open("rb") as file:
                found = struct.unpack(_FORM, file.read(_SIZE).ljust(_SIZE, b"\0"))
                if _is_alive(path, file):
                    alive.append(int(path.name))
                    total = _sum(total, found)
                    continue
            _leave(ended, found)
            path.unlink(missing_ok=True)
        ended.seek(0)
        total = _sum(total, struct.unpack(_FORM, ended.read(_SIZE).ljust(_SIZE, b"\0")))
    return dict(zip(SLOTS, total, strict=True)), alive


def end() -> None:
    """This process counts no more; its file is left for the next reader."""
    for own in _own:
        own.counts.close()
        own.file.close()
    _own.clear()


def _add(slots: Sequence[tuple[Slot, float]]) -> None:
    with _lock:
        counts = _counts()
        for slot, more in slots:
            place = 8 * _PLACE[slot]
            [now] = struct.unpack_from("<d", counts, place)
            struct.pack_into("<d", counts, place, now + more)


def _counts() -> mmap.mmap:
    """This process's own, opened at its first request: a worker is a copy of the process that made it."""
    if not _own or _own[0].pid != os.getpid():
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        with _ended() as ended:
            path = folder / str(os.getpid())
            if path.exists():  # of a process of this number that ended
                _leave(ended, struct.unpack(_FORM, path.read_bytes().ljust(_SIZE, b"\0")[:_SIZE]))
                path.unlink()
            file = path.open("w+b")
            file.truncate(_SIZE)
            fcntl.flock(file, fcntl.LOCK_EX)
        _own[:] = [_Own(os.getpid(), file, mmap.mmap(file.fileno(), _SIZE))]
    return _own[0].counts


def _is_alive(path: Path, file: IO[bytes]) -> bool:
    if path.name == str(os.getpid()):
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


@contextmanager
def _ended() -> Iterator[IO[bytes]]:
    """What was counted by processes that ended; one reads and writes it at a time."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(folder / ENDED, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as ended:
        fcntl.flock(ended, fcntl.LOCK_EX)
        yield ended


def _leave(ended: IO[bytes], found: Sequence[float]) -> None:
    ended.seek(0)
    total = _sum(struct.unpack(_FORM, ended.read(_SIZE).ljust(_SIZE, b"\0")), found)
    ended.seek(0)
    ended.write(struct.pack(_FORM, *total))
    ended.flush()


def _sum(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return [first + second for first, second in zip(one, other, strict=True)]


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "metrics"
