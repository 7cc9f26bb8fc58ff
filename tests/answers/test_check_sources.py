"""From a file of notices to the reader, the inbox and the owners' mail, with one command."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from answers import gates, jobs, workflow
from answers.models import Answer, Delivery, Event, Recheck
from sources import notices
from sources.jobs import Outcome
from sources.models import Notice, Source
from tests import cast, make
from tests.sources.retraction_watch import file, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def notices_file(tmp_path: Path) -> Path:
    """A retraction of the source that every answer of these tests cites."""
    path = tmp_path / "notices.csv"
    trial = make.source("trial", title="A trial of a blood thinner", doi="10.1000/trial")
    path.write_bytes(b"".join(file(row(Title=trial.title, OriginalPaperDOI=trial.doi))))
    return path


def check(path: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("check_sources", retraction_watch=str(path), stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def page(answer: Answer) -> str:
    return Client().get(answer.question.get_absolute_url()).content.decode()


def inbox() -> str:
    reader = Client()
    reader.force_login(cast.person("managing"))
    return reader.get("/admin/review/").content.decode()


def test_readers_see_the_notice_at_the_next_read(notices_file: Path) -> None:
    answer = make.published().answer
    assert "A notice was found" not in page(answer)

    check(notices_file)

    assert "A notice was found" in page(answer)
    assert page(answer).count('class="cite"') == page(answer).count('data-standing="notice found"><a')


def test_publishing_with_it_as_support_is_blocked(notices_file: Path) -> None:
    revision = make.approved()

    check(notices_file)

    assert "no retracted support" in {each.gate for each in gates.for_approval(revision)}


def test_the_owners_are_told_once_and_the_log_says_so(notices_file: Path) -> None:
    topic = make.topic()
    topic.responsible.add(cast.person("managing"))
    answer = make.published(make.answer(topic_=topic)).answer
    Delivery.objects.all().delete()

    check(notices_file)
    check(notices_file)

    event = Event.objects.get(verb="called for a re-check")
    told = {each.recipient.username for each in Delivery.objects.all() if each.recipient}
    assert (event.answer, event.revision) == (answer, answer.live_revision)
    assert event.details == {"notice": Notice.objects.get().pk, "kind": "retraction", "source": "trial"}
    assert told == {"managing", "editor"}


def test_the_mail_names_the_source_and_leads_to_the_page(notices_file: Path) -> None:
    answer = make.published().answer
    Delivery.objects.all().delete()
    check(notices_file)

    jobs.run_due(timezone.now())

    [message] = mail.outbox
    assert "source of “Do I need a blood thinner" in message.subject
    assert "trial" in message.subject
    assert f"/admin/review/{answer.live_revision_id}/" in message.body


def test_a_draft_that_cites_it_is_called_too(notices_file: Path) -> None:
    answer = make.answer()

    check(notices_file)

    assert Recheck.objects.get().answer == answer


def test_a_notice_typed_by_hand_calls_at_the_next_run() -> None:
    make.published()
    notices.record(
        Source.objects.get(key="trial"),
        kind="retraction",
        origin="by hand",
        at=make.NOW,
        noticed_on=make.TODAY,
    )

    done, again = jobs.run_due(make.NOW), jobs.run_due(make.NOW)

    assert (done.rechecks_called, again.rechecks_called) == (1, 0)


@pytest.mark.parametrize("decision", ["confirm", "reject"])
def test_the_inbox_lists_the_answer_until_a_person_decides(notices_file: Path, decision: str) -> None:
    answer = make.published().answer
    check(notices_file)
    notice, by = Notice.objects.get(), cast.person("managing")
    before = inbox()

    if decision == "confirm":
        notices.confirm(notice, by=by, at=make.NOW)
    else:
        notices.reject(notice, by=by, at=make.NOW, reason="Another paper.")

    assert f"/admin/answers/answer/{answer.pk}/change/" in before
    assert f"/admin/sources/notice/{notice.pk}/decide/" in before
    assert f"/admin/sources/notice/{notice.pk}/decide/" not in inbox()


def doubtful(path: Path) -> Notice:
    """The same file, after our source got another title: the notice is in doubt."""
    Source.objects.filter(key="trial").update(title="Quite another matter")
    check(path)
    return Notice.objects.get()


def test_a_notice_under_another_title_waits_for_a_person_and_no_reader_hears_of_it(
    notices_file: Path,
) -> None:
    revision = make.approved()
    answer = workflow.publish(revision, by=cast.person("editor2"), at=make.NOW).answer

    notice = doubtful(notices_file)

    assert "A notice was found" not in page(answer)
    assert "no retracted support" not in {each.gate for each in gates.for_approval(revision)}
    assert f"/admin/sources/notice/{notice.pk}/decide/" in inbox()
    assert "under another title: please compare" in inbox()
    assert not Recheck.objects.exists()


def test_once_a_person_has_confirmed_it_readers_and_owners_hear_of_it(notices_file: Path) -> None:
    answer = make.published().answer
    notice = doubtful(notices_file)

    notices.confirm(notice, by=cast.person("managing"), at=make.NOW)
    workflow.call_for_rechecks(make.NOW)

    assert "Retracted on" in page(answer)
    assert Recheck.objects.get().answer == answer


def test_the_inbox_asks_no_more_for_many_answers_than_for_one(notices_file: Path) -> None:
    make.published()
    check(notices_file)
    inbox()
    with CaptureQueriesContext(connection) as one:
        inbox()
    for _ in range(3):
        make.answer()

    with CaptureQueriesContext(connection) as many:
        inbox()

    assert len(many) <= len(one)


def test_the_report_can_be_read_by_a_script(notices_file: Path) -> None:
    make.published()

    told = json.loads(check(notices_file, as_json=True))

    assert told["retraction_watch"] | {"listed_conflicts": [], "listed_faults": []} == {
        "rows": 1,
        "found": 1,
        "known": 0,
        "sources_checked": 2,
        "conflicts": 0,
        "faults": 0,
        "is_complete": True,
        "listed_conflicts": [],
        "listed_faults": [],
    }
    assert told["rechecks_called"] == 1


def test_another_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("Title,Author\n")

    with pytest.raises(CommandError, match="is no Retraction Watch file"):
        check(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        check(tmp_path / "absent.csv")


def test_a_file_that_breaks_off_ends_with_exit_code_1(notices_file: Path) -> None:
    notices_file.write_bytes(notices_file.read_bytes()[:-60])

    with pytest.raises(SystemExit) as left:
        check(notices_file)

    assert left.value.code == 1


def test_without_anything_to_check_the_command_says_what_it_needs() -> None:
    with pytest.raises(CommandError, match="--retraction-watch") as refused:
        call_command("check_sources")

    assert refused.value.returncode == 2


def test_a_call_that_was_cut_off_is_made_up_for(notices_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.published()
    with monkeypatch.context() as patch:
        patch.setattr(workflow, "call_for_rechecks", lambda at: 0)
        check(notices_file)

    check(notices_file)

    assert Recheck.objects.count() == 1


def test_nothing_is_asked_online_while_look_ups_are_off() -> None:
    with pytest.raises(CommandError, match="SOURCES_LOOKUP_ENABLED") as refused:
        call_command("check_sources", online=True)

    assert refused.value.returncode == 2


def test_an_online_check_asks_the_services(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SOURCES_LOOKUP_ENABLED = True
    monkeypatch.setattr("sources.jobs.check_online", lambda *_, **__: Outcome(rows=3, sources_checked=2))
    out = io.StringIO()

    call_command("check_sources", online=True, stdout=out)

    assert "3 looked at." in out.getvalue()
    assert "Sources checked: 2." in out.getvalue()
