"""What every journey may ask for: an answer that the editor has opened, and people with own browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests import make
from tests.journeys.arriving import Person
from tests.journeys.writing import LISTEN, Writing, sign_in

WIDTHS = (1280, 390, 320)
RULES: dict[Literal["light", "dark"], str] = {
    "light": "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}",
    "dark": "{runOnly: ['color-contrast']}",
}
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1280, "light"), (1280, "dark"), (320, "light"))
ARRIVE = """document.getAnimations()
  .filter(({effect}) => effect.getComputedTiming().endTime < Infinity).forEach((each) => each.finish())"""
"""Colours that fade into others are measured where they arrive; a page that nobody sees need not draw the way
there, so that nobody may wait for it."""


@pytest.fixture
def writing(transactional_db: None, chromium: Browser, live_site: str) -> Iterator[Writing]:
    """The editor has opened an answer that cites two sources."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(context, "editor", live_site)
    context.add_init_script(LISTEN)
    page = context.new_page()
    opened = Writing(page, live_site, make.answer())
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    make.source(
        "moreau", contributors=[{"family": "Moreau", "given": "P"}], year=2022, title="Teclistamab trial"
    )
    make.source(
        "gone",
        contributors=[{"family": "Withers", "given": "A"}],
        year=2019,
        title="Gone",
        standing="retracted",
    )
    opened.open()
    yield opened
    assert opened.complaints == [], opened.complaints
    page.wait_for_load_state("networkidle")
    context.set_offline(offline=True)
    context.close()


@pytest.fixture
def arrive(transactional_db: None, chromium: Browser, live_site: str) -> Iterator[Callable[..., Person]]:
    """Let people come, each with a browser of their own; at the end none may have had to refuse anything."""
    arrived: list[Person] = []

    def coming(name: str = "", *, has_scripts: bool = True) -> Person:
        context = chromium.new_context(
            java_script_enabled=has_scripts, viewport={"width": 1400, "height": 1000}
        )
        person = Person(context, live_site)
        arrived.append(person)
        if name:
            person.sign_in(name)
        return person

    yield coming
    for person in arrived:
        person.page.wait_for_load_state("networkidle")
        person.context.close()
    assert [said for person in arrived for said in person.complaints] == []
    assert {host for person in arrived for host in person.hosts} == {urlsplit(live_site).netloc}


@pytest.fixture
def barriers(
    transactional_db: None, chromium: Browser, live_site: str, axe_source: Path
) -> Callable[[str, Iterable[str]], dict[str, list[str]]]:
    """Which pages below /admin/ put up barriers to one of the cast, on a wide screen and on the narrowest, in
    light and in dark: the rules of axe, and “too wide”. What a colour scheme changes is its colours alone."""

    def met(name: str, paths: Iterable[str]) -> dict[str, list[str]]:
        context = chromium.new_context(bypass_csp=True)
        sign_in(context, name, live_site)
        page, found = context.new_page(), {}
        for path in paths:
            page.goto(f"{live_site}/admin/{path}")
            page.add_script_tag(path=axe_source)
            found[path] = list(_barriers(page))
        context.close()
        return {path: faults for path, faults in found.items() if faults}

    return met


def _barriers(page: Page) -> Iterator[str]:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield f"{width}: too wide"
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.evaluate(ARRIVE)
        broken = page.evaluate(
            f"axe.run({RULES[scheme]}).then(({{violations}}) => violations.map(({{id}}) => id))"
        )
        yield from (f"{width}, {scheme}: {rule}" for rule in broken)
