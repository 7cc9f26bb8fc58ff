"""What comes out of the printer: how many sheets, how large, what is cut; with and without scripts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from answers.models import Answer, PublishedPage
from sources.models import Source
from tests import make
from tests.bench import prose
from tests.journeys.test_public_pages import faults, reference

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.any_database]

PAPERS = ("A4", "Letter")
POINT = 4 / 3
SMALLEST = """() => {
  const sizes = []
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (words.nextNode()) {
    const place = words.currentNode.parentElement
    const range = document.createRange()
    range.selectNodeContents(words.currentNode)
    const box = range.getBoundingClientRect()
    if (words.currentNode.data.trim() && box.width > 1 && !place.closest(".vh")) {
      sizes.push(parseFloat(getComputedStyle(place).fontSize))
    }
  }
  return Math.min(...sizes)
}"""
QUESTION = "Which of the many ways of living with this illness would be the best one for somebody like me?"


@pytest.fixture
def reader(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context


@pytest.fixture
def plain_reader(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False) as context:
        yield context


def ordinary() -> Answer:
    """As much as most pages hold: sixty words of short answer, five questions, thirty sources, a notice."""
    keys = prose.keys(30)
    for number, key in enumerate(keys, start=1):
        make.source(key, **reference(number))
    made = make.answer(
        short_answer=prose.paragraphs(60, keys[:3], seed=1),
        research=prose.paragraphs(400, keys[3:]),
        doctor_questions=tuple(f"What would you advise me in case {number}?" for number in range(1, 6)),
    )
    answer = make.published(made).answer
    Source.objects.filter(key=keys[1]).update(standing="retracted")
    PublishedPage.objects.update(is_stale=True)
    return answer


def sheets(page: Page, paper: str) -> int:
    """How many sheets of this paper the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper)))


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


def test_an_ordinary_page_is_easy_to_read_on_two_sheets(live_site: str, reader: BrowserContext) -> None:
    page = opened(reader, f"{live_site}{ordinary().question.get_absolute_url()}print/easy/")

    counted = [sheets(page, paper) for paper in PAPERS]

    page.emulate_media(media="print")
    assert max(counted) <= 2
    assert page.evaluate(SMALLEST) >= 18 * POINT


@pytest.mark.parametrize("path", ["", "print/everything/"])
def test_a_telephone_reads_where_the_page_stands_off_the_printed_sheet(
    live_site: str, reader: BrowserContext, path: str
) -> None:
    answer = ordinary()
    page = opened(reader, f"{live_site}{answer.question.get_absolute_url()}{path}")
    page.emulate_media(media="print")

    printed = Image.open(BytesIO(page.locator(".paper svg").screenshot()))

    read = [each.text for each in zxingcpp.read_barcodes(printed)]
    assert read == [f"{settings.SITE_URL}/q/{answer.question_id}/"]
    assert read[0] in page.locator(".paper").inner_text()


def test_ones_questions_stand_on_one_sheet(live_site: str, reader: BrowserContext) -> None:
    told = "print/questions/?ask=1&ask=2&ask=3&ask=4&ask=5&first=2"
    page = opened(reader, f"{live_site}{ordinary().question.get_absolute_url()}{told}")

    assert [sheets(page, paper) for paper in PAPERS] == [1, 1]


def test_signs_of_danger_and_a_notice_leave_the_sheets_as_many_as_they_are(
    live_site: str, reader: BrowserContext
) -> None:
    page = opened(reader, f"{live_site}{overdue_and_dangerous().question.get_absolute_url()}print/easy/")
    easy = [sheets(page, paper) for paper in PAPERS]
    page.goto(page.url.replace("easy", "questions"))

    assert max(easy) <= 2
    assert [sheets(page, paper) for paper in PAPERS] == [1, 1]


def overdue_and_dangerous() -> Answer:
    """A page that nobody has looked at for too long, about what may become an emergency."""
    make.source("trial", title="An advice by four societies on the care of people with an uneven heartbeat")
    make.source("review", title="One medicine compared with another one in people with an uneven heartbeat")
    answer = make.published(
        wording="Do I need a blood thinner if my heart beats unevenly?",
        short_answer="<p>If your risk of stroke is raised, a blood thinner lowers it [@trial]. It can also "
        "cause serious bleeding [@review]. Your doctor can work out your own risk of both of them.</p>",
        certainty_reason="An advice by four societies, for people whose risk is raised.",
        emergency_signs="Your face droops on one side, an arm is weak, or you cannot speak clearly. These "
        "can be signs of a stroke.\nYou have chest pain.\nYou faint.",
        urgent_signs="You have bleeding that does not stop.\nYou hit your head while you take this medicine.",
        doctor_questions=(
            "What is my stroke risk in the next year, out of 100 people like me?",
            "What is my bleeding risk, and what can lower it?",
            "What happens if I take nothing?",
            "Which signs of bleeding should make me call for help?",
        ),
    ).answer
    long_ago = make.TODAY - datetime.timedelta(days=400)
    due = {"last_reviewed_on": long_ago, "review_due_on": long_ago + datetime.timedelta(days=365)}
    Answer.objects.filter(pk=answer.pk).update(is_sample=True, **due)
    return answer


