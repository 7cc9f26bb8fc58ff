"""The timed work when it runs twice at once, is killed in between, or was away when the moment came."""

from __future__ import annotations

import datetime
import email
import json
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from answers import jobs, pages, workflow
from answers.management.commands import run_due
from answers.models import (
    Answer,
    Delivery,
    Event,
    Publication,
    PublishedPage,
    Stage,
    verification,
)
from tests import cast, make, processes

HOUR = datetime.timedelta(hours=1)
DUE = make.NOW + HOUR

KILLED_AT = """
import os, signal, sys
import django
django.setup()
from django.utils import timezone
from answers import jobs, pages
from answers.jobs import mail
from answers.workflow import versions
{where} = lambda *given, **named: os.kill(os.getpid(), signal.SIGKILL)
jobs.run_due(timezone.now())
"""


def scheduled() -> Answer:
    revision = make.approved()
    workflow.schedule(revision, by=cast.person("editor2"), at=make.NOW, publish_at=DUE)
    return revision.answer


def killed(where: str, **also: str) -> None:
    """A run in a process of its own that is killed when it comes to this function."""
    run = subprocess.run(
        [sys.executable, "-c", KILLED_AT.format(where=where)],
        cwd=settings.BASE_DIR,
        env=processes.environment(DATA_DIR=str(settings.DATA_DIR), **also),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == -signal.SIGKILL, run.stderr.decode()


def sent(folder: Path) -> Counter[str]:
    """How often each mail left, by its Message-ID."""
    found = "".join(path.read_text() for path in folder.glob("*.log"))
    parts = [part for part in found.split("-" * 79) if part.strip()]
    return Counter(str(email.message_from_string(part.strip())["Message-ID"]) for part in parts)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_do_everything_once(tmp_path: Path) -> None:
    for _ in range(4):
        scheduled()
    ending = make.published().answer
    workflow.set_expiry(
        ending, by=cast.person("managing"), at=make.NOW, expires_at=DUE, reason="The season is over."
    )
    told = processes.environment(DATA_DIR=str(tmp_path), EMAIL_URL=f"filemail:///{tmp_path}/mail")
    command = [sys.executable, "manage.py", "run_due", "--json"]

    runs = [
        subprocess.Popen(command, cwd=settings.BASE_DIR, env=told, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    done = [json.loads(run.communicate(timeout=120)[0]) for run in runs]

    assert sum(each["published"] for each in done) == 4
    assert sum(each["taken_down"] for each in done) == 1
    assert Publication.objects.count() == 5
    assert PublishedPage.objects.count() == 4
    assert set(sent(tmp_path / "mail").values()) == {1}
    assert list(verification.findings()) == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "where", ["pages.publish_page", "versions.Publication.objects.create", "pages.remove_page"]
)
def test_a_run_that_is_killed_in_a_verb_leaves_nothing_half_done(where: str) -> None:
    answer = scheduled()
    ending = make.published().answer
    workflow.set_expiry(ending, by=cast.person("managing"), at=make.NOW, expires_at=DUE, reason="Over.")

    killed(where)
    jobs.run_due(timezone.now())

    answer.refresh_from_db()
    ending.refresh_from_db()
    assert (answer.public_state, ending.public_state) == ("published", "withdrawn")
    assert Event.objects.filter(verb="published", answer=answer).count() == 1
    assert Event.objects.filter(verb="withdrew").count() == 1
    assert list(verification.findings()) == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_killed_while_it_sends_sends_again_under_the_same_name(tmp_path: Path) -> None:
    make.approved()

    killed("mail._noted", EMAIL_URL=f"filemail:///{tmp_path}/mail")
    later = jobs.run_due(timezone.now() + HOUR)

    [delivery] = Delivery.objects.all()
    assert sent(tmp_path / "mail") == {f"<{delivery.message_id}>": 1}
    assert (later.mails_sent, delivery.state) == (1, "sent")


@pytest.mark.django_db
def test_what_fell_due_during_an_outage_is_done_by_the_next_run() -> None:
    answer = scheduled()
    ending = make.published().answer
    workflow.set_expiry(ending, by=cast.person("managing"), at=make.NOW, expires_at=DUE, reason="Over.")

    done = jobs.run_due(DUE + datetime.timedelta(minutes=1))

    assert (done.published, done.taken_down) == (1, 1)
    assert answer.candidacies.get().stage == Stage.LIVE


@pytest.mark.django_db
def test_a_step_that_breaks_does_not_hold_back_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(at: datetime.datetime) -> int:
        raise RuntimeError("a step is broken")

    monkeypatch.setattr(workflow, "expire_due", breaks)
    scheduled()

    done = jobs.run_due(DUE)

    assert (done.published, done.steps_failed) == (1, 1)
    assert done.mails_sent


@pytest.mark.django_db
def test_the_command_says_that_a_step_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "read", lambda *given, **named: 1 / 0)
    make.published()
    PublishedPage.objects.update(is_stale=True)

    with pytest.raises(CommandError, match="A step failed"):
        call_command("run_due")


def test_the_loop_outlives_a_database_that_is_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    turns: list[Any] = []

    def away_at_first(at: datetime.datetime) -> jobs.Done:
        turns.append(at)
        if len(turns) == 1:
            raise OperationalError("the connection is gone")
        signal.raise_signal(signal.SIGTERM)
        return jobs.Done()

    monkeypatch.setattr(jobs, "run_due", away_at_first)
    monkeypatch.setattr(run_due, "SECONDS_BETWEEN", 0)
    monkeypatch.setattr(run_due, "close_old_connections", lambda: None)
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]

    try:
        call_command("run_due", "--loop")
    finally:
        for number, handler in zip((signal.SIGTERM, signal.SIGINT), before, strict=True):
            signal.signal(number, handler)

    assert len(turns) == 2
    assert "The database did not answer" in capsys.readouterr().err
