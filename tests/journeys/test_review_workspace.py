"""The review in a real browser: selecting words, checking without scripts, and no barriers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from answers import comments
from answers.models import CitationCheck, Revision, Thread
from tests import cast, make
from tests.journeys.writing import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
SELECT = """() => {
  const text = document.createTreeWalker(document.querySelector("#claim-1"), NodeFilter.SHOW_TEXT).nextNode();
  const range = document.createRange();
  range.setStart(text, 2);
  range.setEnd(text, 15);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.fixture
def revision() -> Revision:
    """A changed text in review, with threads and some checks."""
    answer = make.published().answer
    make.revision(answer, make.draft(research="<p>In two trials fewer had a stroke [@trial].</p>"))
    found = make.submitted(answer)
    comments.open_thread(found, by=cast.person("reviewer"), at=make.NOW, kind="must-fix", text="How many?")
    return found


@pytest.fixture
def context(chromium: Browser, live_site: str) -> Iterator[BrowserContext]:
    """A browser in which the clinician is signed in."""
    made = chromium.new_context()
    sign_in(made, "clinician", live_site)
    yield made
    made.close()


def opened(context: BrowserContext, address: str, complaints: list[str]) -> Page:
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    return page


def test_words_that_are_selected_are_what_the_comment_speaks_of(
    revision: Revision, context: BrowserContext, live_site: str
) -> None:
    complaints: list[str] = []
    page = opened(context, f"{live_site}/admin/review/{revision.pk}/", complaints)

    page.evaluate(SELECT)
    page.get_by_text("About the words you selected: “blood thinner”").wait_for()
    page.get_by_label("Comment", exact=True).last.fill("Which one?")
    page.get_by_role("button", name="Comment").click()
    page.wait_for_url("**#thread-*")

    assert Thread.objects.latest("pk").quote == "blood thinner"
    assert complaints == []


def test_a_citation_is_checked_without_scripts(revision: Revision, chromium: Browser, live_site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    sign_in(context, "clinician", live_site)
    page = context.new_page()
    page.goto(f"{live_site}/admin/review/{revision.pk}/")
    before = CitationCheck.objects.count()

    card = page.locator("#sentence-3")
    card.get_by_text("Check this citation").click()
    card.get_by_label("supports the sentence").check()
    card.get_by_label("read the source").check()
    card.get_by_label("The words of the source").fill("Strokes were rarer.")
    card.get_by_role("button", name="Keep this check").click()

    page.locator("#sentence-3 .check", has_text="Strokes were rarer.").wait_for()
    assert CitationCheck.objects.count() == before + 1
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_review_has_no_barriers(
    revision: Revision, chromium: Browser, live_site: str, axe_source: Path, scheme: str, width: int
) -> None:
    context = chromium.new_context(
        bypass_csp=True,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    )
    sign_in(context, "clinician", live_site)
    page = context.new_page()
    found = {}
    for path in ("", f"{revision.pk}/", f"{revision.pk}/approve/"):
        page.goto(f"{live_site}/admin/review/{path}")
        page.add_script_tag(path=axe_source)
        barriers = page.evaluate(f"axe.run({RULES}).then(result => result.violations.map(rule => rule.id))")
        too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[path] = [*barriers, *(["too wide"] if too_wide else [])]
    context.close()

    assert found == {key: [] for key in found}
