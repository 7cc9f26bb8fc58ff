"""The list of merges and the page that undoes one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sources import merging
from sources.models import Merge, Source
from tests import cast
from tests.sources.test_admin_merging import text
from tests.sources.test_merging import noticed, source

pytestmark = pytest.mark.django_db
LIST = "/admin/sources/merge/"


@pytest.fixture
def editor() -> Client:
    return cast.client("editor")


def merged(number: int = 1, *, days_ago: int = 0, **fields: Any) -> Merge:
    duplicate, kept = source(f"twin{number}", **fields), source(f"kept{number}")
    at = timezone.now() - timedelta(days=days_ago)
    return merging.merge(duplicate, kept, by=cast.person("editor"), at=at)


def undo(merge: Merge) -> str:
    return f"{LIST}{merge.pk}/undo/"


def test_the_list_tells_which_can_still_be_undone(editor: Client) -> None:
    new, old = merged(1), merged(2, days_ago=31)

    everything = text(editor.get(LIST))
    possible: Any = editor.get(f"{LIST}?undo=possible").context["cl"].queryset

    assert undo(new) in everything
    assert undo(old) not in everything
    assert "Could be undone until" in everything
    assert list(possible) == [new]


def test_one_merge_says_what_was_taken_and_what_spoke_against_it(editor: Client) -> None:
    merge = merged(volume="3")
    Merge.objects.update(doubts=["They are <b>different</b> editions."])

    page = text(editor.get(f"{LIST}{merge.pk}/change/"))

    assert "volume" in page
    assert "They are &lt;b&gt;different&lt;/b&gt; editions." in page


def test_opening_the_page_undoes_nothing_and_says_what_will_come_back(editor: Client) -> None:
    merge = merged(volume="3")

    page = text(editor.get(undo(merge)))

    assert "“twin1” stands on its own again, with every field and notice it had." in page
    assert "It had taken: volume." in page
    assert Merge.objects.standing().exists()


def test_the_button_undoes_it_and_says_what_was_left_alone(editor: Client) -> None:
    merge = merged(volume="3")
    Source.objects.filter(pk=merge.kept_id).update(volume="33")
    noticed(merge.kept)

    response = editor.post(undo(merge), follow=True)

    said = text(response)
    merge.refresh_from_db()
    assert merge.undone_by == cast.person("editor")
    assert response.redirect_chain[-1][0] == f"/admin/sources/source/{merge.duplicate_id}/change/"
    assert "“twin1” stands on its own again." in said
    assert "Left as somebody changed it since in “kept1”: volume." in said
    assert "Undone by editor on" in text(editor.get(LIST))


def test_what_is_too_late_is_refused_in_words(editor: Client) -> None:
    merge = merged(days_ago=31)

    page = text(editor.get(undo(merge)))
    refused = text(editor.post(undo(merge)), status=422)

    assert "Undo the merge" not in page
    assert "This merge could be undone until" in refused
    assert Merge.objects.standing().exists()


@pytest.mark.parametrize("name", ["reviewer", "auditor"])
def test_who_may_not_merge_reads_and_undoes_nothing(name: str) -> None:
    merge, stranger = merged(), cast.client(name)

    assert "twin1 into kept1" in text(stranger.get(LIST))
    assert stranger.get(undo(merge)).status_code == 403
    assert stranger.post(undo(merge)).status_code == 403
    assert Merge.objects.standing().exists()


def test_nothing_of_a_merge_is_edited_or_deleted() -> None:
    merge, admin = merged(), cast.client("admin")

    answers = [admin.post(f"{LIST}{merge.pk}/{page}/", {"post": "yes"}) for page in ("change", "delete")]

    assert [each.status_code for each in answers] == [403, 403]
    assert admin.get(f"{LIST}add/").status_code == 403


def test_the_list_asks_no_more_for_more_rows(editor: Client) -> None:
    counts = []
    for round_ in range(2):
        for number in range(3):
            merged(round_ * 10 + number)
        with CaptureQueriesContext(connection) as asked:
            text(editor.get(LIST))
        counts.append(len(asked))

    assert counts[0] == counts[1]
