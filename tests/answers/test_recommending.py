"""Advice and decision are apart; beside both stand interests in this answer and a checklist, frozen."""

from __future__ import annotations

from typing import Any

import pytest

from answers import content, workflow
from answers.models import (
    Candidacy,
    ChecklistQuestion,
    Decision,
    Delivery,
    Recommendation,
    Refused,
    Revision,
    Stage,
    events,
    verification,
)
from answers.workflow import Reply, Statement
from tests import cast, make

pytestmark = pytest.mark.django_db


def approve(revision: Revision, said: Statement) -> Decision:
    return workflow.approve(
        revision,
        by=cast.person("editor2"),
        at=make.NOW,
        content_hash=revision.content_hash,
        scope="whole page",
        said=said,
    )


def recommend(revision: Revision, by: str = "reviewer", **fields: Any) -> Recommendation:
    given = {"content_hash": revision.content_hash, "kind": "approve"} | fields
    return workflow.recommend(revision, by=cast.person(by), at=make.NOW, **given)


def question(**fields: Any) -> ChecklistQuestion:
    """The only question that is asked."""
    ChecklistQuestion.objects.update(is_active=False)
    return ChecklistQuestion.objects.create(**({"text": "Are harms told?"} | fields))


def told(verb: str) -> set[str]:
    return set(Delivery.objects.filter(event__verb=verb).values_list("recipient__username", flat=True))


@pytest.mark.parametrize("kind", Recommendation.Kind.values)
def test_a_recommendation_moves_no_stage_and_is_no_decision(kind: str) -> None:
    revision = make.submitted()

    make.recommendation(revision, kind)

    assert Candidacy.objects.get().stage == Stage.IN_REVIEW
    assert not Decision.objects.exists()


def test_a_recommendation_names_the_text_and_the_role_of_who_gave_it() -> None:
    revision = make.submitted()

    row = recommend(revision, by="clinician")

    assert row.content_hash == revision.content_hash
    assert [row.role, row.credentials, row.is_clinician] == ["clinician", "MD", True]
    assert told("recommended") == {"editor"}


@pytest.mark.parametrize("by", ["editor", "auditor"])
def test_a_contributor_or_somebody_who_may_not_comment_gives_no_advice(by: str) -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match=r"You contributed|You do not have the permission"):
        recommend(revision, by=by)


def test_advice_on_another_text_is_refused() -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match="The text changed after you opened this page"):
        recommend(revision, content_hash="0" * 64)


def test_advice_to_change_something_says_what() -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match="Write what should change"):
        recommend(revision, kind="needs changes")


def test_advice_after_the_review_is_refused() -> None:
    revision = make.approved()

    with pytest.raises(Refused, match="already approved"):
        recommend(revision)


def test_who_changes_their_mind_recommends_again_and_both_stay_on_record() -> None:
    revision = make.submitted()
    make.recommendation(revision, "approve")
    later = make.recommendation(revision, "needs changes")

    assert list(Recommendation.objects.standing()) == [later]
    assert Recommendation.objects.count() == 2


def test_competing_interests_are_frozen_with_the_signature_and_block_nothing() -> None:
    cast.person("managing")
    revision = make.checked(make.submitted())

    row = approve(revision, Statement(competing="some", competing_text="I own shares of the maker."))

    assert row.competing_text is not None
    assert row.competing_text.text == "I own shares of the maker."
    assert Candidacy.objects.get().stage == Stage.APPROVED
    assert told("named competing interests") == {"managing"}


def test_no_competing_interests_is_an_answer_and_nobody_is_told() -> None:
    cast.person("managing")
    revision = make.checked(make.submitted())

    row = approve(revision, Statement(competing="none"))

    assert [row.competing, row.has_conflict] == ["none", False]
    assert told("named competing interests") == set()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Statement(competing="some"), "Name your competing interests"),
        (Statement(competing="none", competing_text="Shares."), "choose that you have some"),
        (Statement(competing="perhaps"), "Say whether you have"),
    ],
)
def test_competing_interests_that_are_not_clear_are_refused(said: Statement, sentence: str) -> None:
    revision = make.checked(make.submitted())

    with pytest.raises(Refused, match=sentence):
        approve(revision, said)


def test_the_checklist_is_frozen_in_the_words_in_which_it_was_asked() -> None:
    asked = question()
    revision = make.checked(make.submitted())

    row = approve(revision, Statement(replies=(Reply(asked.pk, "no", "Not the rare ones."),)))
    ChecklistQuestion.objects.filter(pk=asked.pk).update(text="Are all harms told?")

    assert Decision.objects.get(pk=row.pk).checklist_lines() == [
        {"question": "Are harms told?", "reply": "no", "note": "Not the rare ones."}
    ]


@pytest.mark.parametrize(
    ("reply", "fields", "sentence"),
    [
        (Reply(0, "no"), {}, "Write why the answer is no"),
        (Reply(0, "perhaps"), {}, "Choose yes, no or not applicable"),
        (Reply(0, ""), {"is_required": True}, "Please answer: “Are harms told"),
        (Reply(0, "", "A note alone."), {}, "Please answer"),
        (Reply(0, "yes"), {"is_active": False}, "The checklist was changed"),
        (Reply(0, "yes"), {"asked_of": "reviewers"}, "The checklist was changed"),
    ],
)
def test_a_checklist_that_is_not_answered_well_is_refused(
    reply: Reply, fields: dict[str, Any], sentence: str
) -> None:
    asked = question(**fields)
    revision = make.checked(make.submitted())

    with pytest.raises(Refused, match=sentence):
        approve(revision, Statement(replies=(Reply(asked.pk, reply.reply, reply.note),)))


def test_a_question_that_was_reworded_since_the_page_was_opened_is_shown_again() -> None:
    asked = question()
    revision = make.checked(make.submitted())
    seen = workflow.checklist_wording([asked])
    ChecklistQuestion.objects.update(text="Are all harms told?")

    with pytest.raises(Refused, match="The checklist was changed after you opened this page"):
        approve(revision, Statement(replies=(Reply(asked.pk, "yes"),), wording=seen))


def test_a_question_of_one_topic_is_asked_there_alone() -> None:
    asked = question(topic=make.topic())
    elsewhere, here = make.answer(), make.answer(topic_=asked.topic)

    found = [workflow.checklist(each, of="approvers") for each in (elsewhere, here)]

    assert found == [[], [asked]]


def test_a_site_begins_with_a_checklist() -> None:
    asked = workflow.checklist(make.answer(), of="reviewers")

    assert len(asked) == 6


def test_a_decision_from_before_these_were_asked_keeps_its_digest() -> None:
    row = make.approve(make.checked(make.submitted()))
    columns = {field.column: field.value_from_object(row) for field in row._meta.local_concrete_fields}
    before = columns.keys() - {"competing", "competing_text_id", "checklist_id"}
    plain = {each: events._plain(columns[each]) for each in before}

    assert events.row_digest(row) == content.digest(events.canonical(plain))


def test_what_is_said_beside_a_signature_is_part_of_the_record() -> None:
    asked = question(asked_of="everybody")
    revision = make.checked(make.submitted())
    said = Statement("some", "Shares of the maker.", (Reply(asked.pk, "yes"),))
    recommend(revision, said=said)
    approve(revision, said)

    assert list(verification.findings()) == []
