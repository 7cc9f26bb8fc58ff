"""Selecting words of the page in a real browser, by mouse, finger and keyboard, and commenting in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from answers.models import Revision, Thread
from tests import make
from tests.journeys.arriving import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.any_database]

SELECT = """([from, start, to, end]) => {
  const point = (number, offset) => {
    const walker = document.createTreeWalker(document.querySelector(`#claim-${number}`), NodeFilter.SHOW_TEXT)
    return [walker.nextNode(), offset]
  }
  const range = document.createRange()
  range.setStart(...point(from, start))
  range.setEnd(...point(to, end))
  getSelection().removeAllRanges()
  getSelection().addRange(range)
}"""
LENGTH = """() => document.querySelector("#claim-2").firstChild.length"""


@pytest.fixture
def revision() -> Revision:
    return make.submitted()


@pytest.fixture
def reviewer(arrive: Callable[..., Person], revision: Revision) -> Person:
    """The reviewer has the text in review before them."""
    found = arrive("reviewer")
    found.visit(f"/admin/review/{revision.pk}/")
    return found


def comment(page: Page, words: str) -> Thread:
    """Write into the form that has come to the sentence."""
    form = page.locator(".sentence .new-comment form")
    expect(form.get_by_label("Only these words")).to_have_value(words)
    expect(form.get_by_label("Comment", exact=True).last).to_be_focused()
    page.keyboard.type("Which one?")
    with page.expect_navigation(url="**#thread-*"):
        form.get_by_role("button", name="Comment").click()
    return Thread.objects.latest("pk")


def test_words_selected_by_mouse_are_commented_on_beside_their_sentence(reviewer: Person) -> None:
    reviewer.page.evaluate(SELECT, [1, 2, 1, 15])
    reviewer.page.get_by_role("button", name="Comment on these words").click()

    thread = comment(reviewer.page, "blood thinner")

    assert thread.quote == "blood thinner"
    assert thread.start == 2


def test_a_selection_over_two_sentences_leaves_out_their_marks(reviewer: Person) -> None:
    end = reviewer.page.evaluate(LENGTH)
    reviewer.page.evaluate(SELECT, [1, 27, 2, end - 1])
    reviewer.page.get_by_role("button", name="Comment on these words").click()

    thread = comment(reviewer.page, "risk of stroke. It makes bleeding more likely")

    assert thread.quote == "risk of stroke. It makes bleeding more likely"


def test_nothing_is_offered_for_words_outside_the_text(reviewer: Person) -> None:
    reviewer.page.locator("#sources .ref").first.dblclick(position={"x": 20, "y": 10})

    expect(reviewer.page.get_by_role("button", name="Comment on these words")).to_be_hidden()


def test_words_of_a_line_for_the_doctor_are_commented_on_too(reviewer: Person) -> None:
    reviewer.page.evaluate(SELECT, ["ask-2", 5, "ask-2", 14])
    reviewer.page.get_by_role("button", name="Comment on these words").click()

    thread = comment(reviewer.page, "can lower")

    assert (thread.block, thread.quote) == ("doctor_questions", "can lower")


def test_words_are_selected_by_keyboard_alone(reviewer: Person) -> None:
    keys = reviewer.page.keyboard
    reviewer.page.locator("#claim-1").focus()
    keys.press("ArrowDown")
    expect(reviewer.page.locator("#claim-2")).to_be_focused()
    keys.press("Control+Shift+ArrowRight")
    keys.press("Control+Shift+ArrowRight")
    expect(reviewer.page.locator("#said")).to_contain_text("It makes")
    keys.press("Enter")

    assert comment(reviewer.page, "It makes").quote == "It makes"


def test_enter_on_a_sentence_comments_on_all_of_it(reviewer: Person) -> None:
    reviewer.page.locator("#claim-1").focus()
    reviewer.page.keyboard.press("Enter")

    assert comment(reviewer.page, "").quote == "A blood thinner lowers the risk of stroke."


def test_a_suggestion_begins_with_the_words_that_it_would_change(reviewer: Person) -> None:
    reviewer.page.evaluate(SELECT, [1, 2, 1, 15])
    reviewer.page.get_by_role("button", name="Comment on these words").click()

    expect(reviewer.page.get_by_label("Replace with")).to_be_hidden()
    reviewer.page.get_by_label("suggestion").check()

    expect(reviewer.page.get_by_label("Replace with")).to_have_value("blood thinner")


@pytest.fixture
def phone(chromium: Browser, live_site: str, revision: Revision) -> Iterator[Person]:
    """The reviewer has a phone."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    person = Person(context, live_site)
    person.sign_in("reviewer")
    person.visit(f"/admin/review/{revision.pk}/")
    yield person
    assert person.complaints == []
    context.close()


def test_words_selected_by_finger_are_commented_on_with_a_button_in_reach(phone: Person) -> None:
    phone.page.evaluate(SELECT, [1, 2, 1, 15])
    button = phone.page.get_by_role("button", name="Comment on these words")
    place = button.bounding_box()
    assert place is not None
    assert place["y"] > 780 - 120
    assert place["height"] >= 44
    button.tap()

    assert comment(phone.page, "blood thinner").quote == "blood thinner"


def test_nobody_loses_a_half_written_comment_by_leaving(reviewer: Person) -> None:
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    reviewer.page.on("dialog", leave)
    reviewer.page.locator("#claim-1").focus()
    reviewer.page.keyboard.press("Enter")
    reviewer.page.keyboard.type("Half")

    reviewer.page.get_by_role("link", name="The whole page as patients will see it").click()
    reviewer.page.wait_for_url("**/page/")

    assert asked == ["beforeunload"]
