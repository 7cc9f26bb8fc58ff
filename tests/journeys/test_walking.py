"""A walk through every public page by the Tab key alone, and one with scripts off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.urls import resolve
from playwright.sync_api import Browser, Page

from answers import urls
from answers.views import form_words
from tests import make
from tests.journeys.test_public_pages import Site, site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.any_database]

__all__ = ("site",)

NO_PAGES = {
    *("references", "question_number", "picture", "question_picture", "continue_as", "security"),
    *("feed", "topic_feed", "corrections_feed", "sitemap", "sitemap_part", "robots"),
}
"""Addresses at which there is a file for programs, or the way to a page."""

NAMES = {str(each.name) for each in urls.urlpatterns}
OF_ONE_PERSON = {name for name in NAMES if name.startswith(("outside", "mail_choice"))}
"""What only somebody can open who was sent a link of their own; other journeys walk there."""

WATCH = """() => {
  const told = "a[href], button, input:not([type=hidden]), select, textarea, summary"
  const isStop = (each) => each.checkVisibility({visibilityProperty: true}) && !each.disabled
    && each.tabIndex >= 0 && !(each.type === "radio" && !each.checked)
  window.stops = [...document.querySelectorAll(told)].filter(isStop)
  window.walked = []
  addEventListener("focusin", ({target}) => {
    target.scrollIntoView({block: "nearest"}) // as the browser does a moment later
    const [box] = target.getClientRects(), style = getComputedStyle(target)
    const there = document.elementFromPoint(box.x + Math.min(box.width / 2, 8), box.y + box.height / 2)
    walked.push({
      number: stops.indexOf(target),
      name: target.outerHTML.slice(0, 120),
      x: document.dir === "rtl" ? -box.right : box.x, top: box.y + scrollY, bottom: box.bottom + scrollY,
      isSeen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      isFree: target.contains(there) || Boolean(there?.contains(target) && there.closest("label")),
    })
  })
  return stops.length
}"""

DEAD = """() => {
  const isShown = (each) => each.checkVisibility({visibilityProperty: true})
  const goes = (link) => {
    const isAway = !link.hash || link.href.split("#")[0] !== location.href.split("#")[0]
    return isAway || document.getElementById(decodeURIComponent(link.hash.slice(1)))
  }
  const works = (each) => each.tagName === "BUTTON"
    ? each.form && each.type === "submit" || each.popoverTargetElement
    : each.form?.querySelector("button") || each.closest(".sheet")
  return [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea")]
    .filter((each) => isShown(each) && !(each.tagName === "A" ? each.href && goes(each) : works(each)))
    .map((each) => each.outerHTML)
}"""

FORMS = """() => [...document.querySelectorAll("form button")].filter((each) => each.checkVisibility())
  .map((each) => {
    const {pathname} = new URL(each.hasAttribute("formaction") ? each.formAction : each.form.action)
    const names = new Set([...each.form.elements].map(({name}) => name))
    const place = pathname.replace(/questions.[^/]+/, "questions/*")
    return `${each.form.method} ${place} ${[...names]} ${each.value}`
  })"""


FIELDS = "input:visible:not([tabindex='-1']), textarea:visible"
"""What a reader fills in; a trap for programs is not for them."""


@pytest.fixture
def paths(site: Site, settings: LazySettings) -> tuple[str, ...]:
    """One of every page, and more where a page has several states."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]
    make.approved_term()
    spanish = make.published(wording="¿Sirve?", language="es").answer.question
    asked = ["/search/", "/search/?q=blood+thinner", "/search/?q=bloood", "/search/?q=xylophone"]
    told = ["/sources/", "/sources/trial/", "/words/", "/words/stroke/", "/api/"]
    other = ["/es/", spanish.get_absolute_url(), "/es/feedback/?kind=ask", "/ar/", "/ar/sources/trial/"]
    return tuple(dict.fromkeys((*site.pages, *asked, *told, *other)))


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 390, "height": 844}) as context:
        yield context.new_page()


@pytest.fixture
def plain_page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False) as context:
        yield context.new_page()


def test_the_tab_key_reaches_all_in_the_order_that_one_sees(
    site: Site, paths: tuple[str, ...], page: Page
) -> None:
    found = {}

    for path in paths:
        page.goto(site.address + path)
        found[path] = stumbles(page)

    assert found == {path: [] for path in paths}
    assert names(paths) == NAMES - NO_PAGES - OF_ONE_PERSON


def names(paths: tuple[str, ...]) -> set[str]:
    """Of the pages that were walked, so that a new one is not forgotten."""
    return {
        str(resolve(urlsplit(path).path).url_name)
        for path in paths
        if not path.startswith(("/es/", "/ar/", "/api/"))
    }


def stumbles(page: Page) -> list[str]:
    """Where a walk from the top of the page to its end goes wrong."""
    count = page.evaluate(WATCH)
    for _ in range(count):
        page.keyboard.press("Tab")
    walked: list[dict[str, Any]] = page.evaluate("walked")
    for _ in range(count - len({each["number"] for each in walked})):  # a frame that scrolls is a stop too
        page.keyboard.press("Tab")
        walked = page.evaluate("walked")
    missed = set(range(count)) - {each["number"] for each in walked}
    found = [f"never reached: {page.evaluate('at => stops[at].outerHTML', number)}" for number in missed]
    found += [f"no mark of focus: {each['name']}" for each in walked if not each["isSeen"]]
    found += [f"hidden by another: {each['name']}" for each in walked if not each["isFree"]]
    leapt = (after["name"] for before, after in pairwise(walked) if leaps(before, after))
    return found + [f"before its turn: {name}" for name in leapt]


def leaps(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether the second of two stops stands above the first, or in front of it on the same line."""
    is_beside = min(before["bottom"], after["bottom"]) - max(before["top"], after["top"]) > 8
    return bool(after["x"] < before["x"] if is_beside else after["top"] < before["top"])


def test_with_scripts_off_no_control_is_dead_and_every_form_is_taken(
    site: Site, paths: tuple[str, ...], plain_page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_words, "SOONEST", form_words.SOONEST * 0)
    dead, taken = {}, dict[str, int]()

    for path in paths:
        plain_page.goto(site.address + path)
        dead[path] = plain_page.evaluate(DEAD)
        for number, form in enumerate(plain_page.evaluate(FORMS)):
            if form not in taken:
                taken[form] = sent(plain_page, number)
                plain_page.goto(site.address + path)

    assert dead == {path: [] for path in paths}
    assert len(taken) > 10
    assert {form: status for form, status in taken.items() if status != 200} == {}


def sent(page: Page, number: int) -> int:
    """What the server says when everything is filled in and this button of a form is pressed."""
    button = page.locator("form button:visible").nth(number)
    for field in button.locator("xpath=ancestor::form").locator(FIELDS).all():
        if field.get_attribute("type") in ("checkbox", "radio"):
            field.check()
        else:
            field.fill("What else can I do about it?")
    with page.expect_navigation() as gone:
        button.click()
    return gone.value.status
