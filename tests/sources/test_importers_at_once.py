"""Imports cut off in the middle, run twice at once, and of two thousand records."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from functools import partial
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources import importers
from sources.models import Source
from tests import at_once, cast, make, processes

PEOPLE = "".join(f"AU  - Name{number}, Given\r\n" for number in range(6))


def file_of(count: int) -> bytes:
    return "".join(
        f"TY  - JOUR\r\n{PEOPLE}TI  - What became of people in study {number}\r\nT2  - Journal of Tests\r\n"
        f"PY  - {1990 + number % 30}\r\nVL  - {number % 90}\r\nSP  - {number}\r\n"
        + (f"DO  - 10.1000/x.{number}\r\n" if number % 2 else "")
        + "ER  - \r\n"
        for number in range(count)
    ).encode()


def brought_in(records: tuple[importers.Record, ...], **options: Any) -> importers.Report:
    return importers.import_sources(records, by=cast.person("editor"), at=make.NOW, **options)


@pytest.mark.slow
@pytest.mark.django_db
def test_two_thousand_records_come_in_once_with_progress() -> None:
    """Ten thousand are brought in by `make bench`."""
    told: list[tuple[int, int]] = []
    began = time.monotonic()

    reading = importers.read(file_of(2_000))
    report = brought_in(reading.records, progress=lambda done, total: told.append((done, total)))

    assert time.monotonic() - began < 12  # 3 s on a quiet machine
    assert (len(report.taken), Source.objects.count()) == (2_000, 2_000)
    assert told[0] == (500, 2_000)
    assert told[-1] == (2_000, 2_000)
    assert not brought_in(reading.records).taken


@pytest.mark.django_db
def test_the_works_of_a_file_that_comes_again_are_asked_for_at_once() -> None:
    records = importers.read(file_of(40)).records
    brought_in(records)

    with CaptureQueriesContext(connection) as of_few:
        brought_in(records[:10])
    with CaptureQueriesContext(connection) as of_many:
        again = brought_in(records)

    assert {line.verdict.value for line in again.lines} == {"here"}
    assert len(of_many) == len(of_few)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_add_nothing_twice() -> None:
    records = importers.read(file_of(40)).records
    cast.person("editor")

    refused = at_once.refusals(*[partial(brought_in, records)] * 2)

    assert refused == []
    assert Source.objects.count() == 40


KILLED_AT_THE_END = """
import os, signal, sys
import django
django.setup()
from django.contrib.auth.models import User
from django.utils import timezone
from sources import importers
importers.import_sources(
    importers.read(sys.stdin.buffer.read()).records,
    by=User.objects.get(username="editor"),
    at=timezone.now(),
    progress=lambda done, total: os.kill(os.getpid(), signal.SIGKILL) if done == total else None,
)
"""


@pytest.mark.django_db(transaction=True)
def test_an_import_that_is_killed_leaves_nothing_half_made(settings: LazySettings) -> None:
    stored = file_of(600)
    cast.person("editor")

    killed = subprocess.run(
        [sys.executable, "-c", KILLED_AT_THE_END],
        input=stored,
        cwd=settings.BASE_DIR,
        env=processes.environment(),
        capture_output=True,
        timeout=120,
        check=False,
    )

    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert Source.objects.count() == 0
    assert len(brought_in(importers.read(stored).records).taken) == 600


@pytest.mark.django_db
def test_a_work_saved_by_somebody_at_that_very_moment_is_found_at_the_second_try(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = importers.read(b"10.1000/one\n").records
    match = importers.matching.Library.for_records
    empty = iter([importers.matching.Library()])
    make.source(doi="10.1000/one")
    monkeypatch.setattr(
        importers.matching.Library, "for_records", lambda records: next(empty, None) or match(records)
    )

    report = brought_in(made)

    assert [line.verdict.value for line in report.lines] == ["here"]
    assert Source.objects.count() == 1
