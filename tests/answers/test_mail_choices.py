"""What a person wants to hear of: at once, in one mail a day, or never; and the link that changes it."""

from __future__ import annotations

import datetime
import threading
from typing import Any

import pytest
from django.core import mail, signing
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.utils import timezone

from answers import jobs, one_click
from answers.jobs import letters
from answers.jobs import mail as mail_jobs
from answers.models import MAIL_GROUPS, Delivery, Digest, Event, MailChoice, Owed, Pace, Refused
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

EDITOR = "editor"
EVENING = datetime.datetime(2026, 11, 22, 18, tzinfo=timezone.get_default_timezone())
MORNING = datetime.datetime(2026, 11, 23, 7, tzinfo=timezone.get_default_timezone())
DAY = datetime.timedelta(days=1)


def chosen(**paces: str) -> None:
    MailChoice.objects.choose(cast.person(EDITOR), paces)


def html_of(message: EmailMessage) -> str:
    assert isinstance(message, EmailMultiAlternatives)
    [(html, kind)] = message.alternatives
    assert kind == "text/html"
    return str(html)


def address(group: str, *, person: str = EDITOR) -> str:
    return f"/mail/{one_click.token(cast.person(person), group)}/"


def test_every_sentence_of_a_mail_falls_under_a_setting() -> None:
    assert set(letters._GROUPS.values()) <= set(MAIL_GROUPS)
    assert set(letters._GROUPS) | letters.URGENT <= set(letters._SENTENCES)


def test_who_has_chosen_nothing_hears_of_decisions_at_once() -> None:
    make.approved()

    jobs.run_due(make.NOW)

    assert len(mail.outbox) == 1


def test_what_is_wanted_once_a_day_comes_in_one_mail_in_the_morning() -> None:
    chosen(decisions=Pace.DAILY)
    make.approved()
    make.approved()

    evening = jobs.run_due(EVENING).mails_sent
    morning, again = jobs.run_due(MORNING).mails_sent, jobs.run_due(MORNING + DAY).mails_sent

    [message] = mail.outbox
    assert (evening, morning, again) == (0, 1, 0)
    assert message.subject.endswith("2 things today")
    assert message.body.count("approved revision 1 of") == 2
    assert set(Delivery.objects.values_list("state", flat=True)) == {Owed.State.SENT}


def test_what_joins_after_the_mail_of_the_day_comes_the_next_morning() -> None:
    chosen(decisions=Pace.DAILY)
    make.approved()
    jobs.run_due(EVENING)
    jobs.run_due(MORNING)
    make.approved()

    jobs.run_due(MORNING)
    jobs.run_due(MORNING + DAY)

    assert [message.subject.endswith("1 thing today") for message in mail.outbox] == [True, True]
    assert Digest.objects.filter(state=Owed.State.SENT).count() == 2


