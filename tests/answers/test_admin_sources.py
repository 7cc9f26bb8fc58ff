"""The list of sources as those who write answers see it: used, unused, and where."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from sources import notices
from sources.models import Source
from tests import cast, make

pytestmark = pytest.mark.django_db
LIST = "/admin/sources/source/"


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(cast.person("editor"))
    return client


def listed(editor: Client, query: str) -> set[str]:
    found: Any = editor.get(f"{LIST}?{query}").context["cl"].queryset
    return {source.key for source in found}


def test_sources_are_told_apart_by_their_use(editor: Client) -> None:
    make.published()
    make.source("drafted")
    make.source("unused")
    make.answer(research="<p>Something [@drafted].</p>")

    used = {choice: listed(editor, f"used={choice}") for choice in ("public", "draft", "no")}

    assert used == {"public": {"trial", "review"}, "draft": {"drafted"}, "no": {"unused"}}


def test_the_form_names_every_answer_drafts_too(editor: Client) -> None:
    public = make.published().answer
    draft = make.answer()
    make.answer(short_answer="<p>A [@review].</p>", research="<p>B [@review].</p>")

    page = editor.get(f"{LIST}{Source.objects.get(key='trial').pk}/change/").content.decode()

    assert f"/admin/answers/answer/{public.pk}/change/" in page
    assert f"/admin/answers/answer/{draft.pk}/change/" in page
    assert "2 answers" in page


def test_the_list_narrows_to_what_needs_an_eye(editor: Client) -> None:
    waiting, old, unnumbered = make.source("waiting"), make.source("old"), make.source("bare", doi="")
    notices.record(waiting, kind="retraction", origin="x", at=make.NOW, noticed_on=make.TODAY)
    notices.mark_checked(old, on=make.TODAY.replace(year=2020), at=make.NOW)

    assert listed(editor, "notices=found") == {"waiting"}
    notices.record(
        old, kind="retraction", origin="x", at=make.NOW, noticed_on=make.TODAY, other_title="Another work"
    )

    assert listed(editor, "notices=doubt") == {"old"}
    assert listed(editor, "checked=long") == {"old"}
    assert listed(editor, "checked=never") == {"waiting", "bare"}
    assert listed(editor, "identified=no") == {unnumbered.key}


def test_a_notice_in_doubt_shows_both_titles_before_somebody_decides() -> None:
    source = make.source("ours", title="Our title")
    doubtful = notices.record(
        source,
        kind="retraction",
        origin="Crossref",
        at=make.NOW,
        noticed_on=make.TODAY,
        other_title="Something <b>else</b>",
    )
    managing = Client()
    managing.force_login(cast.person("managing"))

    page = managing.get(f"/admin/sources/notice/{doubtful.pk}/decide/").content.decode()

    assert "Our title" in page
    assert "Something &lt;b&gt;else&lt;/b&gt;" in page
    assert "Readers are told nothing yet." in page
