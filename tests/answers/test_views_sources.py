"""The pages of sources: found by every key, in live words, no dearer for a thousand answers."""

from __future__ import annotations

import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser, Route

from answers.models import Answer, PublishedPage
from sources import notices
from sources.models import Alias, Notice, Source
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def html(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def noticed(source: Source, kind: str, *, doi: str = "") -> Notice:
    return notices.record(
        source,
        kind=kind,
        origin="PubMed",
        at=make.NOW,
        noticed_on=make.TODAY,
        notice_date=make.TODAY,
        notice_doi=doi,
    )


def publish() -> Answer:
    return make.published().answer


def test_a_source_says_what_it_is_who_paid_and_which_sentences_rest_on_it() -> None:
    make.source(
        "trial",
        title="Thinning the blood",
        study_type="randomised trial",
        population="adults",
        population_size=120,
        funder="A foundation",
    )
    answer = publish()

    page = html("/sources/trial/")

    assert '<h1 dir="auto">Thinning the blood</h1>' in page
    assert "Randomised trial with 120 adults." in page
    assert "<dd>A foundation</dd>" in page
    assert f'<a href="{answer.question.get_absolute_url()}" dir="auto">' in page
    assert "A blood thinner lowers the risk of stroke." in page
    assert "It makes bleeding more likely" not in page


def test_a_quote_and_a_place_stand_beside_their_sentence() -> None:
    publish()

    page = html("/sources/trial/")

    assert "In one trial fewer people had a stroke." in page
    assert '<span class="place">(p. 4)</span>' in page


def test_nothing_of_a_draft_is_shown() -> None:
    answer = publish()
    make.revision(answer, make.draft(wording=answer.question.wording, short_answer="<p>Secret [@trial].</p>"))
    make.answer(wording="Is this a draft?")
    Source.objects.filter(key="trial").update(title="An unsigned title")

    page = html("/sources/trial/")

    assert "Secret" not in page
    assert "Is this a draft?" not in page
    assert "An unsigned title" not in page
    assert "An unsigned title" not in html("/sources/")


@pytest.mark.parametrize("key", ["nobody2020", "draft-only"])
def test_a_source_that_no_public_answer_rests_on_has_no_page(key: str) -> None:
    make.source("draft-only")
    make.answer(research="<p>Something [@draft-only].</p>")

    assert Client().get(f"/sources/{key}/").status_code == 404
    assert "draft-only" not in html("/sources/")


def test_old_keys_and_merged_sources_lead_to_what_it_is_called_now() -> None:
    publish()
    kept = Source.objects.get(key="trial")
    Alias.objects.create(key="trial-old", source=kept)
    make.source("trial-twin", merged_into=kept)

    answers = [Client().get(f"/sources/{key}/") for key in ("trial-old", "trial-twin")]

    assert [(each.status_code, each.headers["Location"]) for each in answers] == [
        (301, "/sources/trial/")
    ] * 2


def test_pages_that_cite_a_merged_source_are_listed_with_the_one_it_became() -> None:
    answer = publish()
    kept = make.source("kept", title="The study that was kept")
    Source.objects.filter(key="trial").update(merged_into=kept)

    page = html("/sources/kept/")

    assert answer.question.get_absolute_url() in page
    assert "A blood thinner lowers the risk of stroke." in page


def test_the_standing_is_told_with_its_history() -> None:
    publish()
    trial = Source.objects.get(key="trial")
    concern = noticed(trial, "expression of concern")
    notices.confirm(concern, by=cast.person("managing"), at=make.NOW)
    wrong = noticed(trial, "correction", doi="10.1/wrong")
    notices.reject(wrong, by=cast.person("managing"), at=make.NOW, reason="Another paper.")
    noticed(trial, "retraction", doi="10.1/found")

    page = html("/sources/trial/")

    assert page.count("A notice was found on 22 November 2026; we are checking.") == 2
    assert "Expression of concern, 22 November 2026." in page
    assert "10.1/wrong" not in page


def test_a_title_in_brackets_stands_at_its_letter() -> None:
    make.source("trial", title="[Blood thinners, our own words]")
    make.source("review", title="Aspirin reviewed")
    publish()

    page = html("/sources/")

    assert page.index("<h2>A</h2>") < page.index("<h2>B</h2>")
    assert page.index("Aspirin reviewed") < page.index("Blood thinners")


def test_the_list_narrows_to_a_kind_of_study_and_a_standing() -> None:
    make.source("trial", title="A trial", study_type="randomised trial")
    make.source("review", title="A review", study_type="review")
    publish()
    Source.objects.filter(key="review").update(standing="corrected")

    assert "/sources/review/" not in html("/sources/?type=randomised+trial")
    assert "/sources/trial/" not in html("/sources/?standing=corrected")
    assert "No source fits this choice." in html("/sources/?type=survey")
    assert "We do not know that choice" in html("/sources/?type=nonsense")


def test_the_list_stands_by_letter_and_counts_answers() -> None:
    make.source("trial", title="“Zinc” in trials")
    make.source("review", title="a review")
    publish()
    publish()

    page = html("/sources/")

    assert page.index('<section aria-label="A">') < page.index('<section aria-label="Z">')
    assert page.count("In 2 answers.") == 2


def test_a_page_that_is_taken_down_takes_its_sources_with_it() -> None:
    publish()
    PublishedPage.objects.all().delete()

    assert Client().get("/sources/trial/").status_code == 404
    assert "No checked answer rests on a source yet." in html("/sources/")


@pytest.mark.parametrize("address", ["/sources/", "/sources/trial/"])
def test_a_source_of_many_answers_costs_no_more_questions(address: str) -> None:
    publish()
    with CaptureQueriesContext(connection) as one:
        html(address)
    for _ in range(3):
        publish()

    with CaptureQueriesContext(connection) as many:
        html(address)

    assert len(many) == len(one) < 10


@pytest.mark.parametrize("address", ["/sources/", "/sources/trial/"])
def test_the_page_sets_no_cookie_names_its_address_and_can_be_asked_for_anew(address: str) -> None:
    publish()
    first = Client().get(address)

    again = Client().get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert not first.cookies
    assert f'<link rel="canonical" href="{settings.SITE_URL}{address}">' in first.content.decode()


@pytest.mark.parametrize("address", ["/sources/", "/sources/trial/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_have_no_fault_in_light_or_dark(
    chromium: Browser, axe_source: Path, address: str, scheme: str
) -> None:
    publish()
    noticed(Source.objects.get(key="trial"), "retraction")
    shown = html(address)

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=settings.BASE_DIR / path.lstrip("/"))
        else:
            route.fulfill(content_type="text/html; charset=utf-8", body=shown)

    with chromium.new_context(color_scheme="dark" if scheme == "dark" else "light") as context:
        context.route("**/*", answer)
        page = context.new_page()
        page.set_viewport_size({"width": 320, "height": 700})
        page.goto(f"http://localhost{address}")
        page.evaluate(axe_source.read_text())
        faults = page.evaluate(
            "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
            ".then(found => found.violations.map(fault => fault.id))"
        )
        width = page.evaluate("document.documentElement.scrollWidth")

    assert (faults, width) == ([], 320)


def test_the_markup_is_valid(nu_checker: list[str], tmp_path: Path) -> None:
    publish()
    pages = [tmp_path / "list.html", tmp_path / "one.html"]
    for path, address in zip(pages, ["/sources/", "/sources/trial/"], strict=True):
        path.write_text(html(address))

    checked = subprocess.run(
        [*nu_checker, "--errors-only", *map(str, pages)], check=False, capture_output=True, text=True
    )

    assert (checked.returncode, checked.stderr) == (0, "")
