"""Staff are warned when the timed work or a verified backup stays out too long."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from answers import backups, jobs, lateness
from answers.models import Delivery, LastRun
from tests import cast, make

pytestmark = pytest.mark.django_db

LATE = "Something that should run by itself does not"
NO_TIMED_WORK = "The timed work has not run"
NO_BACKUP = "No backup was made and verified lately"


def start_page() -> str:
    client = Client()
    client.force_login(cast.person("editor"))
    return str(client.get("/admin/").text)


def test_a_site_on_which_everything_runs_says_nothing() -> None:
    at = timezone.now()
    LastRun.objects.note(LastRun.Work.TIMED, at=at)
    LastRun.objects.note(LastRun.Work.BACKUP, at=at)

    assert LATE not in start_page()


def test_timed_work_that_stays_out_is_told_on_the_first_page_and_in_the_inbox() -> None:
    client = Client()
    client.force_login(cast.person("managing"))

    for path in ("/admin/", "/admin/review/"):
        assert NO_TIMED_WORK in client.get(path).text


def test_a_backup_that_is_too_old_is_told(settings: LazySettings) -> None:
    settings.BACKUP_WITHIN_HOURS = 36
    LastRun.objects.note(LastRun.Work.BACKUP, at=timezone.now() - datetime.timedelta(hours=37))

    assert NO_BACKUP in start_page()


def test_a_sample_site_needs_no_backup(settings: LazySettings) -> None:
    settings.SAMPLE_SITE = True

    assert NO_BACKUP not in start_page()


@pytest.mark.django_db(transaction=True)
def test_a_run_and_a_verified_backup_are_noted(tmp_path: Path) -> None:
    at = make.NOW

    jobs.run_due(at)
    backups.back_up(tmp_path / "backups", at=at, keep=None, say=lambda _line: None)

    seen = lateness.watch(at)
    assert (seen.timed_work_at, seen.backup_at) == (at, at)
    assert not seen.is_timed_work_late
    assert not seen.is_backup_late


def test_a_clock_that_was_ahead_is_put_right_by_the_next_run() -> None:
    LastRun.objects.note(LastRun.Work.TIMED, at=make.NOW + datetime.timedelta(days=400))

    jobs.run_due(make.NOW)

    assert lateness.watch(make.NOW).timed_work_at == make.NOW


def test_mail_that_should_have_left_is_late() -> None:
    make.approved()
    Delivery.objects.update(next_try_at=make.NOW)

    assert Delivery.objects.exists()
    assert not lateness.watch(make.NOW).is_outbox_late
    assert lateness.watch(make.NOW + datetime.timedelta(hours=1)).is_outbox_late
