"""The search page: readers find what is public, learn why, and are helped on when there is nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from answers import search, workflow
from answers.models import Answer, PublishedPage, Question, SynonymGroup
from answers.views import search as view
from tests import cast, make

pytestmark = pytest.mark.django_db

HOSTILE = (
    "NEAR(",
    'NEAR("a" b, 2)',
    '"',
    "'",
    "a OR",
    "AND AND NOT",
    "question:x",
    "(((((",
    "*",
    "^a",
    "a* -b +c",
    "x'; DROP TABLE answers_search; --",
    "<script>alert(1)</script>",
    "%s %(x)s %%",
    "\x00",
    "a\x00b",
    "\ud800",
    "😀👩‍⚕️",
    "\u202eabc\u202d",
    "שלום עולם",
    "a" * 10_000,
    "salt " * 2_000,
    "! ".join("abcdefghij" * 50),
    "\\ ' & | <-> !",
    "½ ² ﬁ ﷺ",
)


def publish(wording: str, **fields: Any) -> PublishedPage:
    return make.published(wording=wording, **fields).answer.page


def asked(client: Client, **asking: str) -> str:
    response = client.get("/search/", asking)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_found_page_is_listed_with_its_words_marked_and_where_they_stand(client: Client) -> None:
    publish("Is salt harmful?", short_answer="<p>Salty food is not for everyone [@trial].</p>")

    shown = asked(client, q="salt")

    assert '<a href="/questions/is-salt-harmful/">Is <mark>salt</mark> harmful?</a>' in shown
    assert "1 page has all of your words." in shown
    assert "Last reviewed 22 November 2026." in shown


def test_a_passage_says_where_it_stands(client: Client) -> None:
    publish("Is salt harmful?", research="<p>Vinegar was tested in rats [@review].</p>")

    shown = asked(client, q="vinegars")

    assert "In what the research says:</span> <mark>Vinegar</mark> was tested in rats." in shown


def test_forms_of_a_word_and_accents_find_the_same(client: Client) -> None:
    publish("Do tablets cause bleeding in naïve patients?")

    for typed in ("tablet", "bleed", "BLEEDS", "naive", "patient’s"):
        assert "Do <mark>tablets" in asked(client, q=f"{typed} tablets")


def test_what_was_published_just_now_is_found_and_what_was_withdrawn_is_not(client: Client) -> None:
    page = publish("Is salt harmful?")
    before = asked(client, q="salt")

    workflow.withdraw(page.answer, by=cast.person("managing"), at=make.NOW, reason="It is wrong.")

    assert "/questions/is-salt-harmful/" in before
    assert "/questions/is-salt-harmful/" not in asked(client, q="salt")


def test_a_draft_is_not_found(client: Client) -> None:
    made = publish("Is salt harmful?").answer
    make.revision(Answer.objects.get(pk=made.pk), make.draft(wording="Is sugar harmful?"))

    assert "is-salt" not in asked(client, q="sugar")


def test_the_question_weighs_more_than_the_research(client: Client) -> None:
    publish("Is pepper harmful?", research="<p>Salt was tested with salt and salt [@review].</p>")
    publish("Is salt harmful?")

    shown = asked(client, q="salt")

    assert shown.index("is-salt-harmful") < shown.index("is-pepper-harmful")


def test_a_slip_of_the_finger_is_mended_and_told(client: Client) -> None:
    publish("Is tocilizumab harmful?")

    shown = asked(client, q="tociluzimab harm")

    assert 'Did you mean <a href="?q=tocilizumab+harm"><bdi>tocilizumab harm</bdi></a>?' in shown
    assert "Is <mark>tocilizumab</mark> <mark>harmful</mark>?" in shown


def test_mistyped_words_are_recognised() -> None:
    publish("Does a blood clot, thrombosis or hemorrhage follow leukemia, myeloma or apixaban?")

    typed = ("leukimia", "trombosis", "hemmorage", "mylenoma", "bloodclot", "apixiban")
    meant = ["leukemia", "thrombosis", "hemorrhage", "myeloma", "blood clot", "apixaban"]
    assert [search.read(each).corrected for each in typed] == meant


def test_a_word_split_in_two_is_one(client: Client) -> None:
    publish("Is an anticoagulant harmful?")

    assert "<mark>anticoagulant</mark>" in asked(client, q="anti coagulants")


def test_other_words_for_the_same_find_it_in_any_form(client: Client) -> None:
    search.keep_synonyms(SynonymGroup(words="heart attack\nmyocardial infarction"))
    publish("How common is myocardial infarction?")

    shown = asked(client, q="Heart attacks")

    assert "<mark>myocardial</mark> <mark>infarction</mark>" in shown
    assert "We also looked for: myocardial infarction." in shown


def test_a_letter_left_out_is_likelier_than_another_one_in_its_place() -> None:
    for wording in ("Is salt hard?", "Is pepper hard?", "Does my heart race?"):
        publish(wording)

    assert search.read("hart").corrected == "heart"


def test_where_nothing_is_found_the_words_that_were_looked_for_are_named(client: Client) -> None:
    search.keep_synonyms(SynonymGroup(words="heart attack\nmyocardial infarction"))

    assert "We found no page about “<bdi>heart attack</bdi>”." in asked(client, q="hart attak")


def test_of_likely_words_those_that_mean_something_together_are_meant() -> None:
    search.keep_synonyms(SynonymGroup(words="heart attack\nmyocardial infarction"))
    for wording in ("Does salt attach?", "Does pepper attach?"):
        publish(wording)

    assert search.read("attacj").corrected == "attach"
    assert search.read("hert attacj").corrected == "heart attack"


def test_a_group_that_is_deleted_means_nothing_any_more(client: Client) -> None:
    group = SynonymGroup(words="Plavix\nclopidogrel")
    search.keep_synonyms(group)
    publish("Is clopidogrel harmful?")

    search.forget_synonyms(group)

    assert "is-clopidogrel-harmful" not in asked(client, q="plavix")


def test_where_no_page_has_everything_those_with_the_most_of_it_are_shown(client: Client) -> None:
    publish("Is salt harmful for the kidneys?")
    publish("Is pepper good?")

    shown = asked(client, q="salt kidneys zebra")

    assert "No page has all of your words. These come nearest:" in shown
    assert "is-salt-harmful-for-the-kidneys" in shown


def test_nothing_found_offers_near_questions_topics_and_the_list(client: Client) -> None:
    publish("Is salt harmful?", topic_=make.topic(name="Kidneys"))

    shown = asked(client, q="harmful zebra giraffe elephant hippo")

    assert "We found no page about “<bdi>harmful zebra giraffe elephant hippo</bdi>”." in shown
    assert "Questions that come near" in shown
    assert "is-salt-harmful" in shown
    assert "Kidneys</a>" in shown
    assert "/questions/" in shown


def test_results_are_narrowed_by_topic_with_all_below_certainty_and_study(client: Client) -> None:
    above = make.topic(name="Food", slug="food")
    below = make.topic(name="Salt", slug="salt", parent=above)
    make.source("trial", study_type="single-arm trial")
    publish("Is salt harmful?", topic_=below, certainty="high")
    uncited = {"short_answer": "<p>It is [@review].</p>", "research": "<p>It is [@review].</p>"}
    publish("Is salt dear?", topic_=make.topic(name="Money"), certainty="low", **uncited)

    for narrowing in (
        {"topic": "food"},
        {"topic": "salt"},
        {"certainty": "high"},
        {"study": "single-arm trial"},
    ):
        shown = asked(client, q="salt", **narrowing)
        assert "is-salt-harmful" in shown
        assert "is-salt-dear" not in shown
    assert 'topic=food">Food</a> <span class="count">1</span>' in asked(client, q="salt")


def test_a_topic_without_a_page_in_this_language_holds_no_result(client: Client) -> None:
    make.topic(name="Empty", slug="empty")
    publish("Is salt harmful?", topic_=make.topic(name="Food", slug="food"))

    assert "is-salt-harmful" not in asked(client, q="salt", topic="empty")
    assert client.get("/es/search/", {"q": "salt", "topic": "food"}).status_code == 200


def test_only_pages_in_the_language_of_the_address_are_found(client: Client) -> None:
    publish("Is salt harmful?")
    made = make.answer(wording="Is salt dear?")
    Question.objects.filter(pk=made.question_id).update(language="es")
    make.published(Answer.objects.get(pk=made.pk))

    here, there = asked(client, q="salt"), client.get("/es/search/", {"q": "salt"}).content.decode()

    assert ("is-salt-harmful" in here, "is-salt-dear" in here) == (True, False)
    assert ("is-salt-harmful" in there, "is-salt-dear" in there) == (False, True)


@pytest.mark.parametrize("narrowing", [{"topic": "x"}, {"certainty": "x"}, {"study": "x"}, {"page": "x\x00"}])
def test_an_unknown_choice_narrows_nothing(client: Client, narrowing: dict[str, str]) -> None:
    publish("Is salt harmful?")

    assert "is-salt-harmful" in asked(client, q="salt", **narrowing)


def test_pages_beyond_the_counted_are_told_as_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search.finding, "COUNTED", 1)
    publish("Is salt harmful?")
    publish("Is salt dear?")

    assert "1+ pages have all of your words." in asked(client, q="salt")


def test_many_results_are_leafed_through(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "PAGE_SIZE", 1)
    publish("Is salt harmful?")
    publish("Is salt dear?")

    assert 'href="?q=salt&amp;page=2"' in asked(client, q="salt")


def test_the_page_asks_no_more_often_when_it_finds_more(client: Client) -> None:
    publish("Is salt harmful?")
    with CaptureQueriesContext(connection) as few:
        asked(client, q="salt")
    for number in range(4):
        publish(f"Is salt dear, case {number}?")

    with CaptureQueriesContext(connection) as many:
        asked(client, q="salt")

    assert len(many) <= len(few) <= 14


def test_no_cache_and_no_cookie_keeps_what_was_asked(client: Client) -> None:
    response = client.get("/search/", {"q": "salt"})

    assert response.headers["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert '<meta name="robots" content="noindex">' in response.content.decode()


@pytest.mark.parametrize("typed", ["", "   ", "?!"])
def test_without_a_word_the_page_says_how_to_ask(client: Client, typed: str) -> None:
    assert "Or choose a topic" in asked(client, q=typed) or "What you can do" in asked(client, q=typed)


def test_whatever_is_typed_is_answered(client: Client) -> None:
    publish("Is salt harmful?")

    replies = [client.get("/search/", {"q": each.encode("utf-8", "surrogatepass")}) for each in HOSTILE]

    assert {reply.status_code for reply in replies} == {200}
    assert not [reply for reply in replies if "<script>alert" in reply.content.decode()]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.text(max_size=400)
    | st.lists(st.sampled_from(["salt", '"', "OR", "NEAR(", "a", "*"])).map(" ".join)
)
@example(typed="salt")
def test_any_text_is_answered(typed: str) -> None:
    if not PublishedPage.objects.exists():
        publish("Is salt harmful?")

    read = search.read(typed)

    assert search.find(read).count <= 1
    assert len(read.typed) <= 300


@pytest.mark.parametrize("has_found", [True, False])
def test_a_mended_search_that_finds_nothing_promises_nothing(has_found: bool) -> None:  # noqa: FBT001
    shown = render_to_string(
        "answers/_search_understood.html", {"corrected": "q=heart", "has_found": has_found}
    )

    assert "Did you mean" in shown
    assert ("Here is what we found for it." in shown) == has_found
