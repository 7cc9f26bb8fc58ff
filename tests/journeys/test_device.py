"""What a reader's device keeps: questions and the look of pages; never without being told, and never here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests import make
from tests.journeys.test_public_pages import faults

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.any_database]

KEPT = "JSON.parse(localStorage.getItem('my-questions'))"
SHIFTS = """window.shifts = 0
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) window.shifts += each.value
}).observe({type: "layout-shift", buffered: true})"""


@pytest.fixture
def reader(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(10_000)
        yield context


@pytest.fixture
def sheet(live_site: str, reader: BrowserContext) -> Page:
    """A reader's sheet of two questions of which the second was ticked."""
    answer = make.published().answer
    page = reader.new_page()
    page.goto(f"{live_site}{answer.question.get_absolute_url()}print/questions/?ask=2&first=2&v=1")
    return page


def test_a_sheet_is_kept_on_the_device_only_when_its_reader_says_so(sheet: Page) -> None:
    sheet.locator("#own").fill("May I travel?")
    before = sheet.evaluate("localStorage.length")

    sheet.get_by_role("button", name="Keep on this device").click()

    assert before == 0
    assert sheet.locator("#keeping [role=status]").inner_text() == "Kept on this device."
    [kept] = sheet.evaluate(KEPT)
    assert (kept["asked"], kept["first"], kept["own"]) == (
        ["What can lower it?"],
        ["What can lower it?"],
        ["May I travel?"],
    )


def test_what_was_kept_of_a_sheet_can_be_forgotten(sheet: Page) -> None:
    sheet.get_by_role("button", name="Keep on this device").click()

    sheet.get_by_role("button", name="Forget it").click()

    assert sheet.evaluate("localStorage.length") == 0
    assert "Forgotten." in sheet.locator("#keeping [role=status]").inner_text()


def test_my_questions_gather_what_was_kept_from_all_pages(
    live_site: str, sheet: Page, axe_source: Path
) -> None:
    sheet.locator("#own").fill("May I travel?")
    sheet.get_by_role("button", name="Keep on this device").click()
    other = make.published(doctor_questions=("Is it curable?",)).answer
    sheet.goto(f"{live_site}{other.question.get_absolute_url()}print/questions/")
    sheet.get_by_role("button", name="Keep on this device").click()

    sheet.goto(f"{live_site}/my-questions/")

    lines = sheet.locator(".lists li").all_inner_texts()
    assert lines == ["What can lower it? ★ Most important", "May I travel?", "Is it curable?"]
    assert sheet.locator(".lists h2 a").last.get_attribute("href") == f"/q/{other.question_id}/"
    assert f"{live_site}/q/{other.question_id}/" in sheet.locator(".address").last.inner_text()
    assert faults(sheet, axe_source.read_text(encoding="utf-8")) == []
    sheet.emulate_media(color_scheme="dark")
    assert faults(sheet, axe_source.read_text(encoding="utf-8")) == []
    sheet.get_by_role("button", name="Forget everything").click()
    assert sheet.locator(".lists li").count() == 0
    assert sheet.get_by_text("Nothing is kept on this device.").is_visible()
    assert sheet.evaluate("localStorage.length") == 0


def test_a_link_carries_a_list_to_another_device_which_keeps_it_only_when_told(
    live_site: str, sheet: Page, chromium: Browser
) -> None:
    sheet.get_by_role("button", name="Keep on this device").click()
    sheet.goto(f"{live_site}/my-questions/")
    link = sheet.get_by_role("link", name="A link that holds this list").get_attribute("href")
    asked: list[str] = []

    with chromium.new_context() as elsewhere:
        page = elsewhere.new_page()
        page.on("request", lambda request: asked.append(request.url.partition("#")[0]))
        page.goto(f"{live_site}/my-questions/{link}")

        assert page.locator(".lists li").all_inner_texts() == ["What can lower it? ★ Most important"]
        assert page.get_by_text("This list came with a link.").is_visible()
        assert page.evaluate("localStorage.length") == 0
        page.get_by_role("button", name="Keep on this device").click()
        assert len(page.evaluate(KEPT)) == 1
        assert page.url == f"{live_site}/my-questions/"
    assert not [each for each in asked if "lower" in each]


@pytest.mark.parametrize("told", ["#list=x", "#list=[1]", '#list=[{"page":"<b>"}]', "#list=null", "#list=%"])
def test_a_link_that_holds_no_list_shows_what_is_kept(
    live_site: str, reader: BrowserContext, told: str
) -> None:
    complaints: list[str] = []
    page = reader.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{live_site}/my-questions/{told}")

    assert page.locator(".lists li").count() == 0
    assert complaints == []


def test_words_that_came_with_a_link_are_never_markup(live_site: str, reader: BrowserContext) -> None:
    words = "<img src=x onerror=alert(1)>"
    lists = [{"page": 1, "version": words, "title": words, "asked": [words], "first": [], "own": [words]}]
    page = reader.new_page()

    page.goto(f"{live_site}/my-questions/#list={json.dumps(lists)}")

    assert page.locator(".lists li").all_inner_texts() == [words, words]
    assert page.locator("main img").count() == 0


def test_without_scripts_my_questions_leave_room_to_write(live_site: str, chromium: Browser) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{live_site}/my-questions/")

        assert page.locator("noscript .bar").is_visible()
        assert page.locator(".room:visible").count() == 3
        assert page.locator("article button:visible").count() == 0


def test_the_chosen_look_is_kept_and_holds_on_every_page_before_the_first_paint(
    live_site: str, reader: BrowserContext, axe_source: Path
) -> None:
    question = make.published().answer.question.get_absolute_url()
    reader.add_init_script(SHIFTS)
    page = reader.new_page()
    page.goto(f"{live_site}/display/")
    for choice in ("Largest", "More", "Made for low vision (Atkinson Hyperlegible)", "Dark"):
        page.get_by_label(choice, exact=True).check()
    assert page.get_by_role("status").inner_text() == "Kept on this device."

    page.goto(live_site + question, wait_until="networkidle")

    style = page.evaluate("(({fontFamily, color}) => [fontFamily, color])(getComputedStyle(document.body))")
    assert style[0].startswith("Hyperlegible")
    assert style[1] == "rgb(232, 236, 232)"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "25.6px"
    assert page.evaluate("shifts") == 0
    assert faults(page, axe_source.read_text(encoding="utf-8")) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_usual_look_leaves_nothing_on_the_device(live_site: str, reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(f"{live_site}/display/")
    page.get_by_label("Dark", exact=True).check()

    page.get_by_role("button", name="Back to the usual look").click()

    page.wait_for_function("localStorage.length === 0")
    assert page.locator("html").get_attribute("data-colours") is None
    assert page.get_by_label("As the device is set").is_checked()


def test_a_choice_is_still_chosen_at_the_next_visit(live_site: str, reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(f"{live_site}/display/")
    page.get_by_label("Larger", exact=True).check()

    page.reload()

    assert page.get_by_label("Larger", exact=True).is_checked()


def test_without_scripts_the_page_says_how_the_browser_does_it(live_site: str, chromium: Browser) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{live_site}/display/")

        assert page.locator("#display input:visible").count() == 0
        assert page.locator("noscript .status").is_visible()
        assert page.get_by_text("iPhone and iPad").is_visible()
