"""The pages on which two sources are compared and merged, as the staff meet them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sources import merging
from sources.models import Merge, Source, ToldApart
from tests import cast, make
from tests.sources.test_merging import merged, noticed, source
from tests.sources.test_merging_pairs import MOREAU

pytestmark = pytest.mark.django_db
LIST = "/admin/sources/source/"
DUPLICATES = f"{LIST}duplicates/"
EMPTY_INLINE = {"notices-TOTAL_FORMS": "0", "notices-INITIAL_FORMS": "0"}


@pytest.fixture
def editor() -> Client:
    return cast.client("editor")


def address(duplicate: Source, kept: Source) -> str:
    return f"{LIST}{duplicate.pk}/merge/{kept.pk}/"


def form(kept: Source) -> str:
    return f"{LIST}{kept.pk}/change/"


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return str(response.content.decode())


def chosen(page: str) -> dict[str, str]:
    """For each field that differs, the side that is ticked."""
    return dict(re.findall(r'name="take-(\w+)" value="(\w+)" checked', page))


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found
    return found[1]


def ticked(editor: Client, *sources: Source) -> Any:
    return editor.post(LIST, {"action": "merge_chosen", "_selected_action": [each.pk for each in sources]})


def test_two_ticked_sources_are_led_to_their_comparison(editor: Client) -> None:
    poor, rich = source("poor"), source("rich", doi="10.1000/rich")

    response = ticked(editor, poor, rich)

    assert response.headers["Location"] == address(poor, rich)


@pytest.mark.parametrize("number", [1, 3])
def test_one_or_three_are_not_merged(editor: Client, number: int) -> None:
    response = ticked(editor, *(source(f"s{place}") for place in range(number)))

    assert response.headers["Location"].startswith(LIST)
    assert "Tick exactly two sources" in text(editor.get(LIST))


def test_both_stand_side_by_side_with_the_better_value_ticked(editor: Client) -> None:
    duplicate = source("twin", volume="3", pages="1-9", contributors=MOREAU, population_size=7)
    kept = source("kept", volume="4", doi="10.1000/kept")

    page = text(editor.get(address(duplicate, kept)))

    assert chosen(page) == {
        "contributors": "duplicate",
        "volume": "kept",
        "pages": "duplicate",
        "doi": "kept",
        "population_size": "duplicate",
    }
    assert "Moreau, Philippe" in page
    assert "3 fields say the same in both" in page


def test_what_will_happen_is_said_before_it_does(editor: Client) -> None:
    duplicate, kept = source("twin"), source("kept")
    noticed(duplicate)

    page = text(editor.get(address(duplicate, kept)))

    assert "“twin” goes on as a name of “kept”" in page
    assert "1 notice of “twin” counts for “kept” too, on every page at once." in page
    assert "It can be undone until" in page
    assert Source.objects.current().count() == 2


def test_the_answers_that_cite_each_are_named(editor: Client) -> None:
    answer = make.answer()
    trial, review = (Source.objects.get(key=key) for key in ("trial", "review"))

    page = text(editor.get(address(trial, review)))

    assert page.count(f"/admin/answers/answer/{answer.pk}/change/") == 2
    assert page.count("1 answer") >= 2


def test_the_choices_are_carried_out_and_the_way_back_is_named(editor: Client) -> None:
    duplicate, kept = source("twin", volume="3"), source("kept", volume="4")
    page = text(editor.get(address(duplicate, kept)))

    response = editor.post(
        address(duplicate, kept), {"merge": "1", "take-volume": "duplicate", "seen": seen(page)}, follow=True
    )

    merge = Merge.objects.get()
    kept.refresh_from_db()
    assert (kept.volume, merge.merged_by) == ("3", cast.person("editor"))
    assert response.redirect_chain[-1][0] == form(kept)
    assert f'<a href="/admin/sources/merge/{merge.pk}/undo/">Undo</a>' in text(response)
    assert LogEntry.objects.filter(object_id=str(kept.pk), change_message="merged with twin").exists()


def test_what_was_changed_meanwhile_is_shown_again_with_the_choices(editor: Client) -> None:
    duplicate, kept = source("twin", volume="3"), source("kept", volume="4")
    page = text(editor.get(address(duplicate, kept)))
    Source.objects.filter(pk=kept.pk).update(volume="44")

    again = text(
        editor.post(address(duplicate, kept), {"merge": "1", "take-volume": "duplicate", "seen": seen(page)}),
        status=422,
    )

    assert "One of the two was changed meanwhile" in again
    assert chosen(again) == {"volume": "duplicate"}
    assert "44" in again
    assert not Merge.objects.exists()


def test_doubts_are_said_and_a_person_who_is_sure_goes_on(editor: Client) -> None:
    duplicate, kept = source("twin", doi="10.1000/a"), source("kept", doi="10.1000/b")
    page = text(editor.get(address(duplicate, kept)))
    assert "Each has another DOI: 10.1000/a and 10.1000/b." in page

    refused = editor.post(address(duplicate, kept), {"merge": "1"})
    editor.post(address(duplicate, kept), {"merge": "1", "is_sure": "1"})

    assert "If you are sure that both are one work" in text(refused, status=422)
    assert Merge.objects.get().doubts == ["Each has another DOI: 10.1000/a and 10.1000/b."]


def test_a_preprint_and_what_was_published_cannot_be_merged(editor: Client) -> None:
    duplicate, kept = source("twin", kind="preprint"), source("kept")

    page = text(editor.get(address(duplicate, kept)))
    posted = editor.post(address(duplicate, kept), {"merge": "1", "is_sure": "1"})

    assert "These are two works" in page
    assert 'name="merge"' not in page
    assert "keep both, and cite the published one" in text(posted, status=422)


def test_two_works_are_told_apart_by_a_button(editor: Client) -> None:
    one, other = source("one", contributors=MOREAU), source("other", contributors=MOREAU)

    response = editor.post(address(one, other), {"apart": "1"})

    assert response.headers["Location"] == DUPLICATES
    assert ToldApart.objects.count() == 1
    assert "No two sources look like one work." in text(editor.get(DUPLICATES))


def test_possible_duplicates_lead_to_their_comparison(editor: Client) -> None:
    one, other = source("one", contributors=MOREAU, doi="10.1000/x"), source("other", contributors=MOREAU)

    page = text(editor.get(DUPLICATES))

    assert f'href="{address(other, one)}"' in page
    assert "First author, year and title alike." in page


def test_possible_duplicates_come_in_pages_with_a_fixed_number_of_questions(editor: Client) -> None:
    counts = []
    for round_ in range(2):
        for number in range(20):
            family = [{"family": f"Name{round_}-{number}"}]
            source(f"a{round_}-{number}", contributors=family)
            source(f"b{round_}-{number}", contributors=family)
        merging.possible_duplicates()
        with CaptureQueriesContext(connection) as asked:
            page = text(editor.get(DUPLICATES))
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert "Page 1 of 2" in page
    assert "Page 2 of 2" in text(editor.get(f"{DUPLICATES}?page=2"))


def test_another_source_is_offered_or_looked_for(editor: Client) -> None:
    one, alike = source("one", contributors=MOREAU), source("alike", contributors=MOREAU)
    other = source("other", title="Quite another title")

    offered = text(editor.get(f"{LIST}{one.pk}/merge/"))
    found = text(editor.get(f"{LIST}{one.pk}/merge/", {"q": "quite another"}))

    assert f'href="{address(alike, one)}"' in offered
    assert f'href="{address(other, one)}"' in found
    assert f'href="{address(alike, one)}"' not in found


def test_the_form_leads_to_the_merge_and_names_what_was_merged(editor: Client) -> None:
    duplicate, kept = source("twin"), source("kept")
    assert f'href="{LIST}{kept.pk}/merge/"' in text(editor.get(form(kept)))

    merge = merged(duplicate, kept)

    page = text(editor.get(form(kept)))
    assert "twin into kept" in page
    assert f'href="/admin/sources/merge/{merge.pk}/undo/"' in page


def test_a_merged_source_is_only_read_and_leads_to_what_it_became(editor: Client) -> None:
    duplicate, kept = source("twin"), source("kept")
    merged(duplicate, kept)

    page = text(editor.get(form(duplicate)))
    posted = editor.post(form(duplicate), {"title": "Typed over"})

    assert f'<a href="{form(kept)}">' in page
    assert 'name="title"' not in page
    assert posted.status_code == 403
    assert editor.get(f"{LIST}{duplicate.pk}/fill/").status_code == 404
    assert editor.get(address(duplicate, kept)).status_code == 302


def test_a_number_that_another_has_leads_to_merging_the_two(editor: Client) -> None:
    kept, other = source("kept"), source("other", pmid="7")
    typed = {"kind": "article", "title": "T", "pmid": "7"} | EMPTY_INLINE

    page = text(editor.post(form(kept), typed))

    assert f'<a href="{address(kept, other)}">merge them</a>' in page


def test_a_number_that_a_former_name_has_is_told_as_its_own(editor: Client) -> None:
    duplicate, kept = source("twin", doi="10.1000/old"), source("kept", doi="10.1000/new")
    merged(duplicate, kept, is_sure=True)
    typed = {"kind": "article", "title": "T", "doi": "10.1000/old"} | EMPTY_INLINE

    page = text(editor.post(form(kept), typed))

    assert "This source goes by this number already, through “twin”" in page


def test_the_list_leaves_merged_sources_out_unless_they_are_asked_for(editor: Client) -> None:
    duplicate, kept = source("twin"), source("kept")
    merged(duplicate, kept)

    listed: Any = editor.get(LIST).context["cl"].queryset
    gone: Any = editor.get(f"{LIST}?merged=yes").context["cl"].queryset

    assert (list(listed), list(gone)) == ([kept], [duplicate])


def test_saving_a_source_names_only_what_was_typed(editor: Client) -> None:
    kept = source("kept", contributors=MOREAU)
    typed = {"kind": "article", "title": "New", "contributors": "Moreau, Philippe", "year": "2024"}

    with CaptureQueriesContext(connection) as asked:
        editor.post(form(kept), typed | EMPTY_INLINE)

    kept.refresh_from_db()
    (update,) = [each["sql"] for each in asked if each["sql"].startswith('UPDATE "sources_source"')]
    assert kept.title == "New"
    assert "standing_stamp" not in update
    assert "merged_into" not in update
