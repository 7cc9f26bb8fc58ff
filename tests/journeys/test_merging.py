"""Two sources merged and told apart again by an editor, with what a patient reads meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sources import notices
from sources.models import Merge, Source
from tests import cast, make
from tests.answers.test_merged_sources import citing, merge, twin
from tests.journeys.arriving import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_ticked_compared_merged_read_and_undone_without_scripts(arrive: Callable[..., Person]) -> None:
    twin(publisher="The publisher")
    answer = citing()
    notice = notices.record(
        Source.objects.get(key="trial"), kind="retraction", origin="x", at=make.NOW, noticed_on=make.TODAY
    )
    notices.confirm(notice, by=cast.person("managing"), at=make.NOW)
    editor, patient = arrive("editor", has_scripts=False), arrive(has_scripts=False)

    editor.visit("/admin/sources/source/")
    for key in ("trial", "twin"):
        number = Source.objects.get(key=key).pk
        editor.page.locator(f'input[name="_selected_action"][value="{number}"]').check()
    editor.page.get_by_label("Action:").select_option("merge_chosen")
    editor.press("Go")
    editor.follow("Keep “trial” instead")
    editor.press("Merge, and keep “trial”")
    patient.visit(answer.question.get_absolute_url())
    meanwhile = patient.page.get_by_text("Retracted.").count()
    editor.follow("Undo", within=".messagelist")
    editor.press("Undo the merge")
    patient.visit(answer.question.get_absolute_url())

    assert meanwhile
    assert patient.page.get_by_text("Retracted.").count() == 0
    assert editor.page.get_by_text("“twin” stands on its own again.").is_visible()
    assert Merge.objects.get().undone_by == cast.person("editor")


def test_the_pages_of_merging_have_no_barriers(barriers: Callable[..., dict[str, list[str]]]) -> None:
    twin()
    make.source("third", title="Thinning the blood", doi="10.1000/other", year=2020, publisher="One")
    done = merge()
    trial, third = (Source.objects.get(key=key) for key in ("trial", "third"))
    make.source("alike", title=trial.title, contributors=trial.contributors, doi="", pmid="9")
    paths = (
        f"sources/source/{third.pk}/merge/{trial.pk}/",
        f"sources/source/{trial.pk}/merge/",
        "sources/source/duplicates/",
        f"sources/merge/{done.pk}/undo/",
    )

    assert barriers("editor", paths) == {}
