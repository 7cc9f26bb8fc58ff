"""Who reaches the pages of merging, also by guessed addresses, and what those pages let through."""

from __future__ import annotations

import pytest

from sources.models import Merge
from tests import cast
from tests.sources.test_admin_merging import DUPLICATES, LIST, address, form, text, ticked
from tests.sources.test_merging import source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["reviewer", "clinician", "auditor"])
def test_who_may_not_merge_neither_sees_nor_reaches_it(name: str) -> None:
    duplicate, kept = source("twin"), source("kept")
    stranger = cast.client(name)

    pages = [address(duplicate, kept), f"{LIST}{kept.pk}/merge/", DUPLICATES]
    answers = [stranger.get(page).status_code for page in pages]
    answers.append(stranger.post(pages[0], {"merge": "1"}).status_code)
    answers.append(stranger.post(pages[0], {"apart": "1"}).status_code)
    ticked(stranger, duplicate, kept)

    assert set(answers) == {403}
    assert not Merge.objects.exists()
    assert f"{kept.pk}/merge/" not in text(stranger.get(form(kept)))
    assert "merge_chosen" not in text(stranger.get(LIST))
    assert DUPLICATES not in text(stranger.get(LIST))


@pytest.mark.parametrize("path", ["1/merge/1/", "1/merge/99/", f"{10**30}/merge/1/", f"{10**30}/merge/"])
def test_a_guessed_number_leads_nowhere(path: str) -> None:
    editor = cast.client("editor")
    source("one", pk=1)

    assert editor.get(LIST + path).status_code == 404
    assert editor.post(LIST + path, {"merge": "1"}).status_code == 404


def test_the_page_carries_no_inline_script_or_style_and_escapes_what_sources_say() -> None:
    duplicate, kept = source("twin", publisher="<script>alert(1)</script>"), source("kept")

    page = text(cast.client("editor").get(address(duplicate, kept)))

    assert "<script>" not in page
    assert "style=" not in page
