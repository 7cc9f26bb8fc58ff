"""What `load_samples --scale` takes: processor, bytes of database and memory for each answer it makes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from answers.management import samples
from tests.bench import costs, servers

ANSWERS_A_SECOND = 500
BYTES_EACH = 15_000
"""A page that nobody has read yet holds no HTML; with it an answer takes about 60,000."""

FLAT_BYTES = 10_000_000
FORGET_THE_LARGEST = Path("/proc/self/clear_refs")


def tell(count: int) -> None:
    """The first half warms up, and says how much memory a batch needs; the second is what is measured."""
    half = count // 2
    _grow(half)
    FORGET_THE_LARGEST.write_text("5")
    memory, size, used = servers.largest_memory(os.getpid()), _bytes(), _used()
    _grow(count)
    seconds, made = servers.between(used, _used()), count - half
    costs.tell(
        [
            _figure("answers a second of one core", made / seconds, "answers/s", at_least=ANSWERS_A_SECOND),
            _figure("database for each, not yet read", (_bytes() - size) / made, "bytes", at_most=BYTES_EACH),
            _figure(
                "memory grown meanwhile",
                servers.largest_memory(os.getpid()) - memory,
                "bytes",
                at_most=FLAT_BYTES,
            ),
        ]
    )


def _grow(count: int) -> None:
    samples.grow(count, at=timezone.now(), say=lambda _sentence: None)


def _figure(name: str, value: float, unit: str, **target: float) -> Mapping[str, Any]:
    return {"name": f"load_samples --scale: {name}", "value": round(value, 1), "unit": unit, **target}


def _used() -> Mapping[int, float]:
    """Seconds of processor so far, of this process and of the database's that works for it."""
    found = [os.getpid()]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            found.append(cursor.fetchone()[0])
    return {pid: servers.seconds_used(pid) for pid in found}


def _bytes() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])
