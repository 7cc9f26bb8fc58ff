"""Who hears that a review is due: once for each due date, before it is missed."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail

from answers import jobs, workflow
from answers.models import Answer, Contributor, Delivery, Event, Topic
from tests import cast, make

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
DUE = make.NOW.replace(year=2027)


@pytest.fixture(autouse=True)
def _everybody_has_declared_their_interests_lately(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Contributor, "has_current_declaration", lambda person, today: bool(person.interests))


def called(at: datetime.datetime) -> int:
    return jobs.run_due(at).reviews_called


def test_people_are_called_thirty_days_before_a_review_is_due_and_once() -> None:
    make.published()

    assert [called(DUE - days * DAY) for days in (31, 30, 29, 0, -5)] == [0, 1, 0, 0, 0]


def test_a_due_date_that_was_missed_while_the_site_was_down_is_called_late() -> None:
    make.published()

    assert called(DUE + 90 * DAY) == 1


def test_a_new_due_date_is_called_anew() -> None:
    revision = make.published().revision
    called(DUE)
    workflow.confirm_unchanged(
        revision, by=cast.person("editor2"), at=DUE, content_hash=revision.content_hash
    )

    assert [called(DUE + days * DAY) for days in (1, 340)] == [0, 1]


def test_the_people_responsible_hear_of_it() -> None:
    make.published()
    Topic.objects.get().responsible.add(cast.person("clinician"))
    cast.person("managing")

    called(DUE)

    assert told() == ["clinician"]
    assert any("is due on 22 November 2027. Confirm it" in message.subject for message in mail.outbox)


def test_where_nobody_is_responsible_the_managing_editors_hear() -> None:
    make.published()
    cast.person("managing")

    called(DUE)

    assert told() == ["managing"]


def told() -> list[str]:
    heard = Delivery.objects.filter(event__verb="called for a review")
    return list(heard.values_list("recipient__username", flat=True))


def test_a_withdrawn_page_is_not_reviewed() -> None:
    answer = make.published().answer
    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW, reason="Old.")

    assert called(DUE) == 0
    assert not Event.objects.filter(verb="called for a review").exists()


def test_of_two_runs_the_second_finds_the_call_made() -> None:
    make.published()
    seen = Answer.objects.get()
    called(DUE)

    assert not workflow.falling_due._call(seen, at=DUE)
