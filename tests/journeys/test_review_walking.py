"""Checking by keys in a real browser: from claim to claim, with one key for a verdict, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from answers import revisions
from answers.models import CitationCheck, Revision
from tests import make
from tests.journeys.arriving import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.any_database]

QUOTE = "Strokes were fewer in the treated group."


@pytest.fixture
def revision() -> Revision:
    """A text in review in which the writer proposes a quote for each citation."""
    made = make.answer()
    draft = revisions.draft_of(made)
    make.revision(made, replace(draft, citations=tuple(replace(use, quote=QUOTE) for use in draft.citations)))
    return make.submitted(made)


@pytest.fixture
def reviewer(arrive: Callable[..., Person], revision: Revision) -> Person:
    """The reviewer has the text in review before them."""
    found = arrive("reviewer")
    found.visit(f"/admin/review/{revision.pk}/")
    return found


@pytest.fixture
def page(reviewer: Person) -> Page:
    """What the reviewer has before them."""
    return reviewer.page


def card(page: Page, key: str) -> Locator:
    return page.locator(f"#check-{key}")


def test_a_text_is_checked_with_single_keys(page: Page) -> None:
    for keys in ("n2s", "u", "s", "3s", "s"):
        for key in keys:
            page.keyboard.press(key)
        expect(page.locator(".need[aria-busy], form[aria-busy]")).to_have_count(0)

    expect(page.get_by_text("No check waits for you.")).to_be_visible()
    found = CitationCheck.objects.order_by("pk").values_list("verdict", "reading")
    assert list(found) == [
        ("supports", "abstract only"),
        ("needs no citation", ""),
        ("supports", "abstract only"),
        ("supports", "quote only"),
        ("supports", "abstract only"),
    ]


def test_the_next_claim_is_open_and_in_focus_and_the_others_are_put_away(page: Page) -> None:
    page.keyboard.press("n")
    expect(card(page, "1-1")).to_be_focused()
    expect(page.locator("#claim-1.current")).to_have_count(1)

    page.keyboard.press("n")
    page.keyboard.press("n")
    page.keyboard.press("p")

    expect(card(page, "2-0")).to_be_focused()
    expect(page.locator(".need[open]")).to_have_count(1)


def test_a_verdict_wants_to_know_first_what_was_read(page: Page) -> None:
    page.keyboard.press("n")
    page.keyboard.press("s")

    expect(card(page, "1-1").get_by_text("Say first what you read")).to_be_visible()
    assert not CitationCheck.objects.exists()


def test_a_quote_is_amended_and_kept_from_its_field(page: Page) -> None:
    for key in "n1a":
        page.keyboard.press(key)
    expect(card(page, "1-1").get_by_label("The words of the source")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("A sharper quote, u and s and x.")
    page.keyboard.press("Control+Enter")

    expect(card(page, "2-0")).to_be_focused()
    quote = CitationCheck.objects.get().quote
    assert quote is not None
    assert quote.text == "A sharper quote, u and s and x."


def test_a_refusal_says_why_and_goes_on(page: Page) -> None:
    for key in "nx":
        page.keyboard.press(key)
    expect(card(page, "1-1").get_by_label("Reason")).to_be_focused()
    page.keyboard.type("It speaks of tablets only.")
    page.keyboard.press("Control+Enter")

    expect(card(page, "2-0")).to_be_focused()
    check = CitationCheck.objects.get()
    assert (check.verdict, check.reason) == ("does not support", "It speaks of tablets only.")
    expect(page.locator(".obstacles")).to_contain_text("Source 1 does not support")


def test_what_was_typed_stays_when_the_site_refuses(page: Page) -> None:
    page.keyboard.press("n")
    card(page, "1-1").get_by_label("Where it says so").fill("Table 2")
    card(page, "1-1").get_by_role("button", name="Supports the sentence").click()

    expect(card(page, "1-1").get_by_text("Say what you read: the source")).to_be_visible()
    expect(card(page, "1-1").get_by_label("Where it says so")).to_have_value("Table 2")


def test_what_was_typed_stays_when_the_site_is_away(reviewer: Person) -> None:
    page = reviewer.page
    page.route("**/check/", lambda route: route.abort())
    page.keyboard.press("n")
    card(page, "1-1").get_by_label("read the source").check()
    card(page, "1-1").get_by_label("Where it says so").fill("Table 2")

    card(page, "1-1").get_by_role("button", name="Supports the sentence").click()

    expect(card(page, "1-1").get_by_text("This could not be kept")).to_be_visible()
    expect(card(page, "1-1").get_by_label("Where it says so")).to_have_value("Table 2")
    page.unroute_all()
    card(page, "1-1").get_by_role("button", name="Supports the sentence").click()
    expect(card(page, "2-0")).to_be_focused()
    assert CitationCheck.objects.get().place == "Table 2"
    assert [said for said in reviewer.complaints if "ERR_FAILED" not in said] == []
    reviewer.complaints.clear()


def test_keys_do_nothing_while_something_is_typed(page: Page) -> None:
    page.keyboard.press("n")
    card(page, "1-1").get_by_label("Reason").focus()
    page.keyboard.type("snpxu123")

    expect(card(page, "1-1").get_by_label("Reason")).to_have_value("snpxu123")
    expect(card(page, "1-1")).to_have_attribute("open", "")


def test_single_keys_are_switched_off_for_good(page: Page) -> None:
    page.get_by_text("Keys", exact=True).click()
    page.get_by_label("Single keys are on").uncheck()
    page.reload()

    page.keyboard.press("n")

    expect(page.locator(".need[open]")).to_have_count(0)
    page.get_by_role("link", name="Start checking").click()
    expect(card(page, "1-1")).to_be_focused()
    expect(card(page, "1-1").locator("kbd:visible")).to_have_count(0)


def test_enter_in_a_field_gives_no_verdict(page: Page) -> None:
    page.keyboard.press("n")
    card(page, "1-1").get_by_label("read the source").check()
    card(page, "1-1").get_by_label("Where it says so").press("Enter")

    expect(card(page, "1-1")).to_have_attribute("open", "")
    assert not CitationCheck.objects.exists()
