"""What readers tell us: kept apart from the log, told to the right people, settled by one person, erased."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core import mail

from answers import jobs, workflow
from answers.models import Answer, Event, Helpfulness, MailChoice, Pace, Refused, Report, ReportText
from answers.rendering import claims
from tests import cast, make

pytestmark = pytest.mark.django_db

WORDS = "The part about bleeding is wrong, says my leaflet."
DAY = datetime.timedelta(days=1)
MORNING = make.NOW + DAY
AGES = make.NOW + 180 * DAY


def received(answer: Answer | None = None, *, key: str = "one", **told: Any) -> Report:
    """What a reader told us, a mistake if nothing else is said."""
    given: dict[str, Any] = {"kind": "mistake", "text": WORDS, "answer": answer} | told
    return workflow.receive_report(workflow.Told(**given), key=key, at=make.NOW)


def handled(report: Report, outcome: str, reason: str = "", *, by: str = "editor") -> None:
    later = make.NOW + 2 * DAY
    workflow.close_report(report, by=cast.person(by), at=later, outcome=outcome, reason=reason)


def test_a_report_names_the_text_and_the_sentence_that_readers_saw() -> None:
    publication = make.published()
    sentence = claims.claims(publication.revision.content())[1]

    report = received(publication.answer, place=sentence.hash)

    assert (report.revision, report.place) == (publication.revision, sentence.hash)
    assert report.words.text == WORDS


def test_a_sentence_that_the_page_does_not_have_is_left_out() -> None:
    assert received(make.published().answer, place="f" * 64).place == ""


def test_the_same_form_sent_twice_is_one_report() -> None:
    first, second = received(), received()

    assert first == second
    assert Event.objects.filter(verb="received a report").count() == 1


def test_a_page_that_is_not_public_takes_no_report() -> None:
    with pytest.raises(Refused, match="not public"):
        received(make.answer())


@pytest.mark.parametrize("text", ["", "  \n ", "\x01"])
def test_a_report_without_words_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="a few words"):
        received(text=text)


def test_the_words_of_a_reader_reach_no_log_and_no_mail() -> None:
    cast.person("managing")
    report = received(make.published().answer, could_harm=True)
    handled(report, "nothing to do", "The leaflet is older.")

    jobs.run_due(MORNING)

    assert not Event.objects.filter(record__contains="bleeding is wrong").exists()
    assert mail.outbox
    assert not [each for each in mail.outbox if "bleeding is wrong" in each.message().as_string()]


def test_what_could_harm_someone_is_mailed_to_the_managing_editors_at_once() -> None:
    managing = cast.person("managing")
    MailChoice.objects.choose(managing, {"readers": Pace.NEVER})
    answer = make.published(make.answer(topic_=topic_of("editor"))).answer
    mail.outbox.clear()

    report = received(answer, could_harm=True)
    jobs.run_due(make.NOW)

    [message] = [each for each in mail.outbox if "could harm" in each.subject]
    assert message.to == [managing.email]
    assert f"/admin/review/reports/{report.pk}/" in message.body


def topic_of(name: str) -> Any:
    topic = make.topic()
    topic.responsible.add(cast.person(name))
    return topic


def test_other_reports_reach_the_people_responsible_with_the_mail_of_the_day() -> None:
    cast.person("managing")
    answer = make.published(make.answer(topic_=topic_of("reviewer"))).answer
    mail.outbox.clear()
    received(answer)

    jobs.run_due(make.NOW)
    at_once = [each for each in mail.outbox if "A reader reports" in each.body]
    jobs.run_due(MORNING)

    [message] = [each for each in mail.outbox if "A reader reports" in each.body]
    assert (at_once, message.to) == ([], [cast.person("reviewer").email])


def test_a_question_about_no_page_is_for_the_managing_editors() -> None:
    managing = cast.person("managing")

    received(kind="question", text="Does rest help?")
    jobs.run_due(make.NOW)
    jobs.run_due(MORNING)

    [message] = mail.outbox
    assert message.to == [managing.email]


def test_only_a_mistake_could_harm() -> None:
    assert not received(kind="question", could_harm=True).could_harm


def test_a_report_is_taken_and_taken_over_but_not_by_two_at_once() -> None:
    report = received()
    seen = Report.objects.get()

    workflow.take_report(report, by=cast.person("editor"), at=make.NOW)

    with pytest.raises(Refused, match="meanwhile"):
        workflow.take_report(seen, by=cast.person("editor2"), at=make.NOW)
    workflow.take_report(report, by=cast.person("editor2"), at=make.NOW)
    assert Report.objects.get().handled_by == cast.person("editor2")


def test_who_may_not_handle_reports_is_refused() -> None:
    with pytest.raises(Refused, match="permission"):
        workflow.take_report(received(), by=cast.person("reviewer"), at=make.NOW)


def test_nothing_to_do_says_why() -> None:
    report = received()

    with pytest.raises(Refused, match="why"):
        handled(report, "nothing to do")
    handled(report, "nothing to do", "The leaflet is older.")

    assert not Report.objects.open().exists()


def test_corrected_names_the_version_that_became_public_since() -> None:
    answer = make.published().answer
    report = received(answer)
    workflow.confirm_report(report, by=cast.person("editor"), at=make.NOW)
    with pytest.raises(Refused, match="newer version"):
        handled(report, "corrected")
    answer.refresh_from_db()
    make.revision(answer, make.draft(wording=answer.question.wording, research=make.CORRECTED))
    make.published(answer, at=MORNING)

    handled(report, "corrected")

    report.refresh_from_db()
    assert report.publication is not None
    assert report.publication.version == 2
    assert Event.objects.get(verb="closed a report").details["version"] == 2


def test_a_question_becomes_a_draft_in_the_words_of_the_editor() -> None:
    report = received(kind="question", text="does rest help me, I am 50??")

    draft = workflow.draft_from_report(
        report, by=cast.person("editor"), at=make.NOW, wording="Does rest help?", topic=make.topic()
    )

    report.refresh_from_db()
    assert (report.draft, report.outcome) == (draft, Report.Outcome.DRAFTED)
    assert draft.question.wording == "Does rest help?"


def test_a_question_that_is_here_already_is_told_and_the_report_stays_open() -> None:
    wording = make.answer().question.wording
    report = received(kind="question")

    with pytest.raises(Refused, match="already here"):
        workflow.draft_from_report(
            report, by=cast.person("editor"), at=make.NOW, wording=wording, topic=make.topic()
        )

    assert Report.objects.open().exists()


def test_the_words_are_erased_after_180_days_and_the_report_stays() -> None:
    report = received()

    early = jobs.run_due(AGES - DAY).reports_erased
    late = jobs.run_due(AGES).reports_erased

    assert (early, late, jobs.run_due(AGES).reports_erased) == (0, 1, 0)
    assert not ReportText.objects.exists()
    assert Event.objects.get(verb="erased old reports").details == {"reports": [report.pk]}


def test_a_managing_editor_may_erase_the_words_at_once_and_an_editor_may_not() -> None:
    report = received()

    with pytest.raises(Refused, match="Only managing editors"):
        workflow.erase_report(report, by=cast.person("editor"), at=make.NOW)
    workflow.erase_report(report, by=cast.person("managing"), at=make.NOW)

    assert not ReportText.objects.exists()
    with pytest.raises(Refused, match="already"):
        workflow.erase_report(report, by=cast.person("managing"), at=make.NOW)


def test_helpful_and_not_are_two_numbers_and_a_changed_mind_is_no_third() -> None:
    answer = make.published().answer

    workflow.count_helpful(answer, is_helpful=True)
    workflow.count_helpful(answer, is_helpful=True)
    workflow.count_helpful(answer, is_helpful=False, instead=True)

    counts = Helpfulness.objects.get()
    assert (counts.helpful, counts.unhelpful) == (1, 1)
