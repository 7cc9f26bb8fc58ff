"""A real browser finds nothing to refuse on the pages that Django brings."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.any_database

WCAG = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}"


def refusals(complaints: list[str]) -> list[str]:
    return [text for text in complaints if "Content Security Policy" in text]


def test_the_sign_in_page_keeps_every_rule_of_the_policy(chromium: Browser, live_site: str) -> None:
    page = chromium.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    page.goto(f"{live_site}/admin/login/")

    assert page.locator("#id_username").is_visible()
    assert refusals(complaints) == []
    page.close()


def test_an_inline_style_is_refused_and_seen(chromium: Browser, live_site: str) -> None:
    page = chromium.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{live_site}/admin/login/")

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=color:red>x</p>')")

    assert len(refusals(complaints)) == 1
    page.close()


def test_the_sign_in_page_has_no_barriers(chromium: Browser, live_site: str, axe_source: Path) -> None:
    page = chromium.new_page(bypass_csp=True)
    page.goto(f"{live_site}/admin/login/")
    page.add_script_tag(path=axe_source)

    found = page.evaluate(f"axe.run({WCAG}).then(result => result.violations.map(rule => rule.id))")

    assert found == []
    page.close()
