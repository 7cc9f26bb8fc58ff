"""Two answers to one question at the same time: one holds, the other hears so; nothing is done twice."""

import datetime
from functools import partial

import pytest

from answers import workflow
from answers.models import Assignment, Decision, Delivery
from tests import at_once, cast, make

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_a_yes_and_a_no_at_once_one_hears_that_it_is_answered() -> None:
    row = make.assignment(make.submitted(), "editor2")
    by = cast.person("editor2")
    mine, other = (Assignment.objects.select_related("round", "asked_by").get(pk=row.pk) for _ in "12")
    yes = partial(workflow.accept_assignment, mine, by=by, at=make.NOW)
    also_yes = partial(workflow.accept_assignment, other, by=by, at=make.NOW)

    refused = at_once.heard(yes, also_yes)

    assert refused == ["This was accepted already."]
    assert Delivery.objects.filter(event__verb="accepted the part").count() == 1


def test_of_two_who_ask_the_same_person_at_once_one_hears_that_they_are_asked() -> None:
    revision = make.submitted()
    cast.person("editor2")
    cast.person("managing")
    asking = [partial(make.assignment, revision, "editor2", by=by) for by in ("managing", "editor")]

    refused = at_once.heard(*asking)

    assert refused == ["Test Editor2 is asked for this already."]
    assert Assignment.objects.count() == 1


def test_deciding_and_asking_no_longer_at_once_leave_the_decision_and_a_settled_part() -> None:
    revision = make.checked(make.submitted())
    row = make.assignment(revision, "editor2")
    row = Assignment.objects.select_related("round__revision", "person").get(pk=row.pk)
    by = cast.person("managing")

    at_once.outcomes(
        partial(make.approve, revision), partial(workflow.withdraw_assignment, row, by=by, at=make.NOW)
    )

    assert Decision.objects.count() == 1
    assert Assignment.objects.get().state in ("completed", "withdrawn")


def test_two_runs_at_once_remind_once() -> None:
    make.assignment(make.submitted(), "editor2", days=2)
    later = make.NOW + datetime.timedelta(days=1)

    at_once.outcomes(*[partial(workflow.remind_assigned, later)] * 2)

    assert Delivery.objects.filter(event__verb="review due soon").count() == 1
