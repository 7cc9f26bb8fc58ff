"""The work that waits: done at its time, done once, and tried again when it fails."""

from __future__ import annotations

import datetime
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import LazySettings, settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command

from answers import jobs, workflow
from answers.jobs import mail as mail_jobs
from answers.models import Answer, Delivery, PublishedPage
from tests import cast, make, processes

pytestmark = pytest.mark.django_db

LATER = make.NOW + datetime.timedelta(hours=1)


def test_a_scheduled_revision_goes_live_once_at_its_time() -> None:
    revision = make.approved()
    workflow.schedule(revision, by=cast.person("editor2"), at=make.NOW, publish_at=LATER)

    early, due, again = jobs.run_due(make.NOW), jobs.run_due(LATER), jobs.run_due(LATER)

    assert [early.published, due.published, again.published] == [0, 1, 0]
    assert Answer.objects.published().count() == 1


def test_an_outdated_page_is_made_again_before_anybody_reads_it() -> None:
    make.published()
    PublishedPage.objects.update(is_stale=True)

    done, again = jobs.run_due(LATER), jobs.run_due(LATER)

    assert [done.pages_rendered, again.pages_rendered] == [1, 0]
    assert not PublishedPage.objects.get().is_stale


def test_a_page_packed_in_a_hurry_is_packed_best_by_the_next_run() -> None:
    make.published()
    hurried = PublishedPage.objects.get()

    done, again = jobs.run_due(LATER), jobs.run_due(LATER)

    best = PublishedPage.objects.get()
    assert [done.pages_packed, again.pages_packed] == [1, 0]
    assert len(best.brotli) < len(hurried.brotli)
    assert brotli.decompress(best.brotli) == best.html.encode()


def test_mail_says_what_happened_and_leads_to_the_workspace(settings: LazySettings) -> None:
    settings.SITE_URL = "https://answers.example.org"
    revision = make.approved()

    done = jobs.run_due(make.NOW)

    [message] = mail.outbox
    assert done.mails_sent == 1
    assert message.to == ["editor@example.org"]
    assert message.subject.startswith("Test Editor2 approved revision 1 of “Do I need")
    assert f"https://answers.example.org/admin/review/{revision.pk}/" in message.body
    assert message.extra_headers["Message-ID"] == f"<{Delivery.objects.get().message_id}>"


def test_mail_is_sent_once() -> None:
    make.approved()

    jobs.run_due(make.NOW)
    jobs.run_due(LATER)

    assert len(mail.outbox) == 1
    assert Delivery.objects.get().state == Delivery.State.SENT


def test_a_mail_that_another_run_has_claimed_is_left_to_it() -> None:
    make.approved()
    seen = Delivery.objects.get()
    Delivery.objects.update(attempts=1)

    assert not mail_jobs.claim(seen, at=make.NOW)


def test_mail_that_fails_is_tried_again_later_and_given_up_after_eight_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(self: EmailBackend, messages: list[Any]) -> int:
        raise ConnectionRefusedError("mail is away")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    make.approved()
    failed = 0
    for hour in range(0, 90, 7):
        failed += jobs.run_due(make.NOW + datetime.timedelta(hours=hour)).mails_failed

    delivery = Delivery.objects.get()
    assert failed == 8
    assert delivery.state == Delivery.State.GIVEN_UP
    assert "mail is away" in delivery.problem


def test_a_failed_mail_waits_before_it_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: EmailBackend, messages: list[Any]) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    make.approved()

    jobs.run_due(make.NOW)

    assert Delivery.objects.get().next_try_at > make.NOW
    assert jobs.run_due(make.NOW).mails_failed == 0


def test_nobody_without_an_address_is_written_to() -> None:
    make.approved()
    editor = cast.person("editor")
    editor.email = ""
    editor.save()

    jobs.run_due(make.NOW)

    assert mail.outbox == []
    assert Delivery.objects.get().state == Delivery.State.GIVEN_UP


def test_the_head_of_the_log_is_kept_outside_the_database_and_only_when_it_moved() -> None:
    make.answer()
    kept = Path(settings.DATA_DIR) / jobs.HEAD_FILE

    jobs.run_due(make.NOW)
    jobs.run_due(LATER)
    make.answer()
    jobs.run_due(LATER)

    assert [line.split()[0] for line in kept.read_text().splitlines()] == ["2", "4"]


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    make.approved()

    call_command("run_due", "--json")

    assert json.loads(capsys.readouterr().out)["mails_sent"] == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_loop_stops_cleanly_when_told_to(number: int) -> None:
    command = [sys.executable, "-c", LOOP]
    with subprocess.Popen(
        command,
        cwd=processes.ROOT,
        env=processes.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as loop:
        assert loop.stdout is not None
        try:
            assert loop.stdout.readline() == "running\n"
            loop.send_signal(number)
            _, errors = loop.communicate(timeout=20)
        finally:
            loop.kill()

    assert loop.returncode == 0
    assert errors == ""


def test_the_loop_stops_at_whichever_step_of_its_waiting_it_is_told() -> None:
    command = [sys.executable, "-c", LOOPS]
    told = subprocess.run(
        command,
        cwd=processes.ROOT,
        env=processes.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert told.stderr == ""
    assert int(told.stdout) > 5


LOOP = """
import django
django.setup()
from answers import jobs
def run_due(at):
    print("running", flush=True)
    return jobs.Done()
jobs.run_due = run_due
from django.core.management import call_command
call_command("run_due", "--loop")
"""
LOOPS = """
import itertools, os, signal, sys, time
import django
django.setup()
from django.core.management import call_command
from answers import jobs

def told_at(step):
    counted = itertools.count(1)
    def count(*_):
        if next(counted) == step:
            signal.raise_signal(signal.SIGTERM)
    class Done(jobs.Done):
        def as_dict(self):
            sys.setprofile(count)  # each call and return from here on
            return {"steps_failed": 0}
    return lambda at: Done()

def ends(child, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status == 0 or sys.exit(f"told at step {step}, it was killed")
        time.sleep(0.01)

for step in itertools.count(1):
    child = os.fork()
    if not child:
        jobs.run_due = told_at(step)
        call_command("run_due", "--loop")
        os._exit(0)
    if ends(child, 2):
        continue
    os.kill(child, signal.SIGTERM)  # it waits for its next turn, unless it waits for itself
    if ends(child, 5):
        break
    os.kill(child, signal.SIGKILL)
    sys.exit(f"told at step {step}, it did not stop")
print(step)
"""