def test_a_daily_mail_that_fails_is_tried_again_under_the_same_message_id(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen(decisions=Pace.DAILY)
    make.approved()
    jobs.run_due(EVENING)
    with monkeypatch.context() as away:
        away.setattr(EmailBackend, "send_messages", _refuse)
        failed = jobs.run_due(MORNING).mails_failed

    sent = jobs.run_due(MORNING + datetime.timedelta(minutes=5)).mails_sent

    assert (failed, sent) == (1, 1)
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{Digest.objects.get().message_id}>"


def _refuse(self: EmailBackend, messages: list[Any]) -> int:
    raise ConnectionRefusedError("mail is away")


def test_what_is_not_wanted_is_not_sent() -> None:
    chosen(decisions=Pace.NEVER)
    make.approved()

    jobs.run_due(EVENING)
    jobs.run_due(MORNING)

    assert mail.outbox == []
    assert Delivery.objects.get().state == Owed.State.NOT_WANTED


def test_what_cannot_wait_goes_out_whatever_was_chosen() -> None:
    chosen(**dict.fromkeys(MAIL_GROUPS, Pace.NEVER))
    answer = make.published().answer
    event = Event.objects.record("withdrew", by=None, at=make.NOW, answer=answer)
    Delivery.objects.owe_mail(event, [cast.person(EDITOR)])

    jobs.run_due(EVENING)

    [message] = mail.outbox
    assert "withdrew" in message.subject
    assert "List-Unsubscribe" not in message.extra_headers


def test_a_mail_has_its_words_as_text_and_as_html_without_any_picture() -> None:
    make.approved()

    jobs.run_due(make.NOW)

    html = html_of(mail.outbox[0])
    assert "approved revision 1 of" in html
    assert "<img" not in html


def test_a_question_with_a_tag_in_it_is_text_in_the_html() -> None:
    make.approved(make.answer(wording="Is <b>this</b> safe?"))

    jobs.run_due(make.NOW)

    html = html_of(mail.outbox[0])
    assert "<b>this</b>" not in html
    assert "&lt;b&gt;this&lt;/b&gt;" in html


def test_the_link_in_a_mail_shows_the_settings_and_changes_nothing_when_it_is_only_opened(
    client: Client,
) -> None:
    response = client.get(address("decisions"))

    assert response.status_code == 200
    assert not response.cookies
    assert not MailChoice.objects.exists()


def test_one_click_in_the_mail_program_stops_this_kind_of_mail_and_no_other(client: Client) -> None:
    response = client.post(address("decisions"), {"List-Unsubscribe": "One-Click"})

    choice = MailChoice.objects.get()
    assert response.status_code == 200
    assert (choice.decisions, choice.comments) == (Pace.NEVER, Pace.AT_ONCE)


def test_one_click_in_a_daily_mail_stops_what_comes_daily(client: Client) -> None:
    chosen(decisions=Pace.DAILY, public=Pace.DAILY)

    client.post(address("daily"), {"List-Unsubscribe": "One-Click"})

    choice = MailChoice.objects.get()
    assert (choice.decisions, choice.public, choice.asked) == (Pace.NEVER, Pace.NEVER, Pace.AT_ONCE)


def test_the_link_signs_nobody_in(client: Client) -> None:
    client.post(address("decisions"), {"decisions": Pace.DAILY})

    assert "_auth_user_id" not in client.session
    assert client.get("/admin/review/").status_code == 302


def test_an_unknown_pace_is_refused_in_words(client: Client) -> None:
    response = client.post(address("decisions"), {"decisions": "soon"})

    assert response.status_code == 422
    assert not MailChoice.objects.exists()


FORGED = ["x", "WzEsImFza2VkIl0:1x:bad", signing.dumps([1, "asked"], salt="other")]


@pytest.mark.parametrize("word", FORGED, ids=["a word", "three parts", "of another salt"])
def test_a_link_that_is_not_ours_leads_nowhere(client: Client, word: str) -> None:
    assert client.get(f"/mail/{word}/").status_code == 404


def test_the_link_of_a_person_who_left_leads_nowhere(client: Client) -> None:
    link = address("decisions")
    person = cast.person(EDITOR)
    person.is_active = False
    person.save()

    assert client.post(link, {"decisions": Pace.NEVER}).status_code == 404


def test_a_person_changes_their_own_settings_and_sees_where_mail_goes(client: Client) -> None:
    client.force_login(cast.person(EDITOR))
    wanted = dict.fromkeys(MAIL_GROUPS, Pace.DAILY)

    shown = client.get("/admin/mail/")
    saved = client.post("/admin/mail/", wanted)

    assert "editor@example.org" in shown.content.decode()
    assert saved.status_code == 302
    assert MailChoice.objects.get().pace("asked") == Pace.DAILY


def test_a_stranger_has_no_mail_page(client: Client) -> None:
    assert client.get("/admin/mail/").status_code == 302


def test_a_pace_that_is_none_is_refused_by_the_verb() -> None:
    with pytest.raises(Refused, match="how soon"):
        MailChoice.objects.choose(cast.person(EDITOR), {"decisions": "soon"})


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_the_mail_of_the_day_once() -> None:
    chosen(decisions=Pace.DAILY)
    make.approved()
    mail_jobs.deliver(EVENING)
    digest = Digest.objects.get()
    gate = threading.Barrier(2)
    won: list[bool] = []

    def claim() -> None:
        seen = Digest.objects.get()
        gate.wait()
        won.append(mail_jobs.claim(seen, at=MORNING))
        connection.close()

    runs = [threading.Thread(target=claim) for _ in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()

    assert sorted(won) == [False, True]
    assert Digest.objects.get(pk=digest.pk).attempts == 1
