"""Somebody without an account on a phone, scripts off: from the link to the thanks; a colleague signs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from answers import workflow
from answers.models import Advice, CitationCheck, Invitation, Recommendation
from tests import make
from tests.journeys.arriving import Person
from tests.journeys.test_public_pages import FAULTS, RULES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, java_script_enabled=False
    )
    yield context.new_page()
    assert context.cookies() == []
    context.close()


def invited() -> Invitation:
    return make.invitation(make.submitted(), at=timezone.now(), note="Are the numbers right?")


def test_ten_minutes_on_a_phone_without_scripts(
    phone: Page, live_site: str, arrive: Callable[..., Person]
) -> None:
    row = invited()
    phone.goto(f"{live_site}/review/{row.token}/")
    phone.get_by_role("link", name="Begin").tap()
    count = len(workflow.asked_about(row))

    phone.get_by_role("button", name="No", exact=True).tap()
    phone.get_by_label("Why").fill("It says the opposite.")
    phone.get_by_role("button", name="Save and go on").tap()
    for _ in range(count - 1):
        phone.locator(".verdicts button").first.tap()
    phone.get_by_label("Approve it after small changes").check()
    phone.get_by_label("In your words").fill("Turn the first sentence round.")
    phone.get_by_label("Your name").fill("Dr. Olga Outside")
    phone.get_by_label("What you do").fill("hematologist")
    phone.get_by_label("No", exact=True).check()
    phone.get_by_role("button", name="Send").tap()
    phone.get_by_role("heading", name="Thank you, Dr. Olga Outside.").wait_for()
    colleague = arrive("reviewer", has_scripts=False).page
    colleague.goto(f"{live_site}/admin/review/{row.round.revision_id}/")
    colleague.locator("[name=advice]").first.uncheck()
    colleague.get_by_role("button", name="Countersign what Dr. Olga Outside said").click()
    colleague.wait_for_load_state()

    assert Advice.objects.standing().count() == count
    assert Recommendation.objects.get().invitation == row
    assert CitationCheck.objects.count() == count - 1


def test_no_page_behind_a_link_has_a_barrier_or_is_cut_off(
    chromium: Browser, live_site: str, axe_source: Path
) -> None:
    row = invited()
    make.advice(row, verdict="partly supports")
    context = chromium.new_context(viewport={"width": 320, "height": 700}, bypass_csp=True)
    page = context.new_page()
    found = {}
    addresses = [
        f"/review/{row.token}/{rest}" for rest in ("", "1/", "2/", "page/", "comment/?about=1", "finish/")
    ]
    for address in (*addresses, "/review/nowhere/"):
        page.goto(live_site + address)
        page.add_script_tag(path=axe_source)
        faults = page.evaluate(FAULTS % RULES)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append("cut off")
        if faults:
            found[address.replace(row.token, "…")] = faults
    context.close()

    assert found == {}
