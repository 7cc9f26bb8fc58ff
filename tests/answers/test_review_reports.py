"""Reports from readers in the inbox and on their screen: harm first, and words never taken away."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

from answers import workflow
from answers.models import Answer, Helpfulness, Report, ReportText
from tests import cast, make
from tests.answers.reviewing import text

pytestmark = pytest.mark.django_db

WORDS = "The part about bleeding is wrong."


def received(answer: Answer | None = None, *, days: int = 0, **told: Any) -> Report:
    at = timezone.now() - datetime.timedelta(days=days)
    given: dict[str, Any] = {"kind": "mistake", "text": WORDS, "answer": answer} | told
    return workflow.receive_report(workflow.Told(**given), key=f"{timezone.now()}", at=at)


def acted(name: str, report: Report, verb: str, **typed: object) -> Any:
    return cast.client(name).post(f"/admin/review/reports/{report.pk}/{verb}/", typed)


def test_what_could_harm_someone_heads_the_inbox() -> None:
    make.corrected(make.correction())
    received(could_harm=True)
    received()

    page = text(cast.client("managing").get("/admin/review/"))

    assert page.index('id="harm"') < page.index('id="second-check"') < page.index('id="reports"')
    assert f"“{WORDS}”" in page


def test_reviewers_see_no_reports() -> None:
    report = received()

    assert 'id="reports"' not in text(cast.client("reviewer").get("/admin/review/"))
    assert cast.client("reviewer").get(f"/admin/review/reports/{report.pk}/").status_code == 403


def test_the_words_of_a_reader_are_not_in_the_table_that_is_taken_away() -> None:
    received()

    table = cast.client("managing").get("/admin/review/table/").content.decode()

    assert "A mistake" in table
    assert "bleeding" not in table


def test_the_inbox_narrows_reports_to_a_topic_and_says_which_waited_too_long() -> None:
    answer = make.published().answer
    received(answer, days=8)
    received(make.published().answer)

    page = text(cast.client("editor").get(f"/admin/review/?topic={answer.question.main_topic_id}"))

    assert page.count("/admin/review/reports/") == 1
    assert "nobody has read it in the time that readers were told" in page


def test_the_inbox_asks_the_same_number_of_questions_for_ten_reports(
    django_assert_max_num_queries: Any,
) -> None:
    answer, editor = make.published().answer, cast.client("editor")
    received(answer)
    with django_assert_max_num_queries(60) as few:
        editor.get("/admin/review/")

    for _ in range(9):
        received(answer, could_harm=True)

    with django_assert_max_num_queries(len(few)):
        editor.get("/admin/review/")


def test_the_screen_shows_the_words_the_sentence_and_the_way_to_the_answer() -> None:
    answer = make.published().answer
    report = received(answer, text="<b>Wrong</b>\u202e", place="research")

    page = cast.client("editor").get(f"/admin/review/reports/{report.pk}/").content.decode()

    assert "&lt;b&gt;Wrong&lt;/b&gt;" in page
    assert "What the research says" in page
    assert f"/admin/answers/answer/{answer.pk}/change/" in page


def test_a_report_goes_its_way_by_one_button_each() -> None:
    report = received(make.published().answer)

    states = []
    for verb, typed in (("take", {}), ("confirm", {}), ("close", {"outcome": "unfit"})):
        assert acted("editor", report, verb, **typed).status_code == 302
        states.append(Report.objects.get().state)

    assert states == ["taken", "confirmed", "closed"]


def test_a_refused_step_keeps_what_was_typed() -> None:
    report = received()

    response = acted("editor", report, "close", outcome="corrected", reason="It was the leaflet.")

    assert response.status_code == 422
    assert "No newer version" in text(response)
    assert "It was the leaflet." in text(response)


def test_a_question_becomes_a_draft_that_opens() -> None:
    report = received(kind="question", text="Does rest help?")
    shown = text(cast.client("editor").get(f"/admin/review/reports/{report.pk}/"))

    response = acted("editor", report, "draft", wording="Does rest help?", topic=make.topic().pk)

    assert ">\nDoes rest help?</textarea>" in shown
    draft = Report.objects.get().draft
    assert draft is not None
    assert response["Location"] == f"/admin/answers/answer/{draft.pk}/change/"


def test_managing_editors_erase_the_words_and_others_see_no_button() -> None:
    report = received()

    page = text(cast.client("editor").get(f"/admin/review/reports/{report.pk}/"))
    assert "Erase" not in page.split("<form")[-1]
    acted("managing", report, "erase")

    assert not ReportText.objects.exists()
    assert "These words are erased." in text(
        cast.client("managing").get(f"/admin/review/reports/{report.pk}/")
    )


def test_an_answer_shows_how_many_it_helped_and_what_was_reported() -> None:
    answer = make.published().answer
    Helpfulness.objects.add(answer, helpful=12, unhelpful=3)
    report = received(answer, could_harm=True)

    page = text(cast.client("editor").get(f"/admin/answers/answer/{answer.pk}/change/"))

    assert "12 of 15" in page
    assert f"/admin/review/reports/{report.pk}/" in page


def test_readers_see_how_many_found_mistakes_are_being_corrected() -> None:
    report = received()
    workflow.confirm_report(report, by=cast.person("editor"), at=make.NOW)

    page = text(cast.client("editor").get("/review-status/"))

    assert "Mistakes that readers found and we are correcting</dt><dd>1</dd>" in page
