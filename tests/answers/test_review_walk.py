"""The walk from check to check: what waits for whom, in which order, and what each form begins with."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from answers import revisions
from answers.models import Answer, Revision
from tests import cast, make
from tests.answers.reviewing import check_of, get, post, text

pytestmark = pytest.mark.django_db

ALL = ["1-1", "2-0", "3-1", "4-2", "4-1"]


def waiting(name: str, revision: Revision) -> list[str]:
    return re.findall(r'id="check-([\d-]+)"[^>]* data-waits', text(get(name, revision)))


def open_ones(page: str) -> list[str]:
    return re.findall(r'<details class="need" id="check-([\d-]+)"[^>]* open>', page)


def test_every_check_that_nobody_has_made_waits_for_who_may_make_it() -> None:
    revision = make.submitted()

    assert waiting("reviewer", revision) == ALL
    assert waiting("editor", revision) == []
    assert waiting("auditor", revision) == []


def test_who_wrote_a_text_reads_that_its_checks_wait_for_others() -> None:
    page = text(get("editor", make.submitted()))

    assert "No check waits for you. 5 wait for somebody who did not write them." in page


def test_the_walk_begins_at_the_first_and_its_links_go_round() -> None:
    revision = make.submitted()

    page = text(get("reviewer", revision, "?look=first"))

    assert open_ones(page) == ["1-1"]
    ways = re.findall(r'\?look=([\d-]+)#check-[\d-]+" data-look', page)
    assert ways[:3] == ["1-1", "4-1", "2-0"]
    assert ways[-1] == "1-1"


def test_a_place_that_is_not_on_the_page_opens_nothing() -> None:
    assert open_ones(text(get("reviewer", make.submitted(), "?look=99-1"))) == []


def test_after_the_last_check_the_walk_stays_where_it_is() -> None:
    revision = make.submitted()
    make.checked(revision, by=cast.person("clinician"))

    response = post("reviewer", revision, "check", **check_of(revision))

    assert response["Location"].endswith("/#check-1-1")
    assert "No check waits for you." in text(get("reviewer", revision))


@pytest.mark.parametrize(
    ("verdict", "who", "waits"),
    [
        ("could not get it", "editor2", "waits"),
        ("could not get it", "reviewer", ""),
        ("does not support", "editor2", ""),
        ("partly supports", "editor2", ""),
        ("supports", "editor2", ""),
    ],
)
def test_a_check_waits_where_another_look_can_help(verdict: str, who: str, waits: str) -> None:
    revision = make.submitted()

    post("reviewer", revision, "check", **check_of(revision, verdict=verdict, reason="Because."))

    assert ("1-1" in waiting(who, revision)) == bool(waits)


def test_a_check_that_read_too_little_waits_again() -> None:
    revision = make.submitted()
    topic = revision.answer.question.main_topic
    topic.reading_asked = "read the source"
    topic.save()

    post("reviewer", revision, "check", **check_of(revision, reading="quote only"))

    assert "1-1" in waiting("reviewer", revision)
    assert "this topic asks for the source itself" in text(get("reviewer", revision))


def quoted(made: Answer, quote: str) -> Revision:
    draft = revisions.draft_of(made)
    uses = tuple(replace(use, quote=quote) for use in draft.citations)
    make.revision(made, replace(draft, citations=uses))
    return make.submitted(made)


def test_the_quote_that_the_writer_proposes_stands_in_the_form() -> None:
    page = text(get("reviewer", quoted(make.answer(), "Strokes were fewer.")))

    assert page.count("Strokes were fewer.</textarea>") == 4
    assert "The writer proposes this quote." in page


def test_who_checks_again_begins_with_their_own_quote() -> None:
    revision = quoted(make.answer(), "Strokes were fewer.")

    post("reviewer", revision, "check", **check_of(revision, quote="A sharper quote."))

    page = text(get("reviewer", revision))
    assert "Check it again" in page
    assert page.count("A sharper quote.</textarea>") == 1


def test_without_one_the_quote_of_an_earlier_check_is_proposed() -> None:
    revision = make.checked(make.submitted())
    short_answer = "<p>A blood thinner lowers the risk of any stroke [@trial]. It makes bleeding likely.</p>"
    newer = make.revision(revision.answer, make.draft(short_answer=short_answer))

    page = text(get("clinician", newer))

    assert page.count("The very words of the study.</textarea>") == 1
    assert "From an earlier check, before the text changed." in page


def test_what_somebody_read_of_a_source_is_proposed_for_its_next_sentence() -> None:
    revision = make.submitted()

    post("reviewer", revision, "check", **check_of(revision, reading="abstract only"))

    page = text(get("reviewer", revision))
    assert len(re.findall(r'value="abstract only"[^>]* checked', page)) == 3
    assert not re.findall(r'value="abstract only"[^>]* checked', text(get("editor2", revision)))


def test_a_source_is_shown_with_the_places_first_that_are_free() -> None:
    source = make.source(
        "trial", open_access_url="https://example.org/free", pmid="123", abstract="We compared."
    )

    page = text(get("reviewer", make.submitted()))

    [links, *_] = re.findall(r'<p class="links">(.*?)</p>', page, re.DOTALL)
    assert links.index("Free to read") < links.index(source.doi)
    assert "We compared." in page
