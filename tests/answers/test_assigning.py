"""People are asked to take a part in a review: who may ask whom, what they answer, and when it is done."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError

from answers import signers, workflow
from answers.models import Assignment, Decision, Delivery, Event, Refused
from tests import cast, make

pytestmark = pytest.mark.django_db

CHECK, REVIEW, APPROVE = Assignment.Kind.CHECK, Assignment.Kind.REVIEW, Assignment.Kind.APPROVE


def told(verb: str) -> set[str]:
    """Who is owed a mail about this."""
    return set(Delivery.objects.filter(event__verb=verb).values_list("recipient__username", flat=True))


def state(row: Assignment) -> str:
    row.refresh_from_db()
    return row.state


def test_who_is_asked_hears_it_and_it_waits_for_them() -> None:
    revision = make.submitted()

    row = make.assignment(revision, "editor2")

    assert list(Assignment.objects.open_for(cast.person("editor2"))) == [row]
    assert told("asked") == {"editor2"}


@pytest.mark.parametrize("asker", ["managing", "editor", "reviewer"])
def test_managing_editors_the_submitter_and_those_responsible_may_ask(asker: str) -> None:
    topic = make.topic()
    topic.responsible.add(cast.person("reviewer"))
    revision = make.submitted(topic_=topic)

    make.assignment(revision, "editor2", by=asker)

    assert Assignment.objects.get().asked_by == cast.person(asker)


@pytest.mark.parametrize("asker", ["editor2", "reviewer", "auditor"])
def test_nobody_else_may_ask(asker: str) -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match="Managing editors, people responsible"):
        make.assignment(revision, "clinician", by=asker)


@pytest.mark.parametrize("kind", [APPROVE, REVIEW])
def test_a_contributor_is_not_asked_to_judge_their_own_text(kind: str) -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match="Test Editor contributed to this text"):
        make.assignment(revision, "editor", kind)


def test_a_contributor_may_be_asked_to_check_what_others_wrote() -> None:
    answer = make.answer()
    make.revision(
        answer,
        make.draft(wording=answer.question.wording, research=make.CORRECTED),
        by=cast.person("editor2"),
    )

    row = make.assignment(make.submitted(answer), "editor2", CHECK)

    assert row.state == "invited"


def test_nobody_is_asked_to_check_a_text_that_is_all_their_own() -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match="No check is left that Test Editor could make"):
        make.assignment(revision, "editor", CHECK)


def test_a_person_without_the_permission_is_not_asked() -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match="Test Reviewer does not have the permission for this part"):
        make.assignment(revision, "reviewer", APPROVE)


def test_a_person_is_asked_once_for_a_part() -> None:
    revision = make.submitted()
    make.assignment(revision, "editor2")

    with pytest.raises(Refused, match="Test Editor2 is asked for this already"):
        make.assignment(revision, "editor2")


def test_who_declined_may_be_asked_once_more() -> None:
    revision = make.submitted()
    first = make.assignment(revision, "editor2")
    workflow.decline_assignment(first, by=cast.person("editor2"), at=make.NOW, reason="On leave.")

    second = make.assignment(revision, "editor2")

    assert [state(first), state(second)] == ["declined", "invited"]


def test_a_day_that_is_over_is_refused() -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match="Choose a day that is not over yet"):
        make.assignment(revision, "editor2", days=-1)


def test_nothing_is_asked_of_a_text_that_is_not_in_review() -> None:
    revision = make.approved()

    with pytest.raises(Refused, match="already approved"):
        make.assignment(revision, "clinician")


def test_accepting_tells_who_asked() -> None:
    row = make.assignment(make.submitted(), "editor2")

    workflow.accept_assignment(row, by=cast.person("editor2"), at=make.NOW)

    assert row.state == "accepted"
    assert told("accepted the part") == {"managing"}


def test_declining_says_why_and_tells_who_asked() -> None:
    row = make.assignment(make.submitted(), "editor2")

    workflow.decline_assignment(row, by=cast.person("editor2"), at=make.NOW, reason="Not my field.")

    assert [row.state, row.reason] == ["declined", "Not my field."]
    assert told("declined the part") == {"managing"}


def test_declining_without_a_reason_is_refused() -> None:
    row = make.assignment(make.submitted(), "editor2")

    with pytest.raises(Refused, match="Write why"):
        workflow.decline_assignment(row, by=cast.person("editor2"), at=make.NOW, reason=" ")


def test_nobody_answers_for_somebody_else_not_even_a_superuser() -> None:
    row = make.assignment(make.submitted(), "editor2")

    with pytest.raises(Refused, match="Only the person who was asked"):
        workflow.accept_assignment(row, by=cast.person("admin"), at=make.NOW)


def test_who_asked_may_ask_no_longer_and_others_may_not() -> None:
    row = make.assignment(make.submitted(), "editor2", by="editor")

    with pytest.raises(Refused, match="Managing editors"):
        workflow.withdraw_assignment(row, by=cast.person("clinician"), at=make.NOW)
    workflow.withdraw_assignment(row, by=cast.person("editor"), at=make.NOW)

    assert row.state == "withdrawn"
    assert told("asked no longer") == {"editor2"}


def test_what_was_withdrawn_is_not_accepted_any_more() -> None:
    row = make.assignment(make.submitted(), "editor2")
    workflow.withdraw_assignment(row, by=cast.person("managing"), at=make.NOW)

    with pytest.raises(Refused, match="no longer asked"):
        workflow.accept_assignment(row, by=cast.person("editor2"), at=make.NOW)


def test_deciding_does_what_was_asked_and_tells_who_asked() -> None:
    revision = make.checked(make.submitted())
    row = make.assignment(revision, "editor2")

    make.approve(revision)

    assert state(row) == "completed"
    assert told("approved") == {"editor", "managing"}


def test_a_decision_of_somebody_who_is_no_longer_asked_counts_all_the_same() -> None:
    revision = make.checked(make.submitted())
    row = make.assignment(revision, "editor2")
    workflow.withdraw_assignment(row, by=cast.person("managing"), at=make.NOW)

    make.approve(revision)

    assert state(row) == "withdrawn"
    assert Decision.objects.get().person == cast.person("editor2")


def test_recommending_does_a_review_that_was_asked() -> None:
    revision = make.submitted()
    row = make.assignment(revision, "reviewer", REVIEW)

    make.recommendation(revision)

    assert state(row) == "completed"


def test_checking_is_done_when_no_check_is_left_whoever_made_the_last_one() -> None:
    revision = make.submitted()
    mine = make.assignment(revision, "reviewer", CHECK)
    also = make.assignment(revision, "clinician", CHECK)

    make.checked(revision, by=cast.person("reviewer"))

    assert [state(mine), state(also)] == ["completed", "completed"]
    assert told("finished checking") == {"managing"}


def test_checking_is_not_done_while_a_check_is_left() -> None:
    revision = make.submitted()
    row = make.assignment(revision, "reviewer", CHECK)
    left = signers.left_to_check(revision, [cast.person("reviewer")])

    workflow.confirm_uncited(
        revision, by=cast.person("reviewer"), at=make.NOW, claim_hashes=make.uncited(revision)
    )

    assert left == {cast.person("reviewer").pk: 5}
    assert state(row) == "invited"


def test_a_new_round_asks_nobody_by_itself_and_offers_the_former_people() -> None:
    revision = make.submitted()
    make.assignment(revision, "editor2")
    declined = make.assignment(revision, "clinician")
    workflow.decline_assignment(declined, by=cast.person("clinician"), at=make.NOW, reason="On leave.")
    answer = revision.answer
    make.revision(answer, make.draft(wording=answer.question.wording, research=make.CORRECTED))
    newer = make.submitted(answer)

    waiting = list(Assignment.objects.in_force())
    made, why_not = workflow.ask_again(
        newer, by=cast.person("managing"), at=make.NOW, due_on=make.TODAY + datetime.timedelta(days=7)
    )

    assert waiting == []
    assert [(row.person.username, row.kind) for row in made] == [("editor2", APPROVE)]
    assert why_not == []


def test_a_former_person_who_contributed_since_is_left_out_in_words() -> None:
    revision = make.submitted()
    make.assignment(revision, "editor2")
    answer = revision.answer
    make.revision(
        answer,
        make.draft(wording=answer.question.wording, research=make.CORRECTED),
        by=cast.person("editor2"),
    )
    newer = make.submitted(answer)

    made, why_not = workflow.ask_again(
        newer, by=cast.person("managing"), at=make.NOW, due_on=make.TODAY + datetime.timedelta(days=7)
    )

    assert made == []
    assert [sentence.partition(" to this")[0] for sentence in why_not] == ["Test Editor2 contributed"]


def test_who_steps_aside_does_not_sign_in_this_round() -> None:
    revision = make.checked(make.submitted())
    row = make.assignment(revision, "editor2")

    workflow.step_aside(revision, by=cast.person("editor2"), at=make.NOW, reason="I advise the maker.")

    assert state(row) == "declined"
    assert told("stepped aside") == {"managing"}
    with pytest.raises(Refused, match="You said that you should not sign this text"):
        make.approve(revision)


def test_who_was_not_asked_may_step_aside_too() -> None:
    revision = make.checked(make.submitted())

    row = workflow.step_aside(revision, by=cast.person("editor2"), at=make.NOW, reason="I advise the maker.")

    assert [row.state, row.steps_aside] == ["declined", True]
    assert cast.person("editor2") not in signers.who_can_still_sign(revision.answer).people


def test_the_database_knows_that_a_person_is_asked_once() -> None:
    row = make.assignment(make.submitted(), "editor2")
    row.pk = None

    with pytest.raises(IntegrityError, match=r"a_person_is_asked_once_for_a_part|UNIQUE"):
        row.save(force_insert=True)


def test_what_was_asked_stands_in_the_log_with_ids_and_no_names() -> None:
    make.assignment(make.submitted(), "editor2")

    record = Event.objects.get(verb="asked").record

    assert f'"person":{cast.person("editor2").pk}' in record
    assert "Editor2" not in record
