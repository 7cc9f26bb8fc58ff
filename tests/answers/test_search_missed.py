"""Searches that found nothing are counted for editors, and nobody learns from it who asked what."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.test import Client

from answers import jobs, search
from answers.models import MissedSearch
from answers.models.missed_searches import MOST_ROWS
from answers.search import missed
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    missed._counted.clear()
    yield
    missed._counted.clear()


def ask(typed: str, *, days: int) -> None:
    """The same search on so many days."""
    for day in range(days):
        search.count_missed(search.read(typed), at=make.NOW + datetime.timedelta(days=day))


def test_a_search_on_one_day_is_kept_as_a_hash_alone() -> None:
    for _ in range(5):
        ask("Zebra fever", days=1)

    kept = MissedSearch.objects.get()
    assert (kept.words, kept.days, kept.times) == ("", 1, 5)
    assert "zebra" not in kept.fingerprint


def test_a_search_on_three_days_is_told_with_its_words() -> None:
    ask("What is zebra fever?", days=3)

    assert list(MissedSearch.objects.told().values_list("words", "days")) == [("zebra fever", 3)]


@pytest.mark.parametrize("typed", ["zebra 5551234", "one two three four five six seven eight nine"])
def test_what_may_be_about_one_person_is_never_told(typed: str) -> None:
    ask(typed, days=5)

    assert not MissedSearch.objects.told().exists()


def test_the_page_counts_a_search_that_found_nothing_and_no_other(client: Client) -> None:
    make.published(wording="Is salt harmful?")

    client.get("/search/", {"q": "salt"})
    client.get("/search/", {"q": "zebra"})

    assert MissedSearch.objects.count() == 1


def test_a_flood_is_counted_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed, "time", SimpleNamespace(monotonic=lambda: 0.0))  # all in one minute

    for number in range(missed.MOST_A_MINUTE + 20):
        ask(f"zebra{'x' * number}", days=1)

    assert MissedSearch.objects.count() == missed.MOST_A_MINUTE


def test_the_table_grows_no_further_than_its_bound() -> None:
    MissedSearch.objects.bulk_create(
        MissedSearch(fingerprint=str(number), last_on=make.TODAY) for number in range(MOST_ROWS)
    )

    ask("zebra", days=1)

    assert MissedSearch.objects.count() == MOST_ROWS


def test_what_does_not_come_again_is_forgotten() -> None:
    ask("zebra", days=1)
    ask("giraffe", days=3)

    jobs.run_due(make.NOW + datetime.timedelta(days=40))

    assert [each.words for each in MissedSearch.objects.all()] == ["giraffe"]


def test_editors_read_the_report_and_lead_a_search_to_a_synonym(client: Client) -> None:
    ask("zebra fever", days=3)
    ask("giraffe", days=1)
    client.force_login(cast.person("editor"))

    shown = client.get("/admin/answers/missedsearch/").content.decode()

    assert "zebra fever" in shown
    assert "synonymgroup/add/?words=zebra+fever" in shown
    assert "1 search" in shown
