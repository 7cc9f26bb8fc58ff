"""What becomes of answers when two of their sources are merged: words stay, names and standing follow."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answers.models import Answer
from sources import merging, notices
from sources.models import Merge, Source
from tests import cast, make

pytestmark = pytest.mark.django_db

BOTH = "<p>Fewer people had a stroke [@trial, p. 4; @twin, p. 9].</p><p>A review agrees [@review].</p>"


def twin(**fields: Any) -> Source:
    trial = make.source("trial", title="Thinning the blood", doi="10.1000/thin")
    return make.source("twin", **({"title": trial.title, "doi": "", "pmid": "123"} | fields))


def merge(duplicate: str = "twin", kept: str = "trial") -> Merge:
    rows = [Source.objects.get(key=key) for key in (duplicate, kept)]
    return merging.merge(rows[0], rows[1], by=cast.person("editor"), at=make.NOW)


def undo(merged: Merge) -> None:
    merging.undo(merged, by=cast.person("editor"), at=make.NOW)


def citing(key: str = "twin") -> Answer:
    """A public answer whose research cites this source alone."""
    return make.published(
        short_answer="<p>A blood thinner lowers the risk.</p>",
        research=f"<p>Fewer people had a stroke [@{key}].</p>",
    ).answer


def html(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def page_of(answer: Answer) -> str:
    return html(answer.question.get_absolute_url())


def retracted(key: str) -> None:
    notice = notices.record(
        Source.objects.get(key=key),
        kind="retraction",
        origin="PubMed",
        at=make.NOW,
        noticed_on=make.TODAY,
        notice_date=make.TODAY,
    )
    notices.confirm(notice, by=cast.person("managing"), at=make.NOW)


def test_a_published_page_keeps_the_words_it_showed() -> None:
    twin(title="Thinning the blood", container_title="The Old Journal")
    answer = citing()
    before = page_of(answer)

    merge()

    assert "The Old Journal" in before
    assert page_of(answer) == before


def test_a_published_page_tells_the_standing_of_the_kept_source_at_once_and_not_after_an_undo() -> None:
    twin()
    answer = citing()
    retracted("trial")
    assert "Retracted on" not in page_of(answer)

    merged = merge()
    told = page_of(answer)
    undo(merged)

    assert "Retracted on 22 November 2026." in told
    assert "Retracted on" not in page_of(answer)


def test_a_page_of_the_kept_source_tells_the_standing_of_the_duplicate() -> None:
    twin()
    answer = citing("trial")
    retracted("twin")
    assert "Retracted on" not in page_of(answer)

    merged = merge()
    told = page_of(answer)
    undo(merged)

    assert "Retracted on 22 November 2026." in told
    assert "Retracted on" not in page_of(answer)


def test_the_old_address_leads_to_the_kept_source_and_back_after_an_undo() -> None:
    twin()
    citing()

    merged = merge()
    moved = Client().get("/sources/twin/")
    undo(merged)

    assert (moved.status_code, moved.headers["Location"]) == (301, "/sources/trial/")
    assert Client().get("/sources/twin/").status_code == 200


def test_the_kept_source_lists_every_answer_at_once() -> None:
    twin()
    first, second = citing(), make.published(research=BOTH).answer

    merge()

    page, everything = html("/sources/trial/"), html("/sources/")
    assert all(each.question.get_absolute_url() in page for each in (first, second))
    assert "/sources/twin/" not in everything
    assert "In 2 answers." in everything.split('href="/sources/trial/"')[1]


def test_the_kept_source_is_described_in_its_own_words_where_a_page_has_both() -> None:
    twin()
    make.source("another", title="Thinning the blood", doi="", pmcid="PMC5", container_title="Aardvark")
    make.published(research="<p>Fewer people had a stroke [@another; @trial].</p>")

    merge("another")

    assert "Aardvark" not in html("/sources/trial/")


def test_a_source_that_only_its_duplicate_was_cited_for_stands_in_the_list() -> None:
    twin()
    citing()
    assert "/sources/trial/" not in html("/sources/")

    merge()

    assert "/sources/trial/" in html("/sources/")


def test_a_sentence_that_cites_both_in_the_same_words_is_listed_once() -> None:
    twin()
    make.published(research="<p>Fewer people had a stroke [@trial; @twin].</p>")

    merge()

    assert html("/sources/trial/").count("Fewer people had a stroke.") == 1


@pytest.mark.parametrize("format_", ["ris", "bibtex", "csl-json"])
def test_exports_by_the_old_key_give_the_kept_source(format_: str) -> None:
    twin()
    merge()
    out = StringIO()

    call_command("export_sources", "--format", format_, "--key", "twin", stdout=out)

    assert "10.1000/thin" in out.getvalue()


def test_the_references_of_a_published_answer_stay_as_they_were() -> None:
    twin()
    answer = make.published(research=BOTH).answer
    address = f"{answer.question.get_absolute_url()}references.ris"
    before = html(address)

    merge()

    assert html(address) == before


def test_staff_find_a_source_by_how_its_duplicate_is_used() -> None:
    twin()
    make.answer(research="<p>Fewer strokes [@twin].</p>", short_answer="<p>Yes [@review].</p>")
    merge()
    client = Client()
    client.force_login(cast.person("editor"))

    listed: Any = client.get("/admin/sources/source/?used=draft").context["cl"].queryset
    form = client.get(f"/admin/sources/source/{Source.objects.get(key='trial').pk}/change/")

    assert "trial" in {source.key for source in listed}
    assert "1 answer" in form.content.decode()


@pytest.mark.parametrize("address", ["/sources/", "/sources/trial/"])
def test_merges_cost_the_public_pages_no_more_questions(address: str) -> None:
    twin()
    citing("trial")
    with CaptureQueriesContext(connection) as one:
        html(address)
    citing()
    merge()

    with CaptureQueriesContext(connection) as many:
        html(address)

    assert len(many) == len(one)
