"""The page on which a newer edition is found, proposed and decided about, as the staff meet it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from sources import replacements
from sources.models import Replacement, Source
from tests import cast, make, newer

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def address(source: Source) -> str:
    return f"/admin/sources/source/{source.pk}/newer/"


def post(name: str, source: Source, **typed: Any) -> Any:
    return cast.client(name).post(address(source), typed)


def text(response: Any) -> str:
    return str(response.content.decode())


def edition(key: str, year: int, **fields: Any) -> Source:
    return make.source(key, **({"title": "Guideline on thin blood", "year": year} | fields))


def test_later_sources_of_the_same_title_are_offered_and_none_is_chosen() -> None:
    older, later = edition("older", 2019), edition("later", 2025)

    page = text(cast.client("editor").get(address(older)))

    assert f'name="newer" value="{later.pk}"' in page
    assert " checked" not in page


def test_any_other_source_can_be_searched_for() -> None:
    older, other = edition("older", 2019), edition("other", 2024, title="Quite another title")

    page = text(cast.client("editor").get(address(older), {"q": "quite another"}))

    assert f'name="newer" value="{other.pk}"' in page


def test_a_proposal_waits_for_somebody_who_may_decide() -> None:
    older, later = edition("older", 2019), edition("later", 2025)

    post("editor", older, do="propose", newer=later.pk, why="Its preface says so.")

    replacement = Replacement.objects.get()
    assert (replacement.newer, replacement.why) == (later, "Its preface says so.")
    assert "A managing editor confirms or rejects it." in text(cast.client("editor").get(address(older)))
    assert 'value="confirm"' in text(cast.client("managing").get(address(older)))


def test_a_confirmation_leads_to_the_answers_that_cite_the_older_edition() -> None:
    replacement = newer.proposed()

    response = post("managing", replacement.source, do="confirm", replacement=replacement.pk)

    replacement.refresh_from_db()
    assert replacement.is_confirmed
    assert response["Location"] == f"/admin/review/newer/{replacement.pk}/"


def test_a_rejection_is_kept_with_its_reason() -> None:
    replacement = newer.confirmed()

    post("managing", replacement.source, do="reject", replacement=replacement.pk, reason="Another society.")

    page = text(cast.client("editor").get(address(replacement.source)))
    assert "Another society." in page
    assert "Which source is the newer edition?" in page


def test_a_refused_proposal_comes_back_with_what_was_typed() -> None:
    older = edition("older", 2019)

    response = post("editor", older, do="propose", newer="0", why="Its preface says so.")

    assert response.status_code == 422
    assert "Choose the newer edition first." in text(response)


def test_a_rejection_without_a_reason_is_refused() -> None:
    replacement = newer.confirmed()

    response = post("managing", replacement.source, do="reject", replacement=replacement.pk, reason=" ")

    assert response.status_code == 422
    assert Replacement.objects.get().is_confirmed


@pytest.mark.parametrize("name", ["editor", "reviewer", "auditor"])
@pytest.mark.parametrize("do", ["confirm", "reject"])
def test_nobody_decides_by_a_guessed_number_without_the_permission(name: str, do: str) -> None:
    replacement = newer.proposed()

    response = post(name, replacement.source, do=do, replacement=replacement.pk, reason="x")

    assert response.status_code == 422
    assert Replacement.objects.get().is_proposed


def test_a_replacement_is_decided_on_the_page_of_its_own_source_only() -> None:
    replacement, stranger = newer.proposed(), edition("stranger", 2020)

    response = post("managing", stranger, do="confirm", replacement=replacement.pk)

    assert response.status_code == 404
    assert Replacement.objects.get().is_proposed


@pytest.mark.parametrize("name", ["reviewer", "auditor"])
def test_those_who_may_not_change_sources_look_and_propose_nothing(name: str) -> None:
    older, later = edition("older", 2019), edition("later", 2025)

    page, response = cast.client(name).get(address(older)), post(name, older, do="propose", newer=later.pk)

    assert "No newer edition is known." in text(page)
    assert response.status_code == 422
    assert not Replacement.objects.exists()


def test_an_account_outside_the_groups_sees_nothing() -> None:
    older = edition("older", 2019)
    stranger = cast.person("editor")
    stranger.groups.clear()

    assert cast.client("editor").get(address(older)).status_code == 403
    assert Client().get(address(older)).status_code == 302


def test_a_merged_source_leads_to_the_one_it_became() -> None:
    kept = edition("kept", 2019)
    twin = edition("twin", 2019, merged_into=kept)

    assert cast.client("editor").get(address(twin))["Location"] == address(kept)


@pytest.mark.parametrize("typed", ["x", "²", "9" * 40, "-1"])
def test_a_number_that_is_none_is_refused_in_words(typed: str) -> None:
    older = edition("older", 2019)

    assert post("editor", older, do="propose", newer=typed).status_code == 422
    assert post("managing", older, do="confirm", replacement=typed).status_code == 404


def test_the_form_and_the_list_lead_there() -> None:
    replacement = newer.confirmed()
    form = f"/admin/sources/source/{replacement.source_id}/change/"

    listed = cast.client("editor").get("/admin/sources/source/?newer=confirmed")

    assert address(replacement.source) in text(cast.client("editor").get(form))
    assert "It is the newer edition of:" in text(
        cast.client("editor").get(f"/admin/sources/source/{replacement.newer_id}/change/")
    )
    assert [each.key for each in listed.context["cl"].queryset] == ["older"]


def test_a_title_is_escaped() -> None:
    older, later = edition("older", 2019), edition("later", 2025)
    Source.objects.filter(pk=later.pk).update(title="Guideline on thin blood <script>alert(1)</script>")
    replacements.propose(older, later, by=cast.person("editor"), at=make.NOW, why="<b>x</b>")

    page = text(cast.client("managing").get(address(older)))

    assert "<script>alert(1)" not in page
    assert "<b>x</b>" not in page
