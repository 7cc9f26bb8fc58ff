"""Choosing the rules for a good page: on record, by managing editors, and measured against public pages."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from answers import gates, workflow
from answers.models import Answer, Event, GateRules, Question, Refused, Topic, queued_by_rules
from tests import cast, make
from tests.answers import reviewing

pytestmark = pytest.mark.django_db

BLOCKING = {"unknowns said": "block"}


def choose(profile: str = "starter", **severities: str) -> bool:
    return workflow.choose_rules(
        profile=profile,
        severities={key.replace("_", " "): each for key, each in severities.items()},
        by=cast.person("managing"),
        at=make.NOW,
    )


def queued() -> list[int]:
    while workflow.measure_due(make.NOW):
        pass
    return [each.pk for each in queued_by_rules()]


def test_a_choice_is_on_record_with_what_held_before() -> None:
    choose("full standard", unknowns_said="off")

    event = Event.objects.get(verb="changed the rules")
    assert event.person == cast.person("managing")
    assert event.details == {
        "before": {"profile": "starter", "severities": {}},
        "after": {"profile": "full standard", "severities": {"unknowns said": "off"}},
    }


def test_the_same_choice_again_is_no_change() -> None:
    choose("full standard")

    assert choose("full standard") is False
    assert Event.objects.filter(verb="changed the rules").count() == 1


def test_only_managing_editors_choose() -> None:
    with pytest.raises(Refused, match="Only managing editors"):
        workflow.choose_rules(profile="starter", severities={}, by=cast.person("editor"), at=make.NOW)


def test_what_always_blocks_cannot_be_chosen() -> None:
    with pytest.raises(Refused, match="no rule that could be chosen"):
        choose(approvals="off")


def test_a_topic_may_ask_for_more_than_the_site() -> None:
    strict = make.topic(severities=BLOCKING)

    found = gates.for_submit(make.latest(make.answer(topic_=strict)))

    assert [each.gate for each in found if each.is_blocking] == ["unknowns said"]


def test_a_public_page_that_fails_a_stricter_rule_is_queued_and_stays_public() -> None:
    failing = make.published().answer
    make.published(unknowns="<p>Much is open.</p>")
    assert queued() == []

    choose(unknowns_said="block")

    assert queued() == [failing.pk]
    assert Answer.objects.published().count() == 2


def test_a_milder_rule_lets_it_go_again() -> None:
    make.published()
    choose(unknowns_said="block")
    assert len(queued()) == 1

    choose(unknowns_said="warn")

    assert queued() == []


def test_publishing_a_better_text_takes_it_out_of_the_queue() -> None:
    answer = make.published().answer
    choose(unknowns_said="block")
    queued()
    answer.refresh_from_db()
    make.revision(answer, make.draft(wording=answer.question.wording, unknowns="<p>Much is open.</p>"))

    make.published(answer)

    assert queued() == []
    assert not Answer.objects.get(pk=answer.pk).fails_gates


def test_pages_are_measured_once_for_each_change_of_rules() -> None:
    make.published()
    queued()

    with CaptureQueriesContext(connection) as asked:
        assert workflow.measure_due(make.NOW) == 0
    assert len(asked) <= 2

    choose(unknowns_said="block")
    assert workflow.measure_due(make.NOW) == 1


def test_a_question_that_moves_under_a_stricter_topic_is_measured() -> None:
    answer = make.published().answer
    Question.objects.filter(pk=answer.question_id).update(main_topic=make.topic(severities=BLOCKING))

    workflow.measure_of(answer.question_id, at=make.NOW)

    assert [each.pk for each in queued_by_rules()] == [answer.pk]


def test_the_screen_shows_every_rule_and_keeps_what_is_chosen() -> None:
    client = cast.client("managing")

    shown = reviewing.text(client.get("/admin/rules/"))
    assert all(str(gate.rule) in shown for gate in gates.REGISTRY)

    client.post("/admin/rules/", {"profile": "full standard", "severities-unknowns-said": "off"})
    rules = GateRules.objects.get()
    assert (rules.profile, rules.severities) == ("full standard", {"unknowns said": "off"})


def test_an_editor_reads_the_rules_and_cannot_change_them() -> None:
    client = cast.client("editor")

    shown = reviewing.text(client.get("/admin/rules/"))
    assert 'type="submit" class="default"' not in shown
    assert 'id="id_severities-unknowns-said" disabled>' in shown
    assert client.post("/admin/rules/", {"profile": "starter"}).status_code == 403


def test_the_page_of_a_topic_chooses_for_it_and_that_is_on_record() -> None:
    topic = make.topic()
    typed = {
        "name": topic.name,
        "slug": topic.slug,
        "approvals_needed": "1",
        "reading_asked": "quote only",
        "profile": "full standard",
        "severities-unknowns-said": "warn",
    }

    response = cast.client("managing").post(f"/admin/answers/topic/{topic.pk}/change/", typed)

    assert response.status_code == 302
    topic = Topic.objects.get()
    assert (topic.profile, topic.severities) == ("full standard", {"unknowns said": "warn"})
    assert Event.objects.get(verb="changed the rules of a topic").details["after"]["topic"] == topic.pk
