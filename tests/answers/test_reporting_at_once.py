"""A double tap, two editors on one report, and many readers at once, on both databases."""

from __future__ import annotations

from functools import partial

import pytest

from answers import workflow
from answers.models import Event, Helpfulness, Report, ReportText
from tests import at_once, cast, make

pytestmark = pytest.mark.django_db(transaction=True)

TAPS = 6


def test_many_taps_on_one_form_make_one_report() -> None:
    told = workflow.Told(kind="mistake", text="Wrong.", answer=make.published().answer)
    tap = partial(workflow.receive_report, told, key="one", at=make.NOW)

    refused = at_once.heard(*[tap] * TAPS)

    assert refused == []
    assert (Report.objects.count(), ReportText.objects.count()) == (1, 1)
    assert Event.objects.filter(verb="received a report").count() == 1


def test_of_two_editors_who_close_one_report_the_second_hears_of_it() -> None:
    report = workflow.receive_report(workflow.Told(kind="mistake", text="Wrong."), key="one", at=make.NOW)
    seen = [Report.objects.get(pk=report.pk) for _ in range(2)]
    people = [cast.person("editor"), cast.person("editor2")]

    refused = at_once.heard(
        *(
            partial(workflow.close_report, each, by=person, at=make.NOW, outcome="unfit")
            for each, person in zip(seen, people, strict=True)
        )
    )

    assert ["meanwhile" in each for each in refused] == [True]


def test_many_readers_at_once_are_all_counted() -> None:
    answer = make.published().answer

    at_once.outcomes(*[partial(workflow.count_helpful, answer, is_helpful=True)] * TAPS)

    assert Helpfulness.objects.get().helpful == TAPS