@pytest.mark.parametrize("path", ["", "print/everything/"])
def test_everything_prints_in_fourteen_points_with_all_sources_and_no_navigation(
    live_site: str, reader: BrowserContext, path: str
) -> None:
    page = opened(reader, f"{live_site}{ordinary().question.get_absolute_url()}{path}")

    page.emulate_media(media="print")

    assert page.evaluate(SMALLEST) >= 14 * POINT
    assert page.locator("ol.refs > li:visible").count() == 30
    hidden = ("nav", "button", "input", "textarea", ".foot", ".bar", "[role=doc-backlink]")
    assert [page.locator(f"{each}:visible").count() for each in hidden] == [0] * len(hidden)
    assert page.locator(".paper").is_visible()
    uncut = "each => getComputedStyle(each).breakInside"
    assert set(page.locator(".questions > li").evaluate_all(f"all => all.map({uncut})")) == {"avoid"}


def test_the_day_of_printing_is_filled_in_by_scripts_alone(
    live_site: str, reader: BrowserContext, plain_reader: BrowserContext
) -> None:
    address = f"{live_site}{make.published().answer.question.get_absolute_url()}print/easy/"
    page, plain = opened(reader, address), opened(plain_reader, address)

    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert re.fullmatch(r"\d+ \w+ \d{4}", page.locator(".day").inner_text())
    assert plain.locator(".day").inner_text() == ""
    assert plain.locator(".day").bounding_box()["width"] > 50  # type: ignore[index]  # it is visible


def test_without_scripts_what_is_ticked_on_the_page_prints_alone(
    live_site: str, plain_reader: BrowserContext
) -> None:
    page = opened(plain_reader, live_site + make.published().answer.question.get_absolute_url())
    page.locator("#ask [name=ask]").nth(1).check()
    page.locator("#ask [name=first]").nth(1).check()

    page.get_by_role("button", name="Make my sheet for the doctor").click()

    page.wait_for_url("**/print/**")  # with its style sheets
    page.emulate_media(media="print")
    assert page.locator("#ask li:visible").all_inner_texts() == ["What can lower it? Most important"]
    assert page.locator(".own textarea").is_visible()
    assert page.locator("[data-print]").is_hidden()


@pytest.mark.parametrize("button", ["Make my sheet for the doctor", "Easy to read", "Everything"])
def test_what_one_writes_reaches_the_sheet_and_never_the_server(
    live_site: str, reader: BrowserContext, button: str
) -> None:
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(f"{request.url.partition('#')[0]} {request.post_data}"))
    page = opened(reader, live_site + make.published().answer.question.get_absolute_url())
    page.locator("#own").fill("May I travel?\nWhat of #5 & 100 %?")

    page.get_by_role("button", name=button).click()

    page.wait_for_url("**/print/**")
    assert page.locator("#own").input_value() == "May I travel?\nWhat of #5 & 100 %?"
    assert "#" not in page.url
    assert not [each for each in asked if "travel" in each]
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert "May I travel?" in page.locator(".own-printed").inner_text()
    assert page.locator(".own textarea").is_hidden()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_no_sheet_has_a_barrier_on_paper(live_site: str, reader: BrowserContext, axe_source: Path) -> None:
    answer, found = ordinary(), {}
    page = reader.new_page()
    for kind in ("easy", "everything", "questions"):
        page.goto(f"{live_site}{answer.question.get_absolute_url()}print/{kind}/")
        page.emulate_media(media="print")
        found[kind] = faults(page, axe_source.read_text(encoding="utf-8"))

    assert found == {key: [] for key in found}


def test_odd_contents_neither_overflow_nor_lose_a_word(live_site: str, reader: BrowserContext) -> None:
    """Forty words of question, 25 questions to ask, letters from right to left and without spaces."""
    keys = prose.keys(120)
    for number, key in enumerate(keys, start=1):
        make.source(key, **reference(number))
    answer = make.published(
        wording=f"{QUESTION} {QUESTION}",
        short_answer="<p>هل أحتاج إلى دواء؟ [@trial]</p><p>" + "没有空格的长句子" * 40 + "</p>",
        research=prose.paragraphs(900, keys),
        doctor_questions=tuple(f"{number}. {QUESTION}" for number in range(1, 26)),
    ).answer
    page = reader.new_page()
    page.set_viewport_size({"width": 320, "height": 700})
    for kind in ("easy", "everything", "questions"):
        page.goto(f"{live_site}{answer.question.get_absolute_url()}print/{kind}/")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.goto(f"{live_site}{answer.question.get_absolute_url()}print/easy/")

    page.emulate_media(media="print")

    assert page.locator("#ask li:visible").count() == 5
    assert page.get_by_text("The page has 20 more questions.").is_visible()
    assert "没有空格的长句子" * 40 in page.locator("#short-answer").inner_text()
