"""A question page in a real browser: marks, cards, ticked questions; with and without scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

MARK = "a[role=doc-biblioref]"
CARD = "[role=dialog]:popover-open"
SITE = "http://localhost"


def opened(context: BrowserContext, **fields: Any) -> Page:
    """The page without a server: its answer from the test client, its files from the checkout."""
    found = make.published(unknowns="<p>Nobody compared the doses [@review].</p>", **fields).answer
    response = Client().get(found.question.get_absolute_url())
    assert response.status_code == 200

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=settings.BASE_DIR / path.lstrip("/"))
        else:
            route.fulfill(headers=dict(response.headers), body=response.content)

    context.route("**/*", answer)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(f"{SITE}{found.question.get_absolute_url()}")
    return page


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield opened(context)


@pytest.fixture
def plain_page(chromium: Browser) -> Iterator[Page]:
    """The same without scripts."""
    with chromium.new_context(java_script_enabled=False) as context:
        yield opened(context)


def test_enter_opens_a_card_with_every_source_of_the_mark(page: Page) -> None:
    page.locator("a[data-refs]").first.press("Enter")

    assert page.locator(f"{CARD} li").evaluate_all("items => items.map(item => item.value)") == [1, 2]
    assert "#ref" not in page.url


def test_escape_closes_the_card_and_focus_returns_to_the_mark(page: Page) -> None:
    mark = page.locator(MARK).nth(1)
    mark.press("Enter")

    page.keyboard.press("Escape")

    assert page.locator(CARD).count() == 0
    assert mark.evaluate("mark => mark === document.activeElement")


def test_the_close_button_closes_the_card(page: Page) -> None:
    page.locator(MARK).first.click()

    page.locator(f"{CARD} button").click()

    assert page.locator(CARD).count() == 0


def test_without_scripts_a_mark_jumps_to_its_source(plain_page: Page) -> None:
    plain_page.locator(MARK).first.click()

    assert plain_page.url.endswith("#ref-1")


def test_print_keeps_numbers_and_the_ticked_questions_only(page: Page) -> None:
    page.locator("#ask [name=ask]").nth(1).check()

    page.emulate_media(media="print")

    assert [item.is_visible() for item in page.locator(".questions > li").all()] == [False, True]
    assert page.locator(MARK).first.is_visible()
    assert page.locator("header nav").is_hidden()


def test_all_questions_print_when_none_is_ticked(page: Page) -> None:
    page.emulate_media(media="print")

    assert all(item.is_visible() for item in page.locator(".questions > li").all())


STRAYED = """
() => [...document.querySelectorAll("main .cite")].filter(mark => {
  const words = document.createRange();
  words.setStart(mark.previousSibling, mark.previousSibling.length - 1);
  words.setEnd(mark.previousSibling, mark.previousSibling.length);
  const lines = mark.querySelector("a").getClientRects();
  return lines.length > 1 || lines[0].left < [...words.getClientRects()].pop().left - 5;
}).length
"""


def test_a_mark_never_begins_a_line(page: Page) -> None:
    strayed = 0
    for width in range(320, 900, 9):
        page.set_viewport_size({"width": width, "height": 800})
        strayed += page.evaluate(STRAYED)

    assert page.locator("main .cite").count() == 4
    assert strayed == 0


def test_the_data_for_machines_are_no_script_to_the_policy(chromium: Browser) -> None:
    with chromium.new_context() as context:
        said: list[str] = []
        context.on("console", lambda message: said.append(message.text))
        context.on("weberror", lambda error: said.append(str(error.error)))
        page = opened(context, wording="Why </script><script>document.title='stolen'</script><!-- ?")

        data = page.locator("script[type='application/ld+json']").text_content()

        assert "<!-- ?" in json.loads(data or "")["@graph"][0]["name"]
        assert "stolen" not in page.title().partition("document")[0]
        assert page.evaluate("document.scripts.length") == 2
        assert said == []
