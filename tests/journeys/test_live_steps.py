"""The steps about what readers see, in a real browser: the yearly walk without scripts, and no barriers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from answers.models import Answer, Publication, Revision
from tests import cast, make
from tests.journeys.writing import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def due(count: int) -> list[Revision]:
    """Public texts whose review was due the day before yesterday and earlier, the longest due first."""
    found = [make.published().revision for _ in range(count)]
    for days, revision in enumerate(reversed(found)):
        day = make.TODAY.replace(day=10 + days)
        Answer.objects.filter(pk=revision.answer_id).update(
            last_reviewed_on=day.replace(year=2025), review_due_on=day
        )
    return found[::-1]


def test_the_yearly_check_walks_from_one_answer_to_the_next_without_scripts(
    chromium: Browser, live_site: str
) -> None:
    first, second = due(2)
    context = chromium.new_context(java_script_enabled=False)
    sign_in(context, "clinician", live_site)
    page = context.new_page()

    page.goto(f"{live_site}/admin/review/due/")
    page.get_by_role("link", name="Check the 2 left to you").click()
    page.get_by_text("1 of 2 that are due").wait_for()
    page.get_by_role("button", name="Confirm unchanged").click()
    page.get_by_text("1 of 1 that are due").wait_for()
    assert f"/{second.pk}/confirm-unchanged/" in page.url
    page.get_by_role("link", name="Leave it; it is the last").click()

    page.get_by_role("heading", name="Due for review").wait_for()
    assert Publication.objects.get(kind="confirmed").revision == first
    context.close()


def test_the_steps_have_no_barriers(barriers: Callable[..., dict[str, list[str]]]) -> None:
    [live] = due(1)
    wording = live.answer.question.wording
    small = make.RESEARCH.replace("people", "patients")
    draft = make.revision(live.answer, make.draft(wording=wording, research=small), by=cast.person("editor"))
    make.submitted(live.answer)
    paths = (
        "review/due/?within=90",
        f"review/{live.pk}/confirm-unchanged/?within=90",
        f"review/{live.pk}/set-expiry/",
        f"review/{live.pk}/withdraw/",
        f"review/{draft.pk}/small-change/",
        f"review/{draft.pk}/correct-urgently/",
    )

    assert barriers("managing", paths) == {}
