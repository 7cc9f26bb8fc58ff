"""People are reminded of what they were asked: once before the day, once after it, and no more when done."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from answers import workflow
from answers.models import Assignment, Delivery
from tests import cast, make

pytestmark = pytest.mark.django_db


def day(number: int) -> datetime.datetime:
    """Nine o'clock, so many days after the day on which everything was asked."""
    return make.NOW + datetime.timedelta(days=number)


def told(verb: str) -> set[str]:
    """Who is owed a mail about this."""
    return set(Delivery.objects.filter(event__verb=verb).values_list("recipient__username", flat=True))


def test_a_person_is_reminded_two_days_before_and_once_when_it_is_overdue() -> None:
    make.assignment(make.submitted(), "editor2", days=7)

    reminded = [workflow.remind_assigned(day(number)) for number in (0, 4, 5, 5, 6, 7, 8, 9)]

    assert reminded == [0, 0, 1, 0, 0, 0, 1, 0]
    assert [told("review due soon"), told("review overdue")] == [{"editor2"}, {"editor2", "managing"}]


def test_what_is_asked_for_tomorrow_is_not_reminded_of_today() -> None:
    make.assignment(make.submitted(), "editor2", days=1)

    reminded = [workflow.remind_assigned(day(number)) for number in (0, 1, 2)]

    assert reminded == [0, 1, 1]


def test_nobody_is_reminded_of_what_is_done_declined_withdrawn_or_over() -> None:
    done, over = make.checked(make.submitted()), make.submitted()
    make.assignment(done, "editor2")
    declined, withdrawn = make.assignment(over, "editor2"), make.assignment(over, "clinician")
    make.assignment(over, "admin")
    make.approve(done)
    workflow.decline_assignment(declined, by=cast.person("editor2"), at=make.NOW, reason="No.")
    workflow.withdraw_assignment(withdrawn, by=cast.person("managing"), at=make.NOW)
    workflow.take_back(over, by=cast.person("editor"), at=make.NOW)

    assert [workflow.remind_assigned(day(number)) for number in (5, 8)] == [0, 0]


def test_overdue_is_what_should_have_been_done_before_today() -> None:
    row = make.assignment(make.submitted(), "editor2", days=7)

    on_the_day, after = timezone.localdate(day(7)), timezone.localdate(day(8))

    assert list(Assignment.objects.overdue(on_the_day)) == []
    assert list(Assignment.objects.overdue(after)) == [row]
