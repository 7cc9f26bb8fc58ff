"""Related questions: at most five, public, in the page's language, and never out of date."""

from __future__ import annotations

import gzip
import re
import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answers import pages, workflow
from answers.models import Answer, PublishedPage, Question, RelatedChoice, Topic
from answers.pages import related
from tests import at_once, cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

TABLETS = "Do warfarin tablets thin the blood?"


def published(wording: str, topic: Topic | None = None, *sources: str, **fields: Any) -> Answer:
    """A public answer that cites these sources of its own and no other."""
    own = sources or (f"own{PublishedPage.objects.count()}",)
    for key in own:
        make.source(key)
    marks = "; ".join(f"@{key}" for key in own)
    typed = {
        "wording": wording,
        "short_answer": f"<p>Ask your care team [{marks}].</p>",
        "research": f"<p>They know more [@{own[0]}].</p>",
    }
    return make.published(topic_=topic, **(typed | fields)).answer


def named(answer: Answer) -> list[str]:
    """The questions that its page leads to, as a reader is sent it once the timed work has run."""
    pages.introduce_due(100, at=make.NOW)
    return seen(answer)


def seen(answer: Answer) -> list[str]:
    """The same right now."""
    question = answer.question
    found = pages.read(question.slug, at=make.NOW, language=question.language)
    assert found is not None
    html = gzip.decompress(found.body).decode()
    part = re.search(r'<section id="related".*?</section>', html, re.DOTALL)
    return re.findall(r"<li><a [^>]*>(.*?)</a>", part[0]) if part else []


def renewed(answer: Answer) -> Answer:
    return Answer.objects.select_related("question").get(pk=answer.pk)


def test_a_question_that_stands_alone_leads_nowhere() -> None:
    alone = published(TABLETS)
    published("How is melanoma staged?")

    assert named(alone) == []


def test_a_page_leads_to_five_of_two_hundred_at_most() -> None:
    topic = make.topic()
    first = published(TABLETS, topic)
    likenesses(first.page, 200)
    PublishedPage.objects.filter(answer=first).update(is_stale=True)

    assert len(named(first)) == related.MOST


def test_what_asks_in_the_same_words_comes_before_what_only_has_the_same_topic() -> None:
    topic = make.topic()
    asked = published(TABLETS, topic)
    published("How is melanoma staged?", topic)
    published("Which warfarin tablets are there?")

    assert named(asked) == ["Which warfarin tablets are there?", "How is melanoma staged?"]


def test_what_rests_on_the_same_sources_is_related() -> None:
    asked = published(TABLETS, None, "one", "two")
    published("How is melanoma staged?", None, "one", "two")

    assert named(asked) == ["How is melanoma staged?"]


def test_a_question_in_another_language_is_not_related() -> None:
    topic = make.topic()
    asked = published(TABLETS, topic)
    published("Warfarin tablets en español", topic, language="es")

    assert named(asked) == []


def test_a_question_that_comes_later_shows_once_the_timed_work_has_run() -> None:
    topic = make.topic()
    asked = published(TABLETS, topic)
    before = named(asked)

    published("How is melanoma staged?", topic)

    assert before == []
    assert named(asked) == ["How is melanoma staged?"]


def test_a_newer_version_leads_where_the_one_before_did() -> None:
    topic = make.topic()
    asked = published(TABLETS, topic, "one")
    published("How is melanoma staged?", topic)
    named(asked)

    text = {"short_answer": "<p>It does [@one].</p>", "research": "<p>We know [@one].</p>"}
    make.revision(renewed(asked), make.draft(wording=TABLETS, **text))
    make.published(renewed(asked))

    assert "It does" in PublishedPage.objects.get(answer=asked).html
    assert seen(asked) == ["How is melanoma staged?"]


def test_a_withdrawn_question_is_gone_at_the_next_read() -> None:
    topic = make.topic()
    asked, other = published(TABLETS, topic), published("How is melanoma staged?", topic)
    before = named(asked)

    workflow.withdraw(renewed(other), by=cast.person("editor"), at=make.NOW, reason="It was wrong.")

    assert before == ["How is melanoma staged?"]
    assert seen(asked) == []


def test_a_question_at_another_address_is_named_there_at_the_next_read() -> None:
    topic = make.topic()
    asked, other = published(TABLETS, topic), published("How is melanoma staged?", topic)
    named(asked)

    workflow.rename(renewed(other).question, "stages", by=cast.person("editor"), at=make.NOW)

    assert seen(asked) == ["How is melanoma staged?"]
    assert 'href="/questions/stages/"' in PublishedPage.objects.get(answer=asked).html


