"""Advice through a link counts for nothing until somebody who did not contribute countersigns it."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from answers import gates, workflow
from answers.models import Advice, CitationCheck, Refused, Revision, verification
from tests import cast, make

pytestmark = pytest.mark.django_db


def advised(revision: Revision) -> list[Advice]:
    """A guest found every sentence good."""
    invited = make.invitation(revision)
    return [
        make.advice(invited, number, "supports" if need.use else "needs no citation")
        for number, need in enumerate(workflow.asked_about(invited))
    ]


def sign(revision: Revision, rows: list[Advice], name: str = "reviewer") -> list[CitationCheck]:
    return workflow.countersign(
        revision, by=cast.person(name), at=make.NOW, advice=[each.pk for each in rows]
    )


def unchecked(revision: Revision) -> list[gates.Finding]:
    return [each for each in gates.for_approval(revision) if each.gate == "citations checked"]


def test_advice_counts_for_nothing_by_itself() -> None:
    revision = make.submitted()
    before = unchecked(revision)

    advised(revision)

    assert unchecked(revision) == before
    assert not CitationCheck.objects.exists()


def test_one_countersignature_makes_a_check_of_each_in_the_name_of_who_signs() -> None:
    revision = make.submitted()
    rows = advised(revision)

    checks = sign(revision, rows)

    assert unchecked(revision) == []
    assert {check.checker for check in checks} == {cast.person("reviewer")}
    assert [check.advice for check in checks] == rows
    assert not Advice.objects.waiting().exists()
    assert list(verification.findings()) == []


@pytest.mark.parametrize("name", ["editor", "admin"])
def test_whoever_contributed_does_not_countersign(name: str) -> None:
    revision = make.submitted(by=cast.person(name))
    rows = advised(revision)

    with pytest.raises(Refused, match="You contributed"):
        sign(revision, rows, name)

    assert not CitationCheck.objects.exists()


def test_who_may_not_check_may_not_countersign() -> None:
    revision = make.submitted()
    rows = advised(revision)

    with pytest.raises(Refused, match="permission to check"):
        sign(revision, rows, "auditor")


def test_who_issued_the_link_may_countersign() -> None:
    revision = make.submitted()

    assert sign(revision, advised(revision), "managing")


def test_one_point_may_be_left_out_and_goes_on_waiting() -> None:
    revision = make.submitted()
    rows = advised(revision)

    sign(revision, rows[1:])

    assert list(Advice.objects.waiting()) == rows[:1]
    assert len(unchecked(revision)) == 1


def test_what_somebody_checked_since_waits_no_more() -> None:
    revision = make.submitted()
    invited = make.invitation(revision)
    first = make.advice(invited)
    make.checked(revision)

    waiting = Advice.objects.waiting()

    assert first.given_at == make.NOW
    assert list(waiting) == [first]  # checked at the same moment is not since
    workflow.countersign(revision, by=cast.person("clinician"), at=make.NOW, advice=[first.pk])
    assert not waiting.all().exists()


def test_not_my_field_is_nothing_to_countersign() -> None:
    revision = make.submitted()
    row = make.advice(make.invitation(revision), verdict="not my field")

    assert not Advice.objects.waiting().exists()
    with pytest.raises(Refused, match="Load the page again"):
        sign(revision, [row])


def test_a_countersigned_no_stands_in_the_way_as_any_other() -> None:
    revision = make.submitted()
    row = make.advice(make.invitation(revision), verdict="does not support", reason="It says the opposite.")

    [check] = sign(revision, [row])

    assert check.reason == "It says the opposite."
    assert any("does not support" in each.sentence for each in unchecked(revision))


def test_nobody_countersigns_what_they_said_otherwise_themselves() -> None:
    revision = make.checked(make.submitted())
    row = make.advice(make.invitation(revision), verdict="does not support")

    with pytest.raises(Refused, match="said otherwise"):
        sign(revision, [row])
    assert sign(revision, [row], "clinician")


def test_nobody_hides_one_adviser_behind_another() -> None:
    revision = make.submitted()
    one = make.advice(make.invitation(revision), verdict="does not support")
    other = make.advice(make.invitation(revision), verdict="supports")
    sign(revision, [one])

    with pytest.raises(Refused, match="said otherwise"):
        sign(revision, [other])


def test_advice_is_countersigned_once() -> None:
    revision = make.submitted()
    rows = advised(revision)
    sign(revision, rows)

    with pytest.raises(Refused, match="Somebody has countersigned"):
        sign(revision, rows, "clinician")


def test_what_the_guest_changed_meanwhile_is_not_countersigned_unseen() -> None:
    revision = make.submitted()
    invited = make.invitation(revision)
    seen = make.advice(invited)
    make.advice(invited, verdict="does not support")

    with pytest.raises(Refused, match="or it was changed"):
        sign(revision, [seen])


def test_advice_holds_on_the_next_text_while_its_sentence_stays() -> None:
    revision = make.submitted()
    row = make.advice(make.invitation(revision))
    answer = revision.answer
    answer.refresh_from_db()
    newer = make.revision(
        answer, make.draft(wording=answer.question.wording, unknowns="<p>Nobody knows how long.</p>")
    )
    workflow.submit(newer, by=cast.person("editor"), at=make.NOW)

    [check] = sign(newer, [row])

    assert check.revision == newer


def test_advice_on_a_changed_sentence_cannot_be_countersigned() -> None:
    revision = make.submitted()
    row = make.advice(make.invitation(revision))
    answer = revision.answer
    answer.refresh_from_db()
    changed = make.SHORT_ANSWER.replace("lowers", "halves")
    newer = make.revision(answer, make.draft(wording=answer.question.wording, short_answer=changed))

    with pytest.raises(Refused, match="or it was changed"):
        sign(newer, [row])


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_of_two_who_countersign_at_once_one_is_refused() -> None:
    revision = make.submitted()
    rows, refused = advised(revision), list[str]()
    people = [cast.person("reviewer"), cast.person("clinician")]

    def act(number: int) -> None:
        try:
            workflow.countersign(revision, by=people[number], at=make.NOW, advice=[each.pk for each in rows])
        except Refused as why:
            refused.append(str(why))
        connection.close()

    both = [threading.Thread(target=act, args=[number]) for number in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert len(refused) == 1
    assert CitationCheck.objects.count() == len(rows)
