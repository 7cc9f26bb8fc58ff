"""Checks for notices after a merge: every number and every title of both leads to the kept source."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sources import jobs
from sources.models import Notice, Source
from tests.sources.lookup_server import Server
from tests.sources.retraction_watch import file, row
from tests.sources.test_lookup_services import CROSSREF, TITLE, crossref, updated
from tests.sources.test_merging import merged

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
OURS = {"title": "A study of one thing", "year": 2024}
DOI = "10.1016/S0140-6736(97)11096-0"


def check() -> jobs.Outcome:
    return jobs.check_file(file(row()), at=AT, on=AT.date())


def test_a_number_that_moved_is_found_at_the_kept_source() -> None:
    kept = Source.objects.create(key="kept", pmid="7", **OURS)
    merged(Source.objects.create(key="twin", doi=DOI, **OURS), kept)

    check()

    assert Notice.objects.get().source == kept


def test_a_number_that_stayed_with_the_duplicate_is_found_at_the_kept_source() -> None:
    kept = Source.objects.create(key="kept", doi="10.1000/other", **OURS)
    merged(Source.objects.create(key="twin", doi=DOI, **OURS), kept, is_sure=True)

    check()

    assert Notice.objects.get().source == kept


def test_the_title_that_the_duplicate_had_still_names_the_work() -> None:
    kept = Source.objects.create(key="kept", pmid="7", title="What the site calls it", year=2024)
    merged(Source.objects.create(key="twin", doi=DOI, **OURS), kept, is_sure=True, chosen={"title": "kept"})

    outcome = check()

    assert (outcome.conflicts, Notice.objects.get().source) == (0, kept)


def test_the_services_are_asked_about_a_number_that_stayed_with_the_duplicate(services: Server) -> None:
    retracted = {"updated-by": updated(("10.1000/r", "retraction", "publisher"))}
    services.say(f"{CROSSREF}10.1000%2Fone", crossref(**retracted))
    kept = Source.objects.create(key="kept", doi="10.1000/elsewhere", title=TITLE)
    merged(Source.objects.create(key="twin", doi="10.1000/one", title=TITLE), kept, is_sure=True)

    jobs.check_online(services.lookups(), at=AT, on=AT.date())

    assert Notice.objects.get().source == kept
