"""Two people at the same moment: one of them is heard, the other reads a sentence, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from answers import jobs, revisions, workflow
from answers.models import (
    Answer,
    Candidacy,
    Comment,
    Decision,
    Event,
    Publication,
    PublishedPage,
    Refused,
    Revision,
    Stage,
    Thread,
    verification,
)
from tests import at_once, cast, make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

MANY = 8


@pytest.fixture(autouse=True)
def _at_the_moment_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens look at the clock; declarations of interests must not run out in these tests."""
    monkeypatch.setattr(timezone, "now", lambda: make.NOW)


def refusals(outcomes: list[Any]) -> list[Refused]:
    return [each for each in outcomes if isinstance(each, Refused)]


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(cast.person(name))
    return client


def editors(number: int) -> list[str]:
    names = [f"signer{each}" for each in range(number)]
    for name in names:
        cast.person(name, group="Medical editors")
    return names


def posting(client: Client, revision: Revision, verb: str, **typed: str) -> Callable[[], Any]:
    return lambda: client.post(f"/admin/review/{revision.pk}/{verb}/", typed)


def approval(revision: Revision) -> dict[str, str]:
    return {"content_hash": revision.content_hash, "scope": "whole page"}


def test_of_many_simultaneous_approvals_one_moves_the_stage_and_the_others_hear_so() -> None:
    revision = make.checked(make.submitted())
    clients = [signed_in(name) for name in editors(MANY)]

    answers = at_once.outcomes(
        *(posting(each, revision, "approve", **approval(revision)) for each in clients)
    )

    assert sorted(each.status_code for each in answers) == [302, *[422] * (MANY - 1)]
    assert all("already approved" in each.content.decode() for each in answers if each.status_code == 422)
    assert Decision.objects.count() == 1
    assert Candidacy.objects.get().stage == Stage.APPROVED
    assert list(verification.findings()) == []


def test_approve_against_request_changes_makes_one_decision() -> None:
    revision = make.checked(make.submitted())
    first, second = (signed_in(name) for name in editors(2))

    answers = at_once.outcomes(
        posting(first, revision, "approve", **approval(revision)),
        posting(second, revision, "request-changes", content_hash=revision.content_hash, note="No."),
    )

    assert sorted(each.status_code for each in answers) == [302, 422]
    kind = Decision.objects.get().kind
    assert (
        Candidacy.objects.get().stage
        == {
            "approved": Stage.APPROVED,
            "changes requested": Stage.CHANGES_REQUESTED,
        }[Decision.Kind(kind).value]
    )


def test_the_same_person_posting_twice_signs_once() -> None:
    revision = make.checked(make.submitted(topic_=make.topic(approvals_needed=2)))
    clients = [signed_in("editor2") for _ in range(2)]

    answers = at_once.outcomes(
        *(posting(each, revision, "approve", **approval(revision)) for each in clients)
    )

    assert sorted(each.status_code for each in answers) == [302, 422]
    assert Decision.objects.count() == 1


def test_where_two_approvals_are_needed_both_count() -> None:
    revision = make.checked(make.submitted(topic_=make.topic(approvals_needed=2)))
    clients = [signed_in(name) for name in editors(2)]

    at_once.outcomes(*(posting(each, revision, "approve", **approval(revision)) for each in clients))

    assert Decision.objects.count() == 2
    assert Candidacy.objects.get().stage == Stage.APPROVED


def test_of_two_editors_saving_one_sees_both_texts_and_nothing_is_lost() -> None:
    answer = make.answer()

    def saving(name: str, reason: str) -> Callable[[], Any]:
        person, mine = cast.person(name), Answer.objects.get(pk=answer.pk)
        draft = make.draft(wording=answer.question.wording, certainty_reason=reason)
        return lambda: workflow.save(mine, draft, by=person, at=make.NOW, base=1)

    outcomes = at_once.outcomes(saving("editor", "One trial."), saving("editor2", "Two trials."))

    [conflict] = refusals(outcomes)
    assert isinstance(conflict, revisions.Conflict)
    saved = next(each for each in outcomes if isinstance(each, Revision))
    assert conflict.theirs.certainty_reason == saved.content().certainty_reason
    assert Revision.objects.filter(answer=answer).count() == 2


