"""A newer edition from the editor who finds it to the patient who reads of it, without a script."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from answers.models import Answer
from sources import notices
from tests import cast, make, newer
from tests.journeys.arriving import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_found_confirmed_taken_up_and_told_without_scripts(arrive: Callable[..., Person]) -> None:
    answer = newer.published()
    make.source("newer", title="Guideline on thin blood", year=2025)
    cast.person("managing")
    older = answer.citations.get(source__key="older").source

    editor = arrive("editor", has_scripts=False)
    editor.visit(f"/admin/sources/source/{older.pk}/change/")
    editor.follow("Is there a newer edition?")
    editor.page.get_by_label("Author 2025").check()
    editor.press("Propose it as the newer edition")
    managing = arrive("managing", has_scripts=False)
    managing.visit("/admin/review/")
    managing.follow("Author 2019 → Author 2025")
    managing.press("Yes, it is the newer edition")
    managing.press("Make a draft for each ticked answer")
    managing.follow("Revision 2")
    patient = arrive(has_scripts=False)
    patient.visit(answer.question.get_absolute_url())

    note = managing.page.locator(".need").filter(has_text="Earlier edition (Author 2019), p. 4").first
    note.locator("summary").first.click()
    assert note.get_by_text("Earlier edition (Author 2019), p. 4").is_visible()
    assert patient.page.get_by_text("We are checking what it changes.").first.is_visible()
    assert Answer.objects.get(pk=answer.pk).latest_number == 2


def test_the_pages_where_people_decide_about_a_source_have_no_barriers(
    barriers: Callable[..., dict[str, list[str]]],
) -> None:
    newer.draft()
    replacement = newer.proposed(abstract="Blood is thin.")
    confirmed = newer.confirmed("older2", "newer2")
    newer.draft(research="<p>Said so in 2019 [@older2, p. 4].</p>")
    notice = notices.record(
        replacement.source,
        kind="retraction",
        origin="x",
        at=make.NOW,
        noticed_on=make.TODAY,
        notice_url=f"https://example.org/{'long' * 40}",
        other_title="Another work",
    )
    paths = (
        f"sources/source/{replacement.source_id}/newer/",
        f"sources/source/{replacement.newer_id}/newer/?q=guideline",
        f"sources/notice/{notice.pk}/decide/",
        f"review/newer/{confirmed.pk}/",
        "review/",
    )

    assert barriers("managing", paths) == {}
