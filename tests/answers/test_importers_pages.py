"""Importing a page: what is made, what a second import does, and what a refused one leaves behind."""

from typing import Any

import pytest

from answers.importers import pages, unfit
from answers.importers.choices import Choices
from answers.importers.report import Report
from answers.models import Answer, Credit, Event, Question, Refused, Revision, Topic
from sources.models import Source
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PAGE = """Does a daily walk help people who sleep badly?
Walking is free. It may help you to fall asleep.
What the research says
Walkers fell asleep sooner in 2024 4. Their IL-6 fell, too 4. Others rested (at home, in bed) 123.
What to ask your doctor
- How far should I walk?
- Is my heart strong enough?
This question is drawn from common patient questions about Sleep and answered using cited medical research.
"""
UNDECIDED = PAGE.replace("123.", "1213.") + "Sources\n" + "\n".join(f"{n}. Study {n}." for n in range(1, 14))


def import_page(text: str = PAGE, **given: Any) -> Report:
    return pages.import_page(text, by=cast.person("editor"), at=make.NOW, **given)


def test_a_page_becomes_a_draft_with_its_topic_and_doctor_questions() -> None:
    import_page()

    answer = Answer.objects.get()
    assert answer.question.wording == "Does a daily walk help people who sleep badly?"
    assert answer.question.main_topic.name == "Sleep"
    assert answer.doctor_questions.count() == 2
    assert not answer.is_public


def test_its_marks_become_citations_of_sources_that_are_not_identified() -> None:
    report = import_page()

    answer = Answer.objects.get()
    assert Source.objects.not_identified().count() == 4
    assert answer.research.count(f"[@{report.keys[4]}]") == 2
    assert "in 2024.[@" in answer.research
    assert "IL-6 fell" in answer.research
    assert answer.citations.count() == 5


def test_the_report_says_what_was_understood_repaired_guessed_and_ignored() -> None:
    report = import_page()

    document = report.as_dict()
    assert document["question"] == "Does a daily walk help people who sleep badly?"
    assert document["topic"] == "Sleep"
    assert (document["doctor_questions"], document["sources"], document["citations"]) == (2, 4, 3)
    assert document["runs"] == [{"text": "123", "reading": [1, 2, 3]}]
    assert len(report.repaired()) == 3
    assert "have 4" in report.guessed()[0]
    assert report.ignored() == ("Numbers left alone: 2024, IL-6",)


def test_the_importer_is_named_as_a_contributor() -> None:
    import_page()

    revision = Revision.objects.get()
    assert revision.origin == Revision.Origin.IMPORTED
    assert Credit.objects.get().how == Credit.How.IMPORTED


@pytest.mark.parametrize("again", [PAGE, "\ufeff" + PAGE.replace("\n", "\r\n")])
def test_importing_the_same_page_again_changes_nothing(again: str) -> None:
    first = import_page()
    events = Event.objects.count()

    second = import_page(again)

    assert second.is_known
    assert second.answer == first.answer
    assert second.keys == first.keys
    assert (Answer.objects.count(), Source.objects.count(), Event.objects.count()) == (1, 4, events)


def test_the_same_page_is_known_even_after_its_question_was_reworded() -> None:
    import_page()
    Question.objects.update(wording="Will walking help me sleep?")

    assert import_page().is_known


def test_another_text_for_the_same_question_is_refused() -> None:
    import_page()

    with pytest.raises(Refused, match="already here"):
        import_page(PAGE.replace("free", "cheap"))


def test_a_topic_is_found_whatever_its_case() -> None:
    topic = make.topic(name="SLEEP", slug="sleep")

    import_page()

    assert Question.objects.get().main_topic == topic


def test_a_given_topic_goes_before_the_one_that_the_page_names() -> None:
    report = import_page(topic="Rest")

    assert Question.objects.get().main_topic.name == "Rest"
    assert "“Rest” was given" in report.guessed()[-1]


def test_entries_of_a_list_of_sources_become_titles() -> None:
    report = import_page(
        PAGE + "Sources\n1. Ames A.\n2. Bell B.\n3. Cole C.\n4. Dean D. Walking.\n5. Eve E.\n"
    )

    assert Source.objects.get(key=report.keys[4]).title == "Dean D. Walking."
    assert "source 5" in " ".join(report.ignored())


def test_a_run_with_several_readings_stays_in_the_text_and_is_listed() -> None:
    report = import_page(UNDECIDED)

    assert "in bed) 1213." in Answer.objects.get().research
    assert report.as_dict()["undecided"][0]["readings"] == [[1, 2, 13], [12, 13]]
    assert "“1213”" in Revision.objects.get().note


def test_a_reading_that_an_editor_picked_is_imported() -> None:
    number = import_number()

    report = import_page(UNDECIDED, choices=Choices(marks={number: (12, 13)}))

    assert f"in bed).[@{report.keys[12]}; @{report.keys[13]}]" in Answer.objects.get().research


def import_number() -> int:
    return pages.preview(UNDECIDED).undecided[0].number


def test_a_preview_saves_nothing() -> None:
    pages.preview(PAGE)

    assert not Topic.objects.exists()
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no text"),
        (PAGE.replace("What the research says", "About walking"), "is missing"),
        (PAGE.partition("This question is drawn")[0], "names no topic"),
        (PAGE.replace("How far", "How far " * 60), "longer than 300"),
        (PAGE.replace("about Sleep", f"about {'Sleep' * 30}"), "longer than 120"),
    ],
)
def test_a_refused_page_leaves_no_trace(text: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        import_page(text)

    assert not Topic.objects.exists()
    assert not Source.objects.exists()
    assert not Question.objects.exists()
    assert not Event.objects.exists()


def test_nobody_imports_without_the_permission() -> None:
    with pytest.raises(Refused, match="permission to import"):
        pages.import_page(PAGE, by=cast.person("reviewer"), at=make.NOW)


def test_two_pages_with_like_questions_have_sources_of_their_own() -> None:
    first = import_page()
    second = import_page(PAGE.replace("sleep badly?", "sleep badly now?"))

    assert not set(first.keys.values()) & set(second.keys.values())


def test_markup_in_a_page_is_shown_as_it_was_typed() -> None:
    import_page(PAGE.replace("Walking is free.", "Walking <b>is</b> free & [@safe]."))

    assert "&lt;b&gt;is&lt;/b&gt; free &amp; \\[@safe]." in Answer.objects.get().short_answer


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Sleep and walking\nWhat the research says\nIt helps.", "it says “Sleep and walking”"),
        ("Does it help?\nYes, it does.", "“What the research says” is missing"),
        ("Does it help?\nWhat the research says\n", "no text"),
    ],
)
def test_a_page_that_lacks_a_part_is_read_and_not_imported(text: str, sentence: str) -> None:
    report = pages.preview(text)

    with pytest.raises(Refused, match=sentence):
        unfit.refuse(report)


def test_the_report_names_what_each_heading_was_taken_for() -> None:
    report = import_page(PAGE.replace("What the research says", "Share\nSend it.\nEvidence"))

    assert report.guessed()[:2] == (
        "What stands below “Share” is left out.",
        "“Evidence” was taken for “What the research says”.",
    )