def test_a_question_in_new_words_is_named_by_them_and_may_be_related_to_others_now() -> None:
    asked, other = published(TABLETS), published("How is melanoma staged?", None, "skin")
    before = named(asked)

    wording = "Do warfarin tablets help?"
    make.revision(
        renewed(other),
        make.draft(
            wording=wording, short_answer="<p>No [@skin].</p>", research="<p>They do not [@skin].</p>"
        ),
    )
    make.published(renewed(other))

    assert before == []
    assert named(asked) == [wording]


def test_what_an_editor_wants_first_comes_first_and_what_never_is_left_out() -> None:
    topic = make.topic()
    asked, alike = published(TABLETS, topic), published("Which warfarin tablets are there?", topic)
    far = published("How is melanoma staged?")
    choose(asked, far, RelatedChoice.Wish.FIRST)
    choose(asked, alike, RelatedChoice.Wish.NEVER)

    assert named(asked) == ["How is melanoma staged?"]
    assert named(alike) == [TABLETS]


def test_what_an_editor_wants_first_is_shown_only_while_it_is_public() -> None:
    asked, far = published(TABLETS), make.answer(wording="How is melanoma staged?")
    choose(asked, far, RelatedChoice.Wish.FIRST)

    assert named(asked) == []


def test_a_page_that_is_fresh_is_read_without_looking_for_related_ones() -> None:
    topic = make.topic()
    asked = published(TABLETS, topic)
    published("How is melanoma staged?", topic)
    named(asked)

    with CaptureQueriesContext(connection) as queries:
        seen(asked)

    assert len(queries) == 1


def test_many_related_questions_cost_as_many_queries_as_one() -> None:
    topic = make.topic()
    asked = published(TABLETS, topic)
    published("Which warfarin tablets are there?", topic)
    asked = renewed(asked)
    content = asked.live_revision.content()  # type: ignore[union-attr]  # it is public
    with CaptureQueriesContext(connection) as few:
        related.of(asked, content, [])
    likenesses(asked.page, 30)

    with CaptureQueriesContext(connection) as many:
        found = related.of(asked, content, [])

    assert len(found.named) == related.MOST
    assert len(many) <= len(few)


def test_former_versions_and_previews_lead_to_no_related_questions(client: Client) -> None:
    topic = make.topic()
    asked = published(TABLETS, topic)
    published("How is melanoma staged?", topic)

    html = client.get(f"/questions/{asked.question.slug}/history/1/").content.decode()

    assert 'id="related"' not in html


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_a_page_made_while_a_related_one_is_taken_away_is_right_at_the_next_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    topic = make.topic()
    asked, other = published(TABLETS, topic), published("How is melanoma staged?", topic)
    named(asked)
    PublishedPage.objects.filter(answer=asked).update(is_stale=True)
    look = related.of

    def slowly(*args: Any) -> related.Neighbourhood:
        monkeypatch.undo()
        found = look(*args)
        taking = threading.Thread(target=at_once.closing(lambda: take_away(other)))
        taking.start()
        taking.join()
        return found

    monkeypatch.setattr(related, "of", slowly)

    assert seen(asked) == []


def take_away(answer: Answer) -> None:
    workflow.withdraw(renewed(answer), by=cast.person("editor"), at=make.NOW, reason="It was wrong.")


def choose(asked: Answer, other: Answer, wish: RelatedChoice.Wish) -> None:
    RelatedChoice.objects.create(question=asked.question, other=other.question, wish=wish)
    PublishedPage.objects.filter(answer=asked).update(is_stale=True)


def likenesses(page: PublishedPage, count: int) -> None:
    """So many further pages in the topic of this one, each with a question of its own; what they themselves
    lead to is chosen."""
    topic = page.answer.question.main_topic
    for number in range(count):
        question = Question.objects.create(
            wording=f"{TABLETS} {number}",
            slug=f"likeness-{number}",
            main_topic=topic,
            created_at=make.NOW,
        )
        answer = Answer.objects.get(pk=page.answer_id)
        answer.pk, answer.question, answer._state.adding = None, question, True
        answer.save()
        made = PublishedPage.objects.get(pk=page.pk)
        made.pk, made.answer, made.slug, made.title = None, answer, question.slug, question.wording
        made._state.adding, made.is_introduced = True, True
        made.save()
