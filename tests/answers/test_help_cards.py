"""When to get help now: reviewed with the answer, said in words, and leading nowhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from answers import pages, revisions, workflow
from answers.content import Content, dumps, loads
from answers.models import Answer, Topic
from answers.pages import help_cards
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

STROKE = "Your face droops on one side.\nYou cannot speak clearly."


def page_of(client: Client, **fields: Any) -> str:
    page = make.published(**fields).answer.page
    return client.get(f"/questions/{page.slug}/").content.decode()


def topic_with(**fields: Any) -> Topic:
    return make.topic(emergency_signs="Severe chest pain.", **fields)


def answer_under(topic: Topic) -> Answer:
    answer = make.answer(emergency_signs="")
    type(answer.question).objects.filter(pk=answer.question_id).update(main_topic=topic)
    answer.refresh_from_db()
    return type(answer).objects.get(pk=answer.pk)


def test_a_content_without_cards_keeps_the_hash_it_had() -> None:
    assert "signs" not in dumps(Content("q"))


def test_a_frozen_card_comes_back_as_it_was() -> None:
    content = Content("q", urgent_signs="A rash.", signs_of_topic=("urgent_signs",))

    assert loads(dumps(content)) == content


def test_a_typed_list_loses_its_bullets_and_empty_lines() -> None:
    typed = make.draft(emergency_signs="- Chest pain.\n\n • You faint.\n")

    assert typed.cleaned().emergency_signs == "Chest pain.\nYou faint."


def test_an_answer_takes_over_the_cards_of_its_topic_when_it_is_saved() -> None:
    answer = answer_under(topic_with())

    frozen = revisions.freeze(answer, revisions.draft_of(answer))

    assert frozen.emergency_signs == "Severe chest pain."
    assert frozen.signs_of_topic == ("emergency_signs",)
    assert revisions.draft_from(frozen).emergency_signs == ""


def test_an_answers_own_card_stands_instead_of_the_topics() -> None:
    answer = answer_under(topic_with(urgent_signs="A fever."))

    frozen = revisions.freeze(answer, replace(revisions.draft_of(answer), emergency_signs=STROKE))

    assert (frozen.emergency_signs, frozen.urgent_signs) == (STROKE, "A fever.")
    assert frozen.signs_of_topic == ("urgent_signs",)


def test_the_nearest_topic_above_lends_its_card() -> None:
    below = make.topic(parent=topic_with())

    assert below.signs("emergency_signs", "en") == "Severe chest pain."


def test_a_page_in_another_language_shows_no_card_in_this_one() -> None:
    topic = topic_with(in_languages={"es": {"urgent_signs": "Fiebre."}})

    assert topic.signs("emergency_signs", "es") == ""
    assert topic.signs("urgent_signs", "es") == "Fiebre."


def test_a_topics_new_words_reach_no_reader_before_they_are_reviewed_with_an_answer(client: Client) -> None:
    answer = make.published().answer

    Topic.objects.filter(pk=answer.question.main_topic_id).update(emergency_signs="Not yet read by anybody.")
    answer.page.__class__.objects.update(is_stale=True)

    assert "Not yet read" not in client.get(f"/questions/{answer.page.slug}/").content.decode()


def test_the_level_is_told_in_words_and_the_number_is_the_sites(
    client: Client, settings: LazySettings
) -> None:
    settings.EMERGENCY_NUMBER = "112"

    html = page_of(client, emergency_signs=STROKE, urgent_signs="A fever.", soon_signs="A cough.")

    assert '<span class="vh">Immediate action required: </span>Call 112 now if:' in html
    assert '<span class="vh">Urgent advice: </span>Call your care team now if:' in html
    assert '<span class="vh">Non-urgent advice: </span>Make an appointment with your doctor if:' in html


def test_without_a_number_of_the_site_readers_are_told_to_call_their_own() -> None:
    (card,) = help_cards.of(Content("q", emergency_signs=STROKE))

    assert card.heading == "Call your local emergency number now if:"


def test_no_card_leads_anywhere_else(client: Client) -> None:
    html = page_of(client, emergency_signs="See https://a.example/ or <a href='/x/'>here</a>.")

    card = html.split('id="get-help"')[1].split("</section>")[0]
    assert "<a" not in card
    assert "https://a.example/" in card


def test_a_page_without_a_card_asks_for_no_further_stylesheet(client: Client) -> None:
    assert "parts" not in page_of(client).split("</head>")[0]
    assert "css/parts" in page_of(client, emergency_signs=STROKE)


@pytest.mark.parametrize("sheet", ["easy", "everything"])
def test_a_card_is_printed_on_the_sheet(client: Client, sheet: str) -> None:
    page = make.published(emergency_signs=STROKE).answer.page

    html = client.get(f"/questions/{page.slug}/print/{sheet}/").content.decode()

    assert "Your face droops on one side." in html


def test_a_reviewer_reads_the_card_and_can_comment_on_its_lines(client: Client) -> None:
    revision = make.submitted(emergency_signs=STROKE)
    client.force_login(cast.person("reviewer"))

    html = client.get(f"/admin/review/{revision.pk}/").content.decode()

    assert 'id="claim-emergency-signs-2"' in html


def test_programs_read_the_cards_too(client: Client) -> None:
    number = make.published(urgent_signs="A fever.").answer.question_id

    found = client.get(f"/api/v1/answers/{number}/").json()["get_help"]

    assert found == [{"level": "urgent", "heading": "Call your care team now if:", "signs": ["A fever."]}]


def test_who_writes_a_sign_is_an_author_of_it() -> None:
    before = make.answer()
    latest = make.latest(before)

    after = revisions.draft_of(before)
    saved = workflow.save(
        before,
        replace(after, soon_signs="A cough."),
        by=cast.person("editor2"),
        at=make.NOW,
        base=latest.number,
    )

    assert saved is not None
    assert revisions.fingerprints(saved.content()) - revisions.fingerprints(latest.content())


def test_the_preview_shows_the_card_as_readers_will_see_it() -> None:
    answer = answer_under(topic_with())

    frozen = revisions.freeze(answer, revisions.draft_of(answer))

    assert "Severe chest pain." in pages.preview_html(frozen, answer, today=make.TODAY)
