"""Many pages in one sitting: each by itself; a bad one stops no other, a killed import leaves whole ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from typing import Any

import pytest
from django.conf import LazySettings

from answers.importers import files, pages, several
from answers.importers.report import Report
from answers.models import Answer, Event, Revision, Topic
from sources.models import Source
from tests import at_once, cast, make
from tests.answers.word_files import docx, entry, p, sup
from tests.processes import database_url

PAGE = """Does walking help case {case}?
Walking is free.
What the research says
Walkers slept1. Others rested (at home) 12.
What to ask your doctor
- How far should I walk?
This question is drawn from common patient questions about Sleep and answered using cited research.
Sources
1. Ames A. Walking number {work}. J Tests. 2021;12:{work}. doi:10.1000/walk.{work}
2. Cole C. Sleep at night. J Tests. 2022;13(1):7-9. doi:10.1000/sleep.2
"""


def texts(count: int) -> list[tuple[str, bytes]]:
    return [(f"{case}.txt", PAGE.format(case=case, work=case % 7).encode()) for case in range(1, count + 1)]


def words(count: int) -> list[tuple[str, bytes]]:
    def page(case: int) -> bytes:
        return docx(
            p(f"Does resting help case {case}?", style="Titel")
            + p("Resting is free.")
            + p("What the research says", style="berschrift1")
            + p("Sleepers rested", sup("1"), ".")
            + p("Sources", style="berschrift1")
            + entry(f"Ames A. Resting number {case}. J Tests. 2021;12:{case}. doi:10.1000/rest.{case}", 2)
            + p("This question is drawn from common patient questions about Rest and answered using studies.")
        )  # fmt: skip

    return [(f"{case}.docx", page(case)) for case in range(1, count + 1)]


def import_all(named: list[tuple[str, bytes]], **options: Any) -> list[several.Outcome]:
    return list(several.import_all(named, by=cast.person("editor"), at=make.NOW, **options))


@pytest.mark.django_db
def test_forty_pages_become_forty_drafts_in_one_sitting() -> None:
    began = time.monotonic()

    outcomes = import_all(texts(20) + words(20))

    assert time.monotonic() - began < 60  # 8 s on a quiet machine
    assert all(outcome.report and outcome.report.is_imported for outcome in outcomes), outcomes
    assert (Answer.objects.count(), Source.objects.count(), Topic.objects.count()) == (40, 28, 2)


@pytest.mark.django_db
def test_the_same_pages_again_add_nothing() -> None:
    import_all(texts(3) + words(3))
    events = Event.objects.count()

    outcomes = import_all(texts(3) + words(3))

    assert all(outcome.report and outcome.report.is_known for outcome in outcomes)
    assert (Answer.objects.count(), Event.objects.count()) == (6, events)


@pytest.mark.django_db
def test_a_bad_file_and_a_fault_of_ours_stop_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    good = texts(3)
    read, preview = files.read, pages.preview

    def broken() -> Any:
        raise IndexError

    def faulty_read(name: str, stored: bytes) -> files.Original:
        return broken() if name == "faulty" else read(name, stored)

    def faulty_preview(original: files.Original, **options: Any) -> Report:
        return broken() if "case 2?" in str(original) else preview(original, **options)

    monkeypatch.setattr(files, "read", faulty_read)
    monkeypatch.setattr(pages, "preview", faulty_preview)

    outcomes = import_all(
        [("faulty", b"x"), good[0], ("bad.pdf", b"%PDF"), good[1], ("zip", b"PK\x03\x04"), good[2]]
    )

    assert [bool(outcome.report) for outcome in outcomes] == [False, True, False, False, False, True]
    assert "The fault is ours" in outcomes[0].problems[0]
    assert "The fault is ours" in outcomes[3].problems[0]
    assert [str(record.exc_info and record.exc_info[0]) for record in caplog.records] == [str(IndexError)] * 2


@pytest.mark.django_db
def test_a_look_changes_nothing() -> None:
    outcomes = import_all(texts(2), is_preview=True)

    assert all(outcome.report for outcome in outcomes)
    assert not Source.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_who_import_the_same_pages_at_once_make_each_once() -> None:
    cast.person("editor")

    first, second = at_once.outcomes(*[partial(import_all, texts(5))] * 2)

    outcomes = [*first, *second]
    assert len(outcomes) == 10
    assert sum(bool(each.report and each.report.is_imported) for each in outcomes) == 5
    assert (Answer.objects.count(), Source.objects.count()) == (5, 6)


KILLED_IN_THE_THIRD = """
import os, signal, sys
import django
django.setup()
from django.contrib.auth.models import User
from django.utils import timezone
from answers import revisions
from answers.importers import several
from tests.answers.test_importers_several import texts
made = []
save = revisions.save
def saved(*args, **given):
    made.append(save(*args, **given))
    if len(made) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return made[-1]
revisions.save = saved
list(several.import_all(texts(5), by=User.objects.get(username="editor"), at=timezone.now()))
"""


@pytest.mark.django_db(transaction=True)
def test_an_import_that_is_killed_leaves_whole_pages_and_can_be_run_again(settings: LazySettings) -> None:
    cast.person("editor")

    killed = subprocess.run(
        [sys.executable, "-c", KILLED_IN_THE_THIRD],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "qa_site.settings"},
        capture_output=True,
        timeout=120,
        check=False,
    )

    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert (Answer.objects.count(), Revision.objects.count(), Source.objects.count()) == (2, 2, 3)
    assert sum(bool(each.report and each.report.is_imported) for each in import_all(texts(5))) == 3
