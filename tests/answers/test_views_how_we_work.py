"""“How we work” and the words for certainty: told from the code and the topics, never from memory."""

from __future__ import annotations

import re

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from answers import gates
from answers.models import Certainty, GateRules, ListStamp
from answers.views import how_we_work
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PAGES = ("/how-we-work/", "/how-we-work/certainty/")


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_no_more_often_when_there_are_more_topics_and_answers(
    client: Client, address: str
) -> None:
    make.published(make.answer(topic_=make.topic(review_months=3)))
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    make.published(make.answer(topic_=make.topic(review_months=6, clinician_needed=False)))
    make.topic(review_months=9)
    ListStamp.objects.renew()

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few) <= 4


@pytest.mark.parametrize("gate", gates.REGISTRY, ids=lambda gate: gate.key)
def test_every_gate_of_the_code_stands_there_in_readers_words_with_its_reason(
    client: Client, gate: gates.Gate
) -> None:
    shown = html(client, "/how-we-work/")

    assert escape(str(gate.for_readers)) in shown
    assert escape(str(gate.why)) in shown


def test_only_what_warns_is_said_to_warn(client: Client) -> None:
    starter = gates.rules_of(None)
    warning = [each for each in gates.REGISTRY if gates.severity(each, starter) == "warn"]

    assert html(client, "/how-we-work/").count("This one warns") == len(warning)


def test_what_the_site_switched_off_is_named_as_not_asked_for(client: Client) -> None:
    before = html(client, "/how-we-work/").count("This site does not ask for it.")
    GateRules.objects.create(pk=1, severities={"newer edition": "off"})
    ListStamp.objects.renew()

    assert html(client, "/how-we-work/").count("This site does not ask for it.") == before + 1


def test_topics_that_ask_for_the_same_stand_together_the_most_frequent_first(settings: LazySettings) -> None:
    settings.REVIEW_INTERVAL_MONTHS = 12
    make.topic(name="Blood")
    make.topic(name="Heart", review_months=6, approvals_needed=2, clinician_needed=True)
    make.topic(name="Lungs", review_months=12)

    found = how_we_work.rhythms()

    assert [(each.months, [topic.name for topic in each.topics]) for each in found] == [
        (6, ["Heart"]),
        (12, ["Blood", "Lungs"]),
    ]


def test_the_page_tells_how_many_people_sign(client: Client) -> None:
    make.topic(review_months=6, approvals_needed=2, clinician_needed=True)

    shown = html(client, "/how-we-work/")

    assert "Every 6 months" in shown
    assert "2 people sign, one of them a clinician" in shown


def test_the_review_status_is_named_only_where_it_is_public(client: Client, settings: LazySettings) -> None:
    settings.REVIEW_STATUS_PUBLIC = False

    assert "/review-status/" not in html(client, "/how-we-work/")


def test_every_label_of_certainty_is_explained_under_its_own_place(client: Client) -> None:
    shown = html(client, "/how-we-work/certainty/")

    assert re.findall(r'<section id="(\w+)"', shown) == Certainty.values
    assert [level.certainty.value for level in how_we_work.LEVELS] == Certainty.values
    assert "doi.org/10.1016/j.jclinepi.2019.10.014" in shown


def test_a_label_leads_to_the_answers_that_carry_it(client: Client) -> None:
    make.published()

    assert 'href="/questions/?certainty=moderate">1 answer<' in html(client, "/how-we-work/certainty/")


def test_the_certainty_of_an_answer_leads_to_what_its_label_means(client: Client) -> None:
    page = make.published().answer.page

    assert 'href="/how-we-work/certainty/#moderate">How sure are we?</a>' in html(
        client, f"/questions/{page.slug}/"
    )


@pytest.mark.parametrize("address", PAGES)
def test_a_page_sets_no_cookie_and_is_not_sent_twice(client: Client, address: str) -> None:
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, first.cookies) == (304, {})


@pytest.mark.parametrize("address", ["/", "/topics/"])
def test_every_page_leads_there(client: Client, address: str) -> None:
    assert 'href="/how-we-work/"' in html(client, address)
