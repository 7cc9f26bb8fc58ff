"""What readers are told of a newer edition: at the next read, in plain words, once somebody confirmed it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answers import workflow
from answers.content import SetAside
from answers.models import Answer
from sources import replacements
from sources.models import Source
from tests import cast, make, newer

pytestmark = pytest.mark.django_db

SAID = "A newer edition was published in 2025: “Guideline on thin blood”."
IN_HAND = f"{SAID} We are checking what it changes."
LINK = '<a href="https://doi.org/10.1000/newer">Read the newer edition</a>'


def page(answer: Answer) -> str:
    return html(answer.question.get_absolute_url())


def html(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_reference_says_so_at_the_next_read_once_it_is_confirmed() -> None:
    answer, replacement = newer.published(), newer.proposed()
    before = page(answer)

    replacements.confirm(replacement, by=cast.person("managing"), at=make.NOW)

    assert SAID not in before
    assert f"{IN_HAND} {LINK}" in page(answer)


def test_a_rejection_takes_it_off_at_the_next_read() -> None:
    answer, replacement = newer.published(), newer.confirmed()
    page(answer)

    replacements.reject(replacement, by=cast.person("managing"), at=make.NOW, reason="Another society.")

    assert SAID not in page(answer)


def test_the_page_of_the_source_and_the_list_say_so_too() -> None:
    newer.published()
    newer.confirmed()

    assert f"{IN_HAND} {LINK}" in html("/sources/older/")
    assert SAID in html("/sources/")


def test_where_the_older_edition_was_kept_nobody_is_said_to_be_checking() -> None:
    kept, other, replacement = newer.published(), newer.published(), newer.confirmed()
    page(kept)

    workflow.keep_older(kept, replacement, by=cast.person("editor"), at=make.NOW, reason="It tells of 2019.")

    assert SAID in page(kept)
    assert IN_HAND not in page(kept)
    assert "It tells of 2019." not in page(kept)
    assert IN_HAND in page(other)
    assert IN_HAND in html("/sources/older/")


def test_once_every_page_keeps_it_the_source_says_so() -> None:
    answer, replacement = newer.published(), newer.confirmed()

    workflow.keep_older(
        answer, replacement, by=cast.person("editor"), at=make.NOW, reason="It tells of 2019."
    )

    assert SAID in html("/sources/older/")
    assert IN_HAND not in html("/sources/older/")


def test_of_a_source_that_was_not_used_nobody_checks_anything() -> None:
    make.source("older")
    answer = make.published(make.answer(set_aside=(SetAside("older", "Too old."),))).answer
    newer.confirmed()

    assert SAID in page(answer)
    assert IN_HAND not in page(answer)


def test_a_draft_with_the_newer_edition_shows_nothing_to_readers() -> None:
    answer, replacement = newer.published(), newer.confirmed()
    before = page(answer)

    workflow.ask_for_newer(replacement, by=cast.person("editor2"), at=make.NOW)
    Source.objects.filter(key="newer").update(title="An unsigned title")

    assert page(answer) == before
    assert Client().get("/sources/newer/").status_code == 404


def test_once_it_is_published_the_page_rests_on_the_newer_edition() -> None:
    answer, replacement = newer.published(), newer.confirmed()
    workflow.ask_for_newer(replacement, by=cast.person("editor2"), at=make.NOW)
    answer.refresh_from_db()

    make.checked(make.submitted(answer))
    make.approve(make.latest(answer), by=cast.person("managing"))
    workflow.publish(make.latest(answer), by=cast.person("managing"), at=make.NOW)

    assert SAID not in page(answer)
    assert "10.1000/newer" in page(answer)
    assert Client().get("/sources/older/").status_code == 404
    assert "p. 4" not in page(answer)


def test_a_title_is_escaped() -> None:
    answer = newer.published()
    newer.confirmed(title="Blood <script>alert(1)</script>")

    assert "<script>alert(1)" not in page(answer) + html("/sources/older/") + html("/sources/")


@pytest.mark.parametrize("address", ["/sources/", "/sources/older/"])
def test_a_newer_edition_keeps_the_pages_of_sources_cheap(address: str) -> None:
    newer.published()
    newer.confirmed()
    with CaptureQueriesContext(connection) as one:
        html(address)
    for _ in range(3):
        newer.published()

    with CaptureQueriesContext(connection) as many:
        html(address)

    assert len(many) == len(one) < 10
