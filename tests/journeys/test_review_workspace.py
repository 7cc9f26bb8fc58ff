"""The review in a real browser: it goes on without scripts, and puts up no barriers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser

from answers import comments
from answers.models import CitationCheck, Revision, Thread
from tests import cast, make
from tests.journeys.writing import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def revision() -> Revision:
    """A changed text in review, with threads and some checks."""
    answer = make.published().answer
    make.revision(answer, make.draft(research="<p>In two trials fewer had a stroke [@trial].</p>"))
    found = make.submitted(answer)
    by, at = cast.person("reviewer"), make.NOW
    comments.open_thread(found, by=by, at=at, kind="must-fix", text="How many?")
    passage: dict[str, Any] = {"block": "research", "start": 0, "end": 13}
    for kind, replacement in (("comment", ""), ("suggestion", "In three trials")):
        comments.open_thread(found, by=by, at=at, kind=kind, text="Hm.", replacement=replacement, **passage)
    return found


def test_the_review_goes_on_without_scripts(revision: Revision, chromium: Browser, live_site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    sign_in(context, "clinician", live_site)
    page = context.new_page()
    page.goto(f"{live_site}/admin/review/{revision.pk}/")

    page.get_by_role("link", name="Start checking").click()
    card = page.locator("#check-3-1")
    card.get_by_label("read the source").check()
    card.get_by_label("The words of the source").fill("Strokes were rarer.")
    card.get_by_role("button", name="Supports the sentence").click()
    page.get_by_text("No check waits for you.").wait_for()
    page.get_by_role("link", name="Comment on sentence 2").click()
    form = page.locator("#sentence-2 form")
    form.get_by_label("Only these words").fill("bleeding")
    form.get_by_label("Comment", exact=True).last.fill("Where?")
    form.get_by_role("button", name="Comment").click()

    page.locator("#sentence-2 .thread blockquote").get_by_text("bleeding").wait_for()
    check = CitationCheck.objects.latest("pk")
    assert check.quote is not None
    assert check.quote.text == "Strokes were rarer."
    context.close()


def test_the_review_has_no_barriers(
    revision: Revision, barriers: Callable[..., dict[str, list[str]]]
) -> None:
    suggestion = Thread.objects.get(kind="suggestion").pk
    compared = ("compare/?since=live", "compare/?since=1&view=sides")
    signing = ("approve/", "assign/", "recommend/", "step-aside/")
    steps = ("?look=first", "?comment=3", *signing, f"accept/?thread={suggestion}", *compared)
    paths = ("review/", *(f"review/{revision.pk}/{step}" for step in ("", *steps)))

    assert barriers("editor2", paths) == {}