def test_publishing_twice_makes_one_public_version() -> None:
    revision = make.approved()
    clients = [signed_in(name) for name in ("editor", "editor2", "managing")]

    answers = at_once.outcomes(*(posting(each, revision, "publish", reason="") for each in clients))

    assert sorted(each.status_code for each in answers) == [302, 422, 422]
    assert Publication.objects.count() == 1
    assert PublishedPage.objects.count() == 1


def test_the_schedule_and_a_person_publish_once() -> None:
    revision = make.approved()
    later = make.NOW.replace(hour=12)
    workflow.schedule(revision, by=cast.person("editor2"), at=make.NOW, publish_at=later)

    at_once.outcomes(
        lambda: jobs.run_due(later),
        lambda: jobs.run_due(later),
        posting(signed_in("managing"), revision, "publish", reason=""),
    )

    assert Publication.objects.count() == 1
    assert Candidacy.objects.get().stage == Stage.LIVE


def test_of_simultaneous_confirmations_one_counts_and_the_others_hear_so() -> None:
    revision = make.published().revision
    clients = [signed_in(name) for name in editors(4)]

    answers = at_once.outcomes(
        *(
            posting(each, revision, "confirm-unchanged", content_hash=revision.content_hash)
            for each in clients
        )
    )

    assert sorted(each.status_code for each in answers) == [302, 422, 422, 422]
    assert Publication.objects.filter(kind="confirmed").count() == 1
    assert list(verification.findings()) == []


def test_of_simultaneous_urgent_corrections_one_goes_live() -> None:
    revision = make.correction()
    clients = [signed_in(name) for name in ("managing", "managing", "admin")]
    typed = {"content_hash": revision.content_hash, "reason": "It was wrong."}

    answers = at_once.outcomes(*(posting(each, revision, "correct-urgently", **typed) for each in clients))

    assert sorted(each.status_code for each in answers) == [302, 422, 422]
    assert Publication.objects.filter(kind="corrected").count() == 1
    assert list(verification.findings()) == []


def test_a_second_check_and_its_refusal_make_one_decision() -> None:
    revision = make.correction()
    make.corrected(revision)
    make.checked(revision)
    first, second = (signed_in(name) for name in editors(2))

    answers = at_once.outcomes(
        posting(first, revision, "approve", **approval(revision)),
        posting(second, revision, "request-changes", content_hash=revision.content_hash, note="No."),
    )

    assert sorted(each.status_code for each in answers) == [302, 422]
    refused = Decision.objects.filter(kind="changes requested").exists()
    assert Answer.objects.awaiting_second_check().exists() is refused


def test_two_submissions_at_once_open_one_review() -> None:
    revision = make.latest(make.answer())
    clients = [signed_in(name) for name in ("editor", "editor2")]

    answers = at_once.outcomes(*(posting(each, revision, "submit") for each in clients))

    assert sorted(each.status_code for each in answers) == [302, 422]
    assert Candidacy.objects.count() == 1


def test_two_runs_send_each_mail_once(mailoutbox: list[Any]) -> None:
    make.approved()
    make.approved()

    at_once.outcomes(*(lambda: jobs.run_due(make.NOW) for _ in range(3)))

    assert len(mailoutbox) == len({each.extra_headers["Message-ID"] for each in mailoutbox}) == 2


def test_many_comments_at_once_are_all_kept_and_the_chain_holds() -> None:
    revision = make.submitted()
    clients = [signed_in(name) for name in editors(MANY)]

    answers = at_once.outcomes(
        *(posting(each, revision, "comment", sentence="1", kind="comment", text="Why?") for each in clients)
    )

    assert {each.status_code for each in answers} == {302}
    assert Comment.objects.count() == MANY
    assert Event.objects.filter(verb="commented").count() == MANY
    assert list(verification.findings()) == []


def test_of_many_who_accept_one_suggestion_one_makes_the_revision() -> None:
    revision = make.submitted()
    passage = {"sentence": "1", "kind": "suggestion", "replacement": "A blood thinner may help."}
    signed_in("reviewer").post(f"/admin/review/{revision.pk}/comment/", passage)
    thread = Thread.objects.get()
    clients = [signed_in(name) for name in editors(MANY)]

    answers = at_once.outcomes(
        *(posting(each, revision, "accept", thread=str(thread.pk)) for each in clients)
    )

    assert sorted(each.status_code for each in answers) == [302, *[422] * (MANY - 1)]
    assert Revision.objects.count() == 2
    assert Event.objects.filter(verb="accepted").count() == 1
    assert list(verification.findings()) == []
