"""The path of a revision from submission to the public page, and every way it is refused."""

import datetime
from typing import Any

import pytest
from django.conf import LazySettings

from answers import gates, workflow
from answers.models import (
    Answer,
    Decision,
    Event,
    PublishedPage,
    Refused,
    Revision,
    Round,
    Stage,
    Thread,
    Topic,
)
from tests import cast, make

pytestmark = pytest.mark.django_db


def test_a_checked_and_approved_revision_goes_live() -> None:
    publication = make.published()

    answer = Answer.objects.get(pk=publication.answer_id)
    assert answer.live_revision_id == publication.revision_id
    assert answer.public_state == "published"
    assert PublishedPage.objects.filter(answer=answer).exists()
    assert answer.review_due_on == datetime.date(2027, 11, 22)


@pytest.mark.parametrize("name", ["editor", "admin"])
def test_an_author_cannot_approve_their_own_revision(name: str) -> None:
    author = cast.person(name)
    revision = make.submitted(by=author)
    make.checked(revision)

    with pytest.raises(Refused, match="You contributed to this text"):
        make.approve(revision, by=author)

    assert not Decision.objects.exists()


def test_a_contributor_to_an_older_revision_since_the_last_publication_cannot_approve() -> None:
    answer = make.answer()
    make.revision(answer, make.draft(certainty="low"), by=cast.person("editor2"))
    make.revision(answer, make.draft(certainty="high"))
    revision = make.checked(make.submitted(answer))

    with pytest.raises(Refused, match="You contributed"):
        make.approve(revision, by=cast.person("editor2"))


def test_who_contributed_before_the_last_publication_may_approve_again() -> None:
    answer = make.published(by=cast.person("editor")).answer
    make.revision(answer, make.draft(certainty="low"), by=cast.person("editor2"))
    revision = make.submitted(answer)

    decision = make.approve(revision, by=cast.person("editor"), scope="this change only")

    assert decision.kind == "approved"


def test_an_approval_names_the_text_that_was_seen() -> None:
    revision = make.checked(make.submitted())

    with pytest.raises(Refused, match="The text changed"):
        workflow.approve(
            revision, by=cast.person("editor2"), at=make.NOW, content_hash="0" * 64, scope="whole page"
        )


def test_an_unchecked_citation_blocks_approval_and_names_its_sentence() -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match="In one trial fewer people had a stroke"):
        make.approve(revision)


def test_a_text_saved_after_approval_does_not_go_live() -> None:
    revision = make.approved()
    newer = make.revision(revision.answer, make.draft(short_answer="<p>Unreviewed words.</p>"))

    with pytest.raises(Refused, match="not submitted"):
        workflow.publish(newer, by=cast.person("editor2"), at=make.NOW)
    workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)

    assert "Unreviewed" not in PublishedPage.objects.get().html


def test_a_newer_submission_supersedes_an_approved_revision() -> None:
    revision = make.approved()
    make.revision(revision.answer, make.draft(certainty="low"))
    make.submitted(revision.answer)

    with pytest.raises(Refused, match="newer revision took this one's place"):
        workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)


def test_request_changes_ends_the_round() -> None:
    revision = make.checked(make.submitted())
    workflow.request_changes(
        revision,
        by=cast.person("editor2"),
        at=make.NOW,
        content_hash=revision.content_hash,
        note="Say how large the trial was.",
    )

    with pytest.raises(Refused, match="Changes were requested"):
        make.approve(revision, by=cast.person("managing"))


def test_an_open_must_fix_blocks_publishing() -> None:
    revision = make.approved()
    Thread.objects.create(
        answer=revision.answer,
        revision=revision,
        kind="must-fix",
        opened_by=cast.person("reviewer"),
        opened_at=make.NOW,
    )

    with pytest.raises(Refused, match="must-fix is open"):
        workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)


def test_an_unidentified_source_blocks_publishing_until_the_text_is_saved_again() -> None:
    source = make.source("trial", doi="", year=None)
    revision = make.checked(make.submitted())

    with pytest.raises(Refused, match="“trial” is not identified"):
        make.approve(revision)
    source.doi = "10.1000/found"
    source.save()
    with pytest.raises(Refused, match="identified after this text was saved"):
        make.approve(revision)


def test_a_scheduled_revision_goes_live_at_its_time_and_only_then() -> None:
    revision = make.approved()
    later = make.NOW.replace(hour=12)
    workflow.schedule(revision, by=cast.person("editor2"), at=make.NOW, publish_at=later)

    assert workflow.publish_due(make.NOW) == []
    assert [why for _, why in workflow.publish_due(later)] == [""]
    assert Answer.objects.published().count() == 1


def test_a_failed_schedule_leaves_the_old_page_live_and_says_why() -> None:
    answer = make.published().answer
    make.revision(answer, make.draft(certainty="low"))
    revision = make.approved(answer)
    later = make.NOW.replace(hour=12)
    workflow.schedule(revision, by=cast.person("editor2"), at=make.NOW, publish_at=later)
    Thread.objects.create(
        answer=answer, revision=revision, kind="must-fix", opened_by=cast.person("reviewer"), opened_at=later
    )

    [(candidacy, why)] = workflow.publish_due(later)

    answer.refresh_from_db()
    assert "must-fix" in why
    assert candidacy.stage == Stage.PUBLISH_FAILED
    assert answer.live_revision == answer.revisions.get(number=1)


