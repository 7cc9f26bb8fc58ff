"""What would silence the last approver is asked about first, and can be kept as suggestions instead."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from answers import comments, revisions, signers
from answers.admin.writing import sheets
from answers.models import Answer, Buffer, Comment, Credit, Refused, Revision, Thread
from tests import cast, make

pytestmark = pytest.mark.django_db

OTHER = make.SHORT_ANSWER.replace("lowers", "halves")


def draft(answer: Answer, **fields: Any) -> revisions.Draft:
    """What is saved, and these fields otherwise."""
    return make.draft(**({"wording": answer.question.wording} | fields))


def keep(answer: Answer, **fields: Any) -> comments.Kept:
    return comments.keep_as_suggestions(
        make.latest(answer), draft(answer, **fields), by=cast.person("editor2"), at=make.NOW
    )


def save(answer: Answer, name: str = "editor2", *, button: str = "", **fields: Any) -> Any:
    """Press a button of the form with these fields typed."""
    client = Client()
    client.force_login(cast.person(name))
    posted = sheets.as_posted(draft(answer, **fields), base=answer.latest_number)
    if button:
        posted[button] = "1"
    return client.post(f"/admin/answers/answer/{answer.pk}/change/", posted)


def test_each_changed_passage_becomes_a_suggestion_and_credits_nobody() -> None:
    answer = make.answer()

    kept = keep(answer, short_answer=OTHER)

    [thread] = kept.suggestions
    assert [thread.quote, thread.replacement] == [
        "A blood thinner lowers the risk of stroke.",
        "A blood thinner halves the risk of stroke [@trial].",
    ]
    assert kept.rest is None
    assert not Credit.objects.filter(person=cast.person("editor2")).exists()


def test_accepting_what_was_kept_gives_the_text_that_was_typed() -> None:
    answer = make.answer()
    [thread] = keep(answer, short_answer=OTHER).suggestions

    saved = comments.accept(thread, by=cast.person("editor"), at=make.NOW, revision=make.latest(answer))

    assert saved.content().short_answer == revisions.Draft("", short_answer=OTHER).cleaned().short_answer


def test_what_no_passage_can_say_stands_in_a_comment_on_the_page() -> None:
    answer = make.answer()

    kept = keep(answer, certainty="low", doctor_questions=("What is my own risk?", "And if I fall?"))

    assert kept.suggestions == ()
    said = Comment.objects.get().text.text
    assert "And if I fall?" in said
    assert "How sure are we?" in said


def test_a_long_text_goes_on_in_further_messages_and_loses_nothing() -> None:
    answer = make.answer()
    long = "".join(f"<p>Paragraph {number} is new and has no like.</p>" for number in range(400))

    keep(answer, research=long)

    said = "".join(each.text.text for each in Comment.objects.order_by("id"))
    assert "Paragraph 0 is new" in said
    assert "Paragraph 399 is new and has no like." in said


def test_nothing_is_kept_where_nothing_was_changed() -> None:
    answer = make.answer()
    latest = make.latest(answer)
    same = revisions.draft_from(latest.content())

    with pytest.raises(Refused, match="The text says this already"):
        comments.keep_as_suggestions(latest, same, by=cast.person("editor2"), at=make.NOW)


def test_a_suggestion_is_not_made_of_a_text_that_somebody_changed_meanwhile() -> None:
    answer = make.answer()
    old = make.latest(answer)
    make.revision(answer, draft(answer, certainty_reason="Two trials."))

    with pytest.raises(Refused, match="A newer revision was saved meanwhile"):
        comments.keep_as_suggestions(
            old, draft(answer, short_answer=OTHER), by=cast.person("editor2"), at=make.NOW
        )


def test_a_save_that_would_leave_nobody_to_approve_is_asked_about_with_the_text_kept() -> None:
    answer = make.answer()

    response = save(answer, short_answer=OTHER)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Keep it as a suggestion" in page
    assert "Save anyway" in page
    assert "halves the risk" in page
    assert Revision.objects.count() == 1


def test_saving_anyway_saves() -> None:
    answer = make.answer()

    response = save(answer, button="_anyway", short_answer=OTHER)

    assert response.status_code == 302
    assert Revision.objects.count() == 2


def test_keeping_it_as_a_suggestion_leaves_the_person_able_to_approve() -> None:
    answer = make.answer()
    person = cast.person("editor2")
    Buffer.objects.create(answer=answer, person=person, base_number=1, fields={}, saved_at=make.NOW)

    response = save(answer, button="_suggest", short_answer=OTHER)

    assert response["Location"] == f"/admin/review/{make.latest(answer).pk}/"
    assert Thread.objects.get().kind == "suggestion"
    assert person in signers.who_can_still_sign(answer).people
    assert not Buffer.objects.exists()


def test_what_was_typed_stays_kept_where_a_suggestion_cannot_say_it_all() -> None:
    answer = make.answer()
    person = cast.person("editor2")
    Buffer.objects.create(answer=answer, person=person, base_number=1, fields={}, saved_at=make.NOW)

    save(answer, button="_suggest", certainty="low")

    assert Buffer.objects.exists()


def test_nobody_is_asked_where_others_can_still_approve() -> None:
    answer = make.answer()
    cast.person("clinician")

    assert save(answer, short_answer=OTHER).status_code == 302


def test_nobody_is_asked_about_a_save_without_a_change() -> None:
    answer = make.answer()

    response = save(answer)

    assert response.status_code == 302
    assert Revision.objects.count() == 1


def test_the_form_says_beforehand_that_the_person_is_needed_and_who_can_sign() -> None:
    answer = make.answer()
    client = Client()
    client.force_login(cast.person("editor2"))

    page = client.get(f"/admin/answers/answer/{answer.pk}/change/").content.decode()

    assert "You are needed to approve this text." in page
    assert "Who can still sign:" in page
    assert "Test Editor2" in page
