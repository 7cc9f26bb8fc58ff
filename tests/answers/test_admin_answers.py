"""The answer's form over HTTP: saving through the verb, refusals beside the field, who may open what."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from answers import workflow
from answers.admin.writing import sheets
from answers.models import Answer, Citation, Contributor
from answers.revisions import draft_of
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """The editor has signed in."""
    client.force_login(cast.person("editor"))
    return client


def address(answer: Answer, screen: str = "change") -> str:
    return f"/admin/answers/answer/{answer.pk}/{screen}/"


def typed(answer: Answer, **fields: str) -> dict[str, str]:
    answer.refresh_from_db()
    return sheets.as_posted(draft_of(answer), base=answer.latest_number) | fields


def test_a_new_question_leads_to_its_form(desk: Client) -> None:
    topic = make.topic()

    response = desk.post(
        "/admin/answers/answer/add/",
        {"wording": "Why am I tired?", "topic": topic.pk, "language": "en"},
    )

    answer = Answer.objects.get(question__wording="Why am I tired?")
    assert response.headers["Location"] == address(answer)


def test_a_question_that_was_asked_already_is_refused_beside_its_field(desk: Client) -> None:
    answer = make.answer(wording="Why am I tired?")

    response = desk.post(
        "/admin/answers/answer/add/",
        {"wording": "Why am I tired?", "topic": answer.question.main_topic_id, "language": "en"},
    )

    assert "This question is already here" in response.content.decode()
    assert Answer.objects.count() == 1


def test_saving_makes_the_next_revision(desk: Client) -> None:
    answer = make.answer()

    response = desk.post(address(answer), typed(answer, certainty="low", note="Less sure"), follow=True)

    answer.refresh_from_db()
    assert (answer.certainty, answer.latest_number) == ("low", 2)
    assert answer.revisions.get(number=2).note == "Less sure"
    assert "Saved as revision 2." in response.content.decode()


def test_a_new_answer_names_the_person_who_begins_it(desk: Client) -> None:
    writer = Contributor.objects.get(user=cast.person("editor"))
    answer = workflow.start(
        wording="Why am I tired?", topic=make.topic(), by=cast.person("editor"), at=make.NOW
    )

    rows = desk.get(address(answer)).context["sheet"].rows["byline"]

    assert [row["contributor"].value() for row in rows.forms] == [writer.pk, None]


def test_after_saving_the_next_step_is_one_link_off(desk: Client) -> None:
    answer = make.answer()

    page = desk.post(address(answer), typed(answer, certainty="low"), follow=True).content.decode()

    newest = answer.revisions.get(number=2)
    assert f'Next: <a href="/admin/review/{newest.pk}/submit/">submit revision 2 for review</a>' in page


def test_after_saving_the_first_missing_part_is_named(desk: Client) -> None:
    answer = make.answer()

    page = desk.post(address(answer), typed(answer, research=""), follow=True).content.decode()

    assert "Next: “What the research says” is missing. Write it." in page
    assert "Next: <a" not in page


def test_saving_without_a_change_makes_no_revision(desk: Client) -> None:
    answer = make.answer()

    response = desk.post(address(answer), typed(answer), follow=True)

    assert "Nothing changed, no new revision." in response.content.decode()
    assert answer.revisions.count() == 1


def test_text_typed_without_scripts_becomes_paragraphs(desk: Client) -> None:
    answer = make.answer()

    desk.post(address(answer), typed(answer, unknowns="One [@trial].\r\n\r\nTwo <script>x</script>."))

    answer.refresh_from_db()
    assert answer.unknowns == "<p>One [@trial].</p><p>Two .</p>"


def test_an_unknown_source_is_named_beside_its_field_and_the_text_is_kept(desk: Client) -> None:
    answer = make.answer()

    response = desk.post(address(answer), typed(answer, research="<p>New words [@nobody].</p>"))

    page = response.content.decode()
    assert response.status_code == 422
    assert "nobody" in str(response.context["sheet"].form.errors["research"])
    assert "&lt;p&gt;New words [@nobody].&lt;/p&gt;" in page
    assert answer.revisions.count() == 1


def test_an_unknown_source_set_aside_is_named_in_its_rows(desk: Client) -> None:
    answer = make.answer()
    rows = {"aside-TOTAL_FORMS": "1", "aside-0-source": "nobody", "aside-0-reason": "Too small"}

    response = desk.post(address(answer), typed(answer, **rows))

    assert response.context["sheet"].problems["set_aside"] == ["The source “nobody” does not exist."]


def test_doctor_questions_follow_their_numbers_and_removed_ones_go(desk: Client) -> None:
    answer = make.answer()
    rows = {
        "ask-TOTAL_FORMS": "3",
        "ask-0-ORDER": "2",
        "ask-1-ORDER": "1",
        "ask-2-text": "Gone?",
        "ask-2-DELETE": "on",
    }

    desk.post(address(answer), typed(answer, **rows))

    answer.refresh_from_db()
    assert draft_of(answer).doctor_questions == ("What can lower it?", "What is my own risk?")


def test_a_doctor_question_stays_one_line(desk: Client) -> None:
    answer = make.answer()

    desk.post(address(answer), typed(answer, **{"ask-0-text": "What is\r\nmy own risk now?"}))

    answer.refresh_from_db()
    assert draft_of(answer).doctor_questions[0] == "What is my own risk now?"


def test_a_citation_is_marked_not_relevant_in_its_details(desk: Client) -> None:
    answer = make.answer()
    fields = {"cite-1-role": "not_relevant", "cite-1-note": "It studied children."}

    desk.post(address(answer), typed(answer, **fields))

    found = Citation.objects.get(answer=answer, role="not_relevant")
    assert found.note == "It studied children."


def test_an_answer_with_very_many_citations_can_be_saved(desk: Client) -> None:
    research = "".join(f"<p>Sentence number {number} [@trial].</p>" for number in range(300))
    answer = make.answer(research=research)

    desk.post(address(answer), typed(answer, certainty="low"))

    answer.refresh_from_db()
    assert (answer.certainty, answer.citations.count()) == ("low", 301)


def test_the_preview_shows_numbers_and_stores_nothing(desk: Client) -> None:
    answer = make.answer()

    page = desk.post(address(answer, "preview"), typed(answer, wording="A new wording?")).content.decode()

    assert "A new wording?" in page
    assert 'href="#ref-1"' in page
    assert not Answer.objects.filter(question__wording="A new wording?").exists()


def test_the_preview_of_hostile_text_is_clean(desk: Client) -> None:
    answer = make.answer()

    page = desk.post(address(answer, "preview"), typed(answer, unknowns="<p>x<img src=y onerror=z></p>"))

    assert "onerror" not in page.content.decode()


@pytest.mark.parametrize("screen", ["preview", "live", "autosave", "discard", "resolve"])
def test_screens_that_take_text_refuse_a_plain_visit(desk: Client, screen: str) -> None:
    assert desk.get(address(make.answer(), screen)).status_code == 405


@pytest.mark.parametrize("screen", ["change", "preview", "live", "autosave", "discard", "resolve"])
def test_an_auditor_may_not_write(client: Client, screen: str) -> None:
    answer = make.answer()
    client.force_login(cast.person("auditor"))

    response = client.post(address(answer, screen), typed(answer, certainty="low"))

    assert response.status_code == 403
    assert answer.revisions.count() == 1


def test_an_auditor_reads_a_shut_form(client: Client) -> None:
    client.force_login(cast.person("auditor"))

    response = client.get(address(make.answer()))

    assert all(field.field.disabled for field in response.context["sheet"].form)
    assert "answer-form.js" not in response.content.decode()


def test_nobody_signed_out_opens_the_form(client: Client) -> None:
    assert client.get(address(make.answer())).headers["Location"].startswith("/admin/login/")


def test_an_answer_is_never_deleted(client: Client) -> None:
    answer = make.answer()
    client.force_login(cast.person("admin"))

    assert client.post(address(answer, "delete"), {"post": "yes"}).status_code == 403


def test_the_list_says_where_each_answer_stands(desk: Client) -> None:
    draft, reviewed = make.answer(), make.submitted().answer

    page = desk.get("/admin/answers/answer/", {"stage": "in review"}).content.decode()

    assert str(reviewed) in page
    assert str(draft) not in page


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    desk: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    topic = make.topic()
    for _ in range(6):
        make.answer(topic_=topic)

    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]  # a context manager
        desk.get("/admin/answers/answer/")


def test_the_history_lists_revisions(desk: Client) -> None:
    answer = make.answer()

    page = desk.get(address(answer, "history")).content.decode()

    assert '<th scope="row">' in page
    assert "editor" in page


def test_a_withdrawn_answer_is_not_listed_as_a_draft_and_can_be_submitted_again(desk: Client) -> None:
    answer = make.published().answer
    workflow.withdraw(answer, by=cast.person("clinician"), at=make.NOW, reason="A new warning.")

    listed = desk.get("/admin/answers/answer/").content.decode()
    form = desk.get(address(answer)).content.decode()

    assert "no longer live" in listed
    assert "Submit revision 1 for review" in form
