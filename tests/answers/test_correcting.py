"""Urgent correction: on one signature it is public, readers are told, and every other gate holds."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.test import Client

from answers import gates, jobs, workflow
from answers.models import (
    Answer,
    Candidacy,
    ChecklistQuestion,
    CitationCheck,
    PublishedPage,
    Refused,
    Stage,
    verification,
)
from answers.workflow.correcting import working_days_after
from sources import notices
from sources.models import Source
from tests import cast, make

pytestmark = pytest.mark.django_db

MARK = "Corrected urgently; second check due 24 November 2026."
DAY = datetime.timedelta(days=1)


def page() -> str:
    return PublishedPage.objects.get().html


def test_a_correction_is_public_at_once_and_says_that_its_second_check_is_due() -> None:
    revision = make.correction()

    publication = make.corrected(revision)

    assert Answer.objects.get().live_revision == revision
    assert (publication.version, publication.kind) == (2, "corrected")
    assert "no fewer people had a stroke" in page()
    assert "Checked by" not in page()
    assert MARK in page()
    assert "Corrected urgently: The trial found no fewer strokes." in page()
    assert list(verification.findings()) == []


def test_a_correction_does_not_move_the_day_of_the_last_review() -> None:
    revision = make.correction()

    make.corrected(revision, at=make.NOW + DAY)

    answer = Answer.objects.get()
    assert answer.last_reviewed_on == make.TODAY
    assert answer.review_due_on == datetime.date(2027, 11, 22)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-11-23", "2026-11-25"),  # a Monday
        ("2026-11-26", "2026-11-30"),
        ("2026-11-27", "2026-12-01"),  # a Friday
        ("2026-11-28", "2026-12-01"),
        ("2026-11-29", "2026-12-01"),
    ],
)
def test_the_second_check_is_due_in_two_working_days(day: str, due: str) -> None:
    found = working_days_after(datetime.date.fromisoformat(day), 2)

    assert found == datetime.date.fromisoformat(due)


@pytest.mark.parametrize("name", ["editor", "editor2", "reviewer", "clinician", "auditor"])
def test_only_a_managing_editor_corrects_urgently(name: str) -> None:
    revision = make.correction()

    with pytest.raises(Refused, match="Only managing editors"):
        make.corrected(revision, by=name)

    assert MARK not in page()


def test_a_correction_says_why_in_words_for_readers() -> None:
    revision = make.correction()

    with pytest.raises(Refused, match="what was wrong: readers will see it"):
        workflow.correct_urgently(
            revision,
            by=cast.person("managing"),
            at=make.NOW,
            content_hash=revision.content_hash,
            reason="  ",
        )


def test_a_correction_names_the_text_that_was_read() -> None:
    revision = make.correction()

    with pytest.raises(Refused, match="The text changed"):
        workflow.correct_urgently(
            revision, by=cast.person("managing"), at=make.NOW, content_hash="another", reason="Wrong."
        )


def test_only_the_newest_revision_is_a_correction() -> None:
    older = make.correction()
    make.revision(older.answer, make.draft(wording=older.answer.question.wording, certainty="low"))

    with pytest.raises(Refused, match="newer revision was saved"):
        make.corrected(older)


def test_what_readers_see_already_is_no_correction() -> None:
    revision = make.published().revision

    with pytest.raises(Refused, match="Readers see this text already"):
        make.corrected(revision)


def test_what_readers_do_not_see_is_not_corrected_urgently() -> None:
    with pytest.raises(Refused, match="Only a page that readers see"):
        make.corrected(make.latest(make.answer()))


def test_a_correction_that_somebody_refused_does_not_go_live_without_them() -> None:
    revision = make.correction()
    make.submitted(revision.answer)
    workflow.request_changes(
        revision,
        by=cast.person("editor2"),
        at=make.NOW,
        content_hash=revision.content_hash,
        note="It is still wrong.",
    )

    with pytest.raises(Refused, match="Changes were requested of this revision"):
        make.corrected(revision)


def test_what_was_in_review_gives_way_to_the_correction() -> None:
    revision = make.correction()
    make.submitted(revision.answer)

    make.corrected(revision)

    assert list(Candidacy.objects.order_by("pk").values_list("stage", flat=True)) == [
        Stage.ENDED,
        Stage.SUPERSEDED,
        Stage.LIVE,
    ]


def test_what_is_in_review_by_its_own_way_is_not_needed_urgently_once_it_is_approved() -> None:
    revision = make.correction(by="editor")
    make.checked(make.submitted(revision.answer))
    make.approve(revision)

    with pytest.raises(Refused, match="already approved"):
        make.corrected(revision)


def test_a_sentence_that_did_not_change_needs_its_check() -> None:
    revision = make.correction()
    [check] = CitationCheck.objects.filter(source__key="review")
    workflow.check(
        revision,
        check.claim_hash,
        by=cast.person("clinician"),
        at=make.NOW,
        verdict="does not support",
        source=check.source,
        reason="It says the opposite.",
    )

    with pytest.raises(Refused, match="does not support “Two reviews said the same”"):
        make.corrected(revision)


def test_a_changed_sentence_that_somebody_denied_does_not_go_live() -> None:
    revision = make.correction()
    need = next(each for each in gates.needed_checks(revision.content()) if "no fewer" in each.claim.text)
    workflow.check(
        revision,
        need.claim.hash,
        by=cast.person("clinician"),
        at=make.NOW,
        verdict="does not support",
        source=Source.objects.get(key="trial"),
        reason="It found fewer.",
    )

    with pytest.raises(Refused, match="does not support “In one trial no fewer"):
        make.corrected(revision)


def test_every_other_gate_holds_in_an_emergency_too() -> None:
    revision = make.correction()
    source = Source.objects.get(key="trial")
    notices.record(source, kind="retraction", origin="a check", at=make.NOW, noticed_on=make.TODAY)
    make.thread(revision, kind="must-fix", text="What about bleeding?")

    with pytest.raises(Refused) as refused:
        make.corrected(revision)

    assert "has a notice of retraction" in str(refused.value)
    assert "A must-fix is open" in str(refused.value)


def test_a_scheduled_older_revision_does_not_undo_a_correction() -> None:
    answer = make.published().answer
    wording = answer.question.wording
    scheduled = make.revision(answer, make.draft(wording=wording, certainty="low"))
    make.approved(answer)
    later = make.NOW + DAY
    workflow.schedule(scheduled, by=cast.person("editor2"), at=make.NOW, publish_at=later)
    typed = make.draft(wording=wording, research=make.CORRECTED)
    make.corrected(make.revision(answer, typed, by=cast.person("managing")))

    [(_, why)] = workflow.publish_due(later)

    assert "newer revision went live meanwhile" in why
    assert MARK in page()


def test_the_managing_editors_and_the_writers_hear_of_a_correction() -> None:
    revision = make.correction(by="editor")
    jobs.run_due(make.NOW)
    mail.outbox.clear()
    cast.person("managing2", group="Managing editors")

    make.corrected(revision)
    jobs.run_due(make.NOW)

    told = {message.to[0]: message.subject for message in mail.outbox}
    assert set(told) == {"editor@example.org", "managing2@example.org"}
    assert all("sign it by 24 November 2026" in subject for subject in told.values())


def test_no_checklist_is_asked_in_an_emergency_and_the_second_check_brings_it(client: Client) -> None:
    revision = make.correction()
    ChecklistQuestion.objects.create(text="Are the numbers right?", is_required=True)
    client.force_login(cast.person("managing"))
    address = f"/admin/review/{revision.pk}/correct-urgently/"

    page = client.get(address).content.decode()
    corrected = client.post(address, {"content_hash": revision.content_hash, "reason": "It was wrong."})
    make.checked(revision)

    assert "Are the numbers right?" not in page
    assert corrected.status_code == 302
    with pytest.raises(Refused, match="Please answer: “Are the numbers right"):
        make.approve(revision)
