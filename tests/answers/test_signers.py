"""Who can still sign is known before a save would take the last of them away."""

from __future__ import annotations

from typing import Any

import pytest

from answers import signers, workflow
from answers.models import Answer
from tests import cast, make

pytestmark = pytest.mark.django_db


def names(found: signers.Signers) -> set[str]:
    return {person.username for person in found.people}


def site(*people: str) -> None:
    """A site whose people these are."""
    for each in people:
        cast.person(each)


def written_by(*people: str, **fields: Any) -> Answer:
    """An answer to which each of these contributed, one after the other."""
    answer = make.answer(by=cast.person(people[0]), topic_=make.topic(**fields))
    for number, each in enumerate(people[1:]):
        typed = make.draft(wording=answer.question.wording, certainty_reason=f"Trial {number}.")
        make.revision(answer, typed, by=cast.person(each))
    return answer


def test_who_may_approve_and_did_not_contribute_can_still_sign() -> None:
    site("editor2", "reviewer", "clinician", "auditor")

    found = signers.who_can_still_sign(written_by("editor"))

    assert names(found) == {"editor2", "clinician"}


def test_somebody_who_was_deactivated_can_not() -> None:
    site("clinician")
    person = cast.person("editor2")
    person.is_active = False
    person.save()

    assert names(signers.who_can_still_sign(written_by("editor"))) == {"clinician"}


def test_who_has_signed_is_counted_and_not_named_again() -> None:
    site("clinician")
    revision = make.checked(make.submitted(written_by("editor", approvals_needed=2)))
    make.approve(revision)

    found = signers.who_can_still_sign(revision.answer)

    assert [names(found), found.given, found.needed] == [{"clinician"}, 1, 2]
    assert not found.are_too_few


def test_a_clinician_is_missed_where_the_topic_asks_for_one() -> None:
    site("editor2")

    found = signers.who_can_still_sign(written_by("editor", clinician_needed=True))

    assert [found.lacks_people, found.lacks_clinician] == [False, True]


def test_approvals_of_a_text_that_was_taken_back_do_not_count() -> None:
    site("clinician")
    revision = make.checked(make.submitted(written_by("editor", approvals_needed=2)))
    make.approve(revision)
    workflow.take_back(revision, by=cast.person("editor"), at=make.NOW)

    found = signers.who_can_still_sign(revision.answer)

    assert [names(found), found.given] == [{"editor2", "clinician"}, 0]


def test_after_publishing_everybody_can_sign_again_but_who_writes_next() -> None:
    site("clinician")
    answer = make.published().answer
    make.revision(answer, make.draft(wording=answer.question.wording, research=make.CORRECTED))

    assert names(signers.who_can_still_sign(answer)) == {"editor2", "clinician"}


@pytest.mark.parametrize(
    ("people", "topic", "saver", "lost"),
    [
        (("editor2",), {}, "editor2", "lost"),
        (("editor2", "clinician"), {}, "editor2", "kept"),
        (("editor2", "clinician"), {"approvals_needed": 2}, "editor2", "lost"),
        (("editor2", "clinician"), {"clinician_needed": True}, "clinician", "lost"),
        (("editor2", "clinician"), {"clinician_needed": True}, "editor2", "kept"),
        (("editor2", "reviewer"), {}, "reviewer", "kept"),
        (("editor2",), {"approvals_needed": 3}, "editor2", "kept"),
        (("editor2",), {}, "editor", "kept"),
    ],
    ids=[
        "the last approver",
        "one of two",
        "one of two who are both needed",
        "the only clinician",
        "beside the only clinician",
        "somebody who may not approve",
        "too few before already",
        "a contributor already",
    ],
)
def test_a_save_that_takes_the_last_signer_away_is_foreseen(
    people: tuple[str, ...], topic: dict[str, Any], saver: str, lost: str
) -> None:
    site(*people)

    answer = written_by("editor", **topic)

    assert signers.would_be_lost(answer, [cast.person(saver)]) == (lost == "lost")


def test_the_writer_of_an_accepted_suggestion_is_foreseen_too() -> None:
    site("editor2")

    answer = written_by("editor")

    assert signers.would_be_lost(answer, [cast.person("editor"), cast.person("editor2")])


def test_the_first_text_of_an_answer_is_nobodys_loss() -> None:
    by = cast.person("editor")
    answer = workflow.start(wording="Is it safe?", topic=make.topic(), by=by, at=make.NOW)

    assert not signers.would_be_lost(answer, [by])


def test_whom_to_ask_begins_with_those_responsible_and_the_least_busy() -> None:
    site("editor2", "reviewer", "clinician", "managing")
    busy = make.submitted()
    make.assignment(busy, "editor2")
    answer = written_by("editor")
    answer.question.main_topic.responsible.add(cast.person("reviewer"))

    found = signers.to_ask(make.submitted(answer))

    assert [(each.person.username, each.load) for each in found] == [
        ("reviewer", 0),
        ("clinician", 0),
        ("editor", 0),
        ("managing", 0),
        ("editor2", 1),
    ]
    assert {each.person.username: set(each.parts) for each in found}["editor"] == {"check citations"}


def test_who_can_sign_and_whom_to_ask_cost_the_same_for_many_people(
    django_assert_max_num_queries: Any,
) -> None:
    revision = make.submitted(written_by("editor"))
    site("editor2")
    with django_assert_max_num_queries(20) as few:
        signers.who_can_still_sign(revision.answer)
        signers.to_ask(revision)
    for number in range(8):
        cast.person(f"crowd{number}", group="Medical editors")

    with django_assert_max_num_queries(len(few)):
        signers.who_can_still_sign(revision.answer)
        signers.to_ask(revision)
