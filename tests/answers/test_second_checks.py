"""The second check of an urgent correction: who signs it, what it needs, and what happens until then."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from answers import jobs, workflow
from answers.models import (
    Answer,
    Candidacy,
    Decision,
    Event,
    Publication,
    PublishedPage,
    Refused,
    Stage,
    Topic,
    verification,
)
from tests import cast, make

pytestmark = pytest.mark.django_db

MARK = "Corrected urgently; second check due 24 November 2026."
DAY = datetime.timedelta(days=1)


def page() -> str:
    return PublishedPage.objects.get().html


def test_the_mark_goes_when_another_person_has_checked_and_signed() -> None:
    revision = make.correction()
    make.corrected(revision)
    make.checked(revision)

    make.approve(revision, by=cast.person("editor2"), scope="this change only")

    assert MARK not in page()
    assert "Checked by" in page()
    assert "checked by a second person" in page()
    assert list(Publication.objects.order_by("pk").values_list("version", "kind")) == [
        (1, "published"),
        (2, "corrected"),
        (2, "second check"),
    ]
    assert list(verification.findings()) == []


def test_a_second_check_of_the_whole_page_moves_the_day_of_the_last_review() -> None:
    revision = make.correction()
    make.corrected(revision)
    make.checked(revision)

    workflow.approve(
        revision,
        by=cast.person("editor2"),
        at=make.NOW + DAY,
        content_hash=revision.content_hash,
        scope="whole page",
    )

    assert Answer.objects.get().last_reviewed_on == make.TODAY + DAY


def test_the_second_check_needs_every_check_by_then() -> None:
    revision = make.correction()
    make.corrected(revision)

    with pytest.raises(Refused, match="is not checked yet for “In one trial no fewer"):
        make.approve(revision)

    assert MARK in page()


@pytest.mark.parametrize("writer", ["managing", "editor"])
def test_who_corrected_or_wrote_it_is_no_second_person(writer: str) -> None:
    revision = make.correction(by=writer)
    make.corrected(revision)
    make.checked(revision)

    for name in {"managing", writer}:
        with pytest.raises(Refused, match=r"You contributed|You have decided"):
            make.approve(revision, by=cast.person(name))

    assert MARK in page()


def test_as_many_sign_as_the_topic_asks_for_and_a_clinician_among_them() -> None:
    revision = make.correction()
    Topic.objects.update(approvals_needed=2, clinician_needed=True)
    make.corrected(revision)
    make.checked(revision)

    make.approve(revision, by=cast.person("editor2"))
    assert MARK in page()
    make.approve(revision, by=cast.person("clinician"))

    assert MARK not in page()


def test_a_refused_second_check_leaves_the_page_marked_and_tells_its_people() -> None:
    revision = make.correction()
    make.corrected(revision)
    make.checked(revision)
    jobs.run_due(make.NOW)
    mail.outbox.clear()

    workflow.request_changes(
        revision,
        by=cast.person("clinician"),
        at=make.NOW,
        content_hash=revision.content_hash,
        note="The trial was about men only.",
    )
    jobs.run_due(make.NOW)

    assert MARK in page()
    assert [message.to for message in mail.outbox] == [["managing@example.org"]]
    assert "asked for changes in the urgent correction" in mail.outbox[0].subject
    with pytest.raises(Refused, match="Submit a newer revision"):
        make.approve(revision, by=cast.person("editor2"))


def test_a_newer_version_by_the_full_route_ends_the_mark() -> None:
    revision = make.correction()
    make.corrected(revision)
    make.revision(
        revision.answer,
        make.draft(wording=revision.answer.question.wording, research=make.CORRECTED, certainty="low"),
        by=cast.person("editor"),
    )

    make.published(revision.answer)

    assert MARK not in page()
    assert not Answer.objects.awaiting_second_check().exists()


def test_nobody_signs_their_unsigned_correction_by_way_of_a_newer_revision() -> None:
    revision = make.correction(by="managing")
    make.corrected(revision)
    wording = revision.answer.question.wording
    newer = make.revision(
        revision.answer,
        make.draft(wording=wording, research=make.CORRECTED, certainty="low"),
        by=cast.person("editor"),
    )
    make.checked(make.submitted(revision.answer))

    with pytest.raises(Refused, match="You contributed to this text"):
        make.approve(newer, by=cast.person("managing"))


def test_a_second_correction_does_not_put_off_what_the_first_owes() -> None:
    revision = make.correction()
    make.corrected(revision)
    again = make.revision(
        revision.answer,
        make.draft(wording=revision.answer.question.wording, research=make.CORRECTED, certainty="low"),
        by=cast.person("managing"),
    )

    make.corrected(again, at=make.NOW + 3 * DAY)

    assert MARK in page()
    assert Candidacy.objects.get(stage=Stage.LIVE).second_check_due_on == datetime.date(2026, 11, 24)


def test_a_corrected_page_can_be_withdrawn() -> None:
    revision = make.correction()
    make.corrected(revision)

    workflow.withdraw(revision.answer, by=cast.person("clinician"), at=make.NOW, reason="Still wrong.")

    assert not PublishedPage.objects.exists()
    assert not Answer.objects.awaiting_second_check().exists()


def test_a_corrected_page_is_not_confirmed_but_checked() -> None:
    revision = make.correction()
    make.corrected(revision)
    make.checked(revision)

    with pytest.raises(Refused, match="Sign its second check instead"):
        workflow.confirm_unchanged(
            revision, by=cast.person("editor2"), at=make.NOW, content_hash=revision.content_hash
        )


def test_an_overdue_second_check_is_called_for_once() -> None:
    revision = make.correction()
    make.corrected(revision)

    done = [jobs.run_due(make.NOW + days * DAY).second_checks_called for days in (1, 2, 3, 4)]

    assert done == [0, 0, 1, 0]
    assert Event.objects.filter(verb="second check overdue").count() == 1
    assert any("nobody has signed it yet" in message.subject for message in mail.outbox)


def test_the_inbox_begins_with_the_second_checks_that_are_owed(client: Any) -> None:
    revision = make.correction()
    make.corrected(revision)
    client.force_login(cast.person("editor2"))

    sections = client.get("/admin/review/").context["sections"]
    first = next(section for section in sections if section.count)

    assert (first.key, first.count) == ("second-check", 1)
    assert first.rows[0].pressing == "second check due 24 November 2026"


def test_only_a_live_revision_can_await_a_second_check() -> None:
    revision = make.submitted()

    with (
        pytest.raises(IntegrityError, match="only_a_live_revision_awaits_a_second_check"),
        transaction.atomic(),
    ):
        revision.candidacies.update(second_check_due_on=make.TODAY)


def test_no_version_is_public_unsigned_except_one_visibly_marked_as_awaiting_its_second_check() -> None:
    revision = make.correction()
    seen = [(_is_signed(), MARK in page())]

    make.corrected(revision)
    seen.append((_is_signed(), MARK in page()))
    make.checked(revision)
    seen.append((_is_signed(), MARK in page()))
    make.approve(revision)
    seen.append((_is_signed(), MARK in page()))

    assert seen == [(True, False), (False, True), (False, True), (True, False)]


def _is_signed() -> bool:
    """Whether somebody who has no hand in the live text has approved exactly that text."""
    live = Answer.objects.get().live_revision
    assert live is not None
    writers = live.credits.values("person")
    approvals = Decision.objects.filter(kind="approved", content_hash=live.content_hash)
    return approvals.exclude(person__in=writers).exists()
