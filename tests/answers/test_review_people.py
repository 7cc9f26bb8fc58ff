"""Asking, advising and signing on the pages of the review, through HTTP and by guessed ids."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from answers import workflow
from answers.models import Assignment, ChecklistQuestion, Decision, Recommendation, Revision
from tests import cast, make
from tests.answers.reviewing import get, post, text

pytestmark = pytest.mark.django_db

DUE = "2099-01-01"


def question(**fields: Any) -> ChecklistQuestion:
    ChecklistQuestion.objects.update(is_active=False)
    return ChecklistQuestion.objects.create(**({"text": "Are harms told?"} | fields))


def seen(revision: Revision, **typed: str) -> dict[str, str]:
    """What the approve page sends when nothing but the scope was chosen."""
    return {"content_hash": revision.content_hash, "scope": "whole page", "competing": "none"} | typed


def ask(name: str, revision: Revision, person: str, **typed: str) -> Any:
    given = {"person": str(cast.person(person).pk), "kind": "approve", "due_on": DUE} | typed
    return post(name, revision, "assign", **given)


def test_somebody_is_asked_on_a_page_that_names_who_is_suited() -> None:
    topic = make.topic()
    topic.responsible.add(cast.person("clinician"))
    revision = make.submitted(topic_=topic)

    page = text(get("managing", revision, "assign/"))
    response = ask("managing", revision, "clinician", note="Please look at the numbers.")

    assert 'label="Responsible for the topic"' in page
    assert "Test Editor · contributed: may check what others wrote" in page
    assert response.status_code == 302
    assert Assignment.objects.get().note == "Please look at the numbers."


def test_asking_a_contributor_is_refused_in_words_and_loses_nothing() -> None:
    revision = make.submitted()

    response = ask("managing", revision, "editor", note="Please look at the numbers.")

    assert response.status_code == 422
    assert "Test Editor contributed to this text" in text(response)
    assert "Please look at the numbers." in text(response)


def test_who_has_nothing_to_do_with_an_answer_asks_nobody_even_by_its_address() -> None:
    revision = make.submitted()

    response = ask("reviewer", revision, "editor2")

    assert response.status_code == 422
    assert not Assignment.objects.exists()


def test_the_people_of_the_former_round_are_asked_again_by_one_choice() -> None:
    revision = make.submitted()
    make.assignment(revision, "editor2")
    answer = revision.answer
    make.revision(answer, make.draft(wording=answer.question.wording, research=make.CORRECTED))
    newer = make.submitted(answer)

    page = text(get("managing", newer, "assign/"))
    post("managing", newer, "assign", person="again", due_on=DUE)

    assert "The people of the former round again: Test Editor2" in page
    assert Assignment.objects.get(round__revision=newer).person == cast.person("editor2")


def test_who_was_asked_says_yes_on_the_page_of_the_text() -> None:
    revision = make.submitted()
    row = make.assignment(revision, "editor2")

    page = text(get("editor2", revision))
    post("editor2", revision, "take-part", assignment=row.pk)

    row.refresh_from_db()
    assert "Yes, I will" in page
    assert row.state == "accepted"


def test_a_no_without_a_reason_comes_back_with_its_form_open() -> None:
    revision = make.submitted()
    row = make.assignment(revision, "editor2")

    response = post("editor2", revision, "decline-part", assignment=row.pk, reason="")

    assert response.status_code == 422
    assert '<details class="act" open id="refused"><summary>No, I cannot' in text(response)


@pytest.mark.parametrize("verb", ["take-part", "decline-part", "withdraw-part"])
@pytest.mark.parametrize("name", ["reviewer", "auditor", "clinician"])
def test_nobody_answers_for_somebody_else_by_a_guessed_id(verb: str, name: str) -> None:
    revision = make.submitted()
    row = make.assignment(revision, "editor2")

    response = post(name, revision, verb, assignment=row.pk, reason="Mine.")

    row.refresh_from_db()
    assert response.status_code == 422
    assert row.state == "invited"


def test_an_assignment_of_another_text_is_not_reached_through_this_one() -> None:
    row = make.assignment(make.submitted(), "editor2")
    other = make.submitted()

    response = post("editor2", other, "take-part", assignment=row.pk)

    row.refresh_from_db()
    assert response.status_code == 422
    assert row.state == "invited"


def test_advice_is_given_on_a_page_of_its_own_and_stands_apart_from_decisions() -> None:
    revision = make.submitted()
    typed = {"content_hash": revision.content_hash, "kind": "needs changes", "note": "The numbers."}

    post("reviewer", revision, "recommend", competing="none", **typed)

    page = text(get("editor2", revision))
    assert Recommendation.objects.get().kind == "needs changes"
    assert 'id="advice"' in page
    assert "Nobody has decided on this revision yet." in page


def test_the_approve_page_asks_the_checklist_and_keeps_what_was_answered() -> None:
    asked = question()
    revision = make.checked(make.submitted())

    page = text(get("editor2", revision, "approve/"))
    reply = {f"checklist-{asked.pk}": "no", f"checklist-{asked.pk}-note": "Not the rare ones."}
    post("editor2", revision, "approve", **seen(revision), **reply)

    assert "Are harms told?" in page
    assert Decision.objects.get().checklist_lines()[0]["note"] == "Not the rare ones."
    assert "Not the rare ones." in text(get("managing", revision))


def test_a_no_on_the_checklist_without_a_reason_loses_nothing_that_was_typed() -> None:
    asked = question()
    revision = make.checked(make.submitted())

    response = post(
        "editor2", revision, "approve", **seen(revision, note="Well done."), **{f"checklist-{asked.pk}": "no"}
    )

    assert response.status_code == 422
    assert "Write why the answer is no" in text(response)
    assert "Well done." in text(response)


def test_a_question_that_must_be_answered_stops_the_signature() -> None:
    question(is_required=True)
    revision = make.checked(make.submitted())

    response = post("editor2", revision, "approve", **seen(revision))

    assert response.status_code == 422
    assert not Decision.objects.exists()


def test_who_asks_for_changes_is_asked_the_checklist_and_interests_too() -> None:
    asked = question(asked_of="approvers")
    revision = make.submitted()
    reply = {f"checklist-{asked.pk}": "no", f"checklist-{asked.pk}-note": "Not the rare ones."}
    typed = seen(revision, competing="some", competing_text="I own shares.", note="Tell the harms.")

    page = text(get("editor2", revision, "request-changes/"))
    post("editor2", revision, "request-changes", **typed, **reply)

    row = Decision.objects.get(kind="changes requested")
    assert "Are harms told?" in page
    assert row.checklist_lines()[0]["note"] == "Not the rare ones."
    assert row.competing_text is not None
    assert row.competing_text.text == "I own shares."
    assert "Not the rare ones." in text(get("managing", revision))


@pytest.mark.parametrize(("reply", "note"), [("", ""), ("no", ""), ("", "A word alone.")])
def test_a_question_that_may_stay_open_never_stops_who_asks_for_changes(reply: str, note: str) -> None:
    asked = question()
    revision = make.submitted()
    given = {f"checklist-{asked.pk}": reply, f"checklist-{asked.pk}-note": note}

    post("editor2", revision, "request-changes", **seen(revision, note="Tell the harms."), **given)

    assert Decision.objects.get().kind == "changes requested"


def test_a_question_that_must_be_answered_stops_who_asks_for_changes_and_keeps_the_note() -> None:
    question(is_required=True)
    revision = make.submitted()

    response = post("editor2", revision, "request-changes", **seen(revision, note="Tell the harms."))

    assert response.status_code == 422
    assert "Tell the harms." in text(response)


def test_a_checklist_that_changed_meanwhile_is_shown_anew_and_the_next_press_holds() -> None:
    asked = question()
    revision = make.checked(make.submitted())
    typed = seen(revision, wording="of yesterday") | {f"checklist-{asked.pk}": "yes"}

    shown = text(post("editor2", revision, "approve", **typed))
    typed["wording"] = workflow.checklist_wording([asked])
    post("editor2", revision, "approve", **typed)

    assert "The checklist was changed after you opened this page" in shown
    assert f'name="wording" value="{typed["wording"]}"' in shown
    assert Decision.objects.exists()


def test_competing_interests_that_were_named_stand_in_the_workspace() -> None:
    revision = make.checked(make.submitted())

    post("editor2", revision, "approve", **seen(revision, competing="some", competing_text="I own shares."))

    assert "I own shares." in text(get("managing", revision))


def test_who_should_not_sign_steps_aside_and_is_offered_no_decision_then() -> None:
    revision = make.checked(make.submitted())

    post("editor2", revision, "step-aside", reason="I advise the maker.")

    page = text(get("editor2", revision))
    assert "should not sign" in page
    assert "approve/" not in page


def test_a_stale_approve_page_is_refused_kindly_and_keeps_what_was_typed() -> None:
    asked = question()
    revision = make.checked(make.submitted())
    typed = seen(revision, content_hash="0" * 64, note="Well done.")

    response = post("editor2", revision, "approve", **typed, **{f"checklist-{asked.pk}": "yes"})

    assert response.status_code == 422
    assert "The text changed after you opened this page." in text(response)
    assert "Well done." in text(response)


def test_the_approve_page_says_what_changed_since_my_last_decision() -> None:
    first = make.checked(make.submitted())
    by = cast.person("editor2")
    workflow.request_changes(first, by=by, at=make.NOW, content_hash=first.content_hash, note="No.")
    answer = first.answer
    make.revision(answer, make.draft(wording=answer.question.wording, research=make.CORRECTED))

    page = text(get("editor2", make.checked(make.submitted(answer)), "approve/"))

    assert "What changed since revision 1, your last decision" in page


def test_the_workspace_asks_the_database_no_more_for_many_people(
    django_assert_max_num_queries: Any,
) -> None:
    revision = make.submitted()
    make.assignment(revision, "editor2")
    make.recommendation(revision)
    get("managing", revision)
    with django_assert_max_num_queries(90) as few:
        get("managing", revision)
    due = make.TODAY + datetime.timedelta(days=7)
    for number in range(6):
        person = cast.person(f"crowd{number}", group="Medical editors")
        workflow.assign(
            revision, person=person, kind="approve", by=cast.person("managing"), at=make.NOW, due_on=due
        )

    with django_assert_max_num_queries(len(few)):
        get("managing", revision)
