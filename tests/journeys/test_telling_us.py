"""A reader on a phone without scripts tells us what is wrong, and a managing editor finds it on top."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from answers.models import Report
from answers.views import form_words
from tests import make
from tests.journeys.arriving import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_reader_without_scripts_reports_harm_and_it_heads_the_inbox(
    arrive: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_words, "SOONEST", form_words.SOONEST * 0)
    publication = make.published()
    reader = arrive(has_scripts=False)
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.visit(publication.answer.question.get_absolute_url())
    reader.press("No")
    expect(reader.page.get_by_role("status")).to_contain_text("your answer is counted")
    reader.page.go_back()
    reader.follow("Report a mistake")
    reader.page.get_by_label("Where on the page?").select_option("research")
    reader.page.get_by_label("What is wrong?").fill("The trial said more. Write to me@example.org")
    reader.page.get_by_label("This could harm someone").check()
    reader.press("Send")
    reader.press("Send with these taken out")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert reader.context.cookies() == []

    managing = arrive("managing")
    managing.visit("/admin/review/")
    managing.page.locator("section.inbox").first.get_by_role("link").nth(1).click()
    expect(managing.page.locator("blockquote")).to_have_text("The trial said more. Write to […]")
    managing.press("It is a mistake indeed")

    assert Report.objects.get().state == Report.State.CONFIRMED
