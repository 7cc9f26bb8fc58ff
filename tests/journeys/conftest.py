"""What every journey may ask for: an answer that the editor has opened, and people with own browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests import make
from tests.journeys.arriving import Person
from tests.journeys.writing import LISTEN, Writing, sign_in

RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"


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
) -> Callable[..., dict[str, list[str]]]:
    """Which pages below /admin/ put up barriers to one of the cast: the rules of axe, and “too wide”."""

    def met(name: str, paths: Iterable[str], *, scheme: str, width: int) -> dict[str, list[str]]:
        context = chromium.new_context(
            bypass_csp=True,
            color_scheme="dark" if scheme == "dark" else "light",
            viewport={"width": width, "height": 900},
        )
        sign_in(context, name, live_site)
        page, found = context.new_page(), {}
        for path in paths:
            page.goto(f"{live_site}/admin/{path}")
            page.add_script_tag(path=axe_source)
            broken = page.evaluate(f"axe.run({RULES}).then(result => result.violations.map(rule => rule.id))")
            too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            found[path] = [*broken, *(["too wide"] if too_wide else [])]
        context.close()
        return {path: faults for path, faults in found.items() if faults}

    return met
