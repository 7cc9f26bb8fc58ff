"""An imported page in a real browser: from its plain text to the patient who opens a run of sources."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from answers import revisions, workflow
from answers.models import Answer
from sources.models import Source
from tests import cast, make
from tests.journeys.arriving import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PAGE = """Can I drink coffee while I take my blood thinner?
Most people can. Ask when you are not sure.
What the research says
Coffee changed no test of clotting 3. Other drinks did (juice, tea, wine) 123.
What to ask your doctor
- How much coffee is safe for me?
This question is drawn from common patient questions about Bleeding and answered using cited research.
"""


def test_an_imported_page_reaches_patients_with_its_run_as_one_link(arrive: Callable[..., Person]) -> None:
    editor = arrive("editor")
    editor.visit("/admin/answers/answer/import/")
    editor.page.get_by_label("Or paste one page").fill(PAGE)
    editor.press("Show what it becomes")
    editor.page.get_by_text("The text with its numbers").click()
    expect(editor.page.locator(".import-preview a[role=doc-biblioref]").last).to_contain_text("to 3")
    editor.press("Make drafts")
    editor.follow("Open the draft")

    colleagues_identify_and_publish(Answer.objects.get())

    patient = arrive()
    patient.visit("/")
    patient.follow("Can I drink coffee")
    mark = patient.page.locator("#research a[role=doc-biblioref]").last
    mark.click()
    assert mark.get_attribute("data-refs") == "1 2 3"
    expect(patient.page.get_by_role("dialog").locator("li")).to_have_count(3)


def colleagues_identify_and_publish(answer: Answer) -> None:
    """By verbs: the screens of a review are walked above."""
    for number, source in enumerate(Source.objects.order_by("pk"), start=1):
        Source.objects.filter(pk=source.pk).update(
            title=f"Study {number}", doi=f"10.1000/study.{number}", year=2020 + number
        )
    draft, now = revisions.draft_of(answer), timezone.now()
    workflow.save(answer, draft, by=cast.person("editor"), at=now, base=answer.latest_number)
    make.published(answer, at=now)