def test_withdrawing_takes_the_page_down_and_says_why() -> None:
    answer = make.published().answer

    workflow.withdraw(answer, by=cast.person("clinician"), at=make.NOW, reason="A new safety warning.")

    assert answer.public_state == "withdrawn"
    assert not PublishedPage.objects.exists()


def test_a_reviewer_without_the_permission_can_neither_approve_nor_publish_nor_withdraw() -> None:
    revision = make.approved()
    reviewer = cast.person("reviewer")

    for act in (
        lambda: make.approve(revision, by=reviewer),
        lambda: workflow.publish(revision, by=reviewer, at=make.NOW),
        lambda: workflow.withdraw(revision.answer, by=reviewer, at=make.NOW, reason="x"),
    ):
        with pytest.raises(Refused, match="permission"):
            act()


def test_two_approvals_are_needed_where_the_topic_asks_for_two() -> None:
    revision = make.checked(make.submitted(topic_=make.topic(approvals_needed=2, clinician_needed=True)))

    make.approve(revision, by=cast.person("editor2"))
    assert revision.candidacies.get().stage == Stage.IN_REVIEW
    make.approve(revision, by=cast.person("clinician"))

    assert revision.candidacies.get().stage == Stage.APPROVED


def test_a_small_change_leaves_the_review_date_as_it_was() -> None:
    answer = make.published().answer
    make.revision(answer, make.draft(certainty_reason="One large, recent trial."))
    revision = make.submitted(answer)
    make.approve(revision, scope="this change only")

    publication = workflow.publish(
        revision, by=cast.person("editor2"), at=make.NOW + datetime.timedelta(days=60)
    )

    assert publication.version == 2
    assert publication.last_reviewed_on == make.TODAY


def test_every_verb_leaves_one_event_and_the_chain_holds() -> None:
    make.published()

    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"started", "saved", "submitted", "checked", "approved", "published"} <= verbs


def test_an_older_scheduled_revision_never_replaces_a_newer_live_one() -> None:
    scheduled, later = _scheduled()
    answer = scheduled.answer
    make.revision(answer, make.draft(wording=answer.question.wording, certainty="low"))
    newer = make.approved(answer)
    workflow.publish(newer, by=cast.person("editor2"), at=make.NOW)

    [(_, why)] = workflow.publish_due(later)

    answer.refresh_from_db()
    assert "newer revision went live" in why
    assert answer.live_revision == newer


def test_a_withdrawn_answer_does_not_come_back_by_schedule() -> None:
    answer = make.published().answer
    make.revision(answer, make.draft(wording=answer.question.wording, certainty="low"))
    scheduled, later = _scheduled(answer)
    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW, reason="A new warning.")

    assert workflow.publish_due(later) == []

    candidacy = scheduled.candidacies.get()
    assert (candidacy.stage, candidacy.failure) == (
        "publish failed",
        "The answer was withdrawn: A new warning.",
    )


def test_a_revision_unscheduled_while_others_go_live_stays_back(monkeypatch: pytest.MonkeyPatch) -> None:
    _, later = _scheduled()
    second, _ = _scheduled()
    for_publish = gates.for_publish

    def meanwhile(revision: Revision, review: Round, **asked: Any) -> tuple[gates.Finding, ...]:
        if revision != second and second.candidacies.get().stage == Stage.SCHEDULED:
            workflow.unschedule(second, by=cast.person("editor2"), at=later)
        return for_publish(revision, review, **asked)

    monkeypatch.setattr(gates, "for_publish", meanwhile)
    workflow.publish_due(later)

    assert second.candidacies.get().stage == Stage.APPROVED
    assert Answer.objects.published().count() == 1


def test_a_topic_that_has_become_stricter_rules_at_publication_too() -> None:
    revision = make.approved()
    Topic.objects.update(approvals_needed=2)

    with pytest.raises(Refused, match="1 of 2 approvals are given"):
        workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)


def test_a_topic_that_becomes_stricter_in_review_asks_for_more_approvals() -> None:
    revision = make.checked(make.submitted())
    Topic.objects.update(approvals_needed=2)

    make.approve(revision, by=cast.person("editor2"))

    assert revision.candidacies.get().stage == Stage.IN_REVIEW


def test_interests_are_declared_on_the_day_of_the_sites_zone(settings: LazySettings) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"
    person = cast.person("editor2")

    workflow.declare_interests(person, "None", at=make.NOW.replace(hour=20))

    person.contributor.refresh_from_db()
    assert person.contributor.interests_declared_on == datetime.date(2026, 11, 23)


def _scheduled(answer: Answer | None = None) -> tuple[Revision, datetime.datetime]:
    revision, later = make.approved(answer), make.NOW.replace(hour=12)
    workflow.schedule(revision, by=cast.person("editor2"), at=make.NOW, publish_at=later)
    return revision, later
