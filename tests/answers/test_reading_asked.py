"""What a checker must have read, as the topics of an answer ask for it, and the sentence that says so."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from answers import gates, workflow
from answers.models import CitationCheck, Reading, Refused, Revision, Topic
from sources.models import Source
from tests import cast, make
from tests.answers import reviewing

pytestmark = pytest.mark.django_db

SOURCE, ABSTRACT, QUOTE = Reading.SOURCE, Reading.ABSTRACT, Reading.QUOTE


def checked(asked: str, *read: tuple[str, str], further: str = "") -> Revision:
    """A submitted revision of one cited sentence whose citation these people checked after this reading."""
    body = "<p>Fewer people had a stroke [@trial].</p>"
    answer = make.answer(topic_=make.topic(reading_asked=asked), short_answer=body, research=body)
    if further:
        answer.question.topics.add(make.topic(reading_asked=further))
    revision = make.submitted(answer)
    claim_hash = gates.needed_checks(revision.content())[0].claim.hash
    for name, reading in read:
        workflow.check(
            revision,
            claim_hash,
            by=cast.person(name),
            at=make.NOW,
            source=Source.objects.get(key="trial"),
            verdict=CitationCheck.Verdict.SUPPORTS,
            reading=reading,
            quote="Fewer strokes were seen.",
        )
    return revision


def found(revision: Revision) -> list[str]:
    return sorted({each.sentence for each in reviewing.blocking(revision)})


@pytest.mark.parametrize("asked", Reading)
@pytest.mark.parametrize("read", Reading)
def test_a_check_suffices_when_it_rests_on_as_much_as_the_topic_asks_for(asked: Any, read: Any) -> None:
    order = [QUOTE, ABSTRACT, SOURCE]

    revision = checked(asked, ("reviewer", read))

    assert (found(revision) == []) == (order.index(read) >= order.index(asked))


@pytest.mark.parametrize(
    ("asked", "read", "words"),
    [
        (
            SOURCE,
            ABSTRACT,
            "was read only in abstract for “Fewer people had a stroke”; this topic asks for the",
        ),
        (
            SOURCE,
            QUOTE,
            "was checked by the quote only for “Fewer people had a stroke”; this topic asks for the",
        ),
        (ABSTRACT, QUOTE, "this topic asks for the abstract at least. Let somebody read it."),
    ],
)
def test_the_gate_says_in_words_what_was_read_and_what_is_asked_for(
    asked: str, read: str, words: str
) -> None:
    [sentence] = found(checked(asked, ("reviewer", read)))

    assert sentence.startswith("Source 1 ")
    assert words in sentence


def test_a_topic_asks_for_nothing_more_until_somebody_says_so() -> None:
    assert make.topic().reading_asked == QUOTE


def test_the_strictest_of_the_topics_rules() -> None:
    revision = checked(QUOTE, ("reviewer", ABSTRACT), further=SOURCE)

    assert gates.reading_asked(revision.answer) == SOURCE
    assert len(found(revision)) == 1


def test_one_person_who_read_enough_is_enough() -> None:
    revision = checked(SOURCE, ("reviewer", ABSTRACT), ("clinician", SOURCE))

    assert found(revision) == []


def test_a_sentence_without_a_citation_asks_for_no_reading() -> None:
    answer = make.answer(topic_=make.topic(reading_asked=SOURCE))

    assert found(make.checked(make.submitted(answer))) == []


def test_approval_is_refused_while_nobody_read_enough() -> None:
    revision = checked(SOURCE, ("reviewer", ABSTRACT))

    with pytest.raises(Refused, match="was read only in abstract"):
        make.approve(revision)


def test_an_unknown_reading_is_refused_by_the_database() -> None:
    topic = make.topic()

    with pytest.raises(IntegrityError, match="a_topic_asks_for_a_known_reading"), transaction.atomic():
        Topic.objects.filter(pk=topic.pk).update(reading_asked="the title")


def test_a_managing_editor_says_on_the_topic_what_must_be_read(client: Client) -> None:
    topic = make.topic()
    client.force_login(cast.person("managing"))
    address = f"/admin/answers/topic/{topic.pk}/change/"
    fields = {"name": topic.name, "slug": topic.slug, "approvals_needed": "1", "reading_asked": SOURCE}

    page = client.get(address).content.decode()
    client.post(address, fields)

    topic.refresh_from_db()
    assert "A check must rest on" in page
    assert topic.reading_asked == SOURCE
