"""Look-ups owed to imported sources: asked in the background, taken in where all agree, told where not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from answers import jobs as due
from answers.importers import pages
from sources import jobs
from sources.lookup import Lookups
from sources.models import Notice, OwedLookup, Source
from tests import cast, make
from tests.sources.lookup_server import Reply, Server
from tests.sources.test_lookup_services import CROSSREF, PUBMED, SEARCH, TITLE, crossref, found_ids, pubmed

pytestmark = pytest.mark.django_db

PAGE = """Does a daily walk help people who sleep badly?
Walking is free.
What the research says
Walkers slept1.
This question is drawn from common patient questions about Sleep and answered using cited research.
Sources
1. Moreau P, et al. {title}. J Tests. 2022. doi:10.1000/one
2. Leaflet of the sleep clinic
"""


@pytest.fixture
def enabled(settings: LazySettings) -> None:
    settings.SOURCES_LOOKUP_ENABLED = True


@pytest.fixture
def agreeing(services: Server, enabled: None) -> Lookups:
    services.say(CROSSREF, crossref())
    services.say(SEARCH, found_ids("123"))
    services.say(PUBMED, pubmed())
    return services.lookups()


def imported(title: str = TITLE) -> Source:
    report = pages.import_page(PAGE.format(title=title), by=cast.person("editor"), at=make.NOW)
    return Source.objects.get(key=report.keys[1])


def owed() -> OwedLookup:
    return OwedLookup.objects.get()


def test_an_import_owes_a_look_up_to_what_has_a_number(enabled: None) -> None:
    source = imported()

    assert owed().source == source
    assert OwedLookup.objects.due(make.NOW).count() == 1


def test_with_look_ups_off_nothing_is_owed_and_nobody_is_asked(services: Server) -> None:
    imported()

    assert not OwedLookup.objects.exists()
    assert due.run_due(make.NOW).sources_looked_up == 0
    assert services.asked == []


def test_what_the_services_agree_on_completes_the_source(agreeing: Lookups) -> None:
    source = imported()

    assert jobs.look_up_owed(make.NOW, agreeing) == 1

    source.refresh_from_db()
    assert (source.volume, source.pages, source.pmid) == ("387", "495-505", "123")
    assert [name.family or name.literal for name in source.names] == ["Moreau", "The Group"]
    assert not OwedLookup.objects.exists()


def test_a_title_that_is_the_whole_entry_gives_way_to_the_title_in_it(agreeing: Lookups) -> None:
    source = imported()
    Source.objects.filter(pk=source.pk).update(title=f"Moreau P wrote {TITLE} in J Tests")

    assert jobs.look_up_owed(make.NOW, agreeing) == 1

    source.refresh_from_db()
    assert source.title == TITLE


def test_what_a_person_wrote_is_never_overwritten(agreeing: Lookups) -> None:
    source = imported()
    other = [{"family": "Somebody", "given": "Else"}]
    Source.objects.filter(pk=source.pk).update(volume="12", contributors=other)

    jobs.look_up_owed(make.NOW, agreeing)

    source.refresh_from_db()
    assert (source.volume, source.contributors) == ("12", other)


def test_a_retraction_that_pubmed_tells_of_is_noticed(services: Server, agreeing: Lookups) -> None:
    more = '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>J Tests</RefSource><PMID>9</PMID></CommentsCorrections></CommentsCorrectionsList>'  # noqa: E501
    services.say(PUBMED, pubmed(more=more))
    imported()

    jobs.look_up_owed(make.NOW, agreeing)

    assert Notice.objects.get().kind == "retraction"


def test_a_number_of_another_work_changes_nothing_and_is_told(agreeing: Lookups) -> None:
    source = imported("Beds and what they cost")

    assert jobs.look_up_owed(make.NOW, agreeing) == 0

    source.refresh_from_db()
    assert (source.volume, source.title) == ("", "Beds and what they cost")
    assert "another title" in owed().said
    assert OwedLookup.objects.told().count() == 1


def test_numbers_that_disagree_are_told(services: Server, agreeing: Lookups) -> None:
    services.say(PUBMED, pubmed(title="Something else altogether"))
    imported()

    jobs.look_up_owed(make.NOW, agreeing)

    assert "different works" in owed().said


def test_while_the_services_are_away_it_is_tried_again_later_and_then_told(
    services: Server, enabled: None
) -> None:
    services.say(CROSSREF, Reply(status=500))
    services.say(SEARCH, Reply(status=500))
    imported()
    at = make.NOW

    for _attempt in range(20):
        jobs.look_up_owed(at, services.lookups())
        at += timedelta(hours=7)

    assert owed().attempts == 6
    assert owed().said


def test_two_runs_at_once_ask_once(
    services: Server, agreeing: Lookups, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported()

    def while_another_run_looks(*args: Any) -> Any:
        assert jobs.look_up_owed(make.NOW, agreeing) == 0
        return jobs.propose(*args)

    monkeypatch.setattr("sources.jobs.owed.propose", while_another_run_looks)

    assert jobs.look_up_owed(make.NOW, agreeing) == 1


def test_one_run_takes_no_longer_than_it_may(agreeing: Lookups) -> None:
    imported()
    clock = iter([0.0, 21.0])

    assert jobs.look_up_owed(make.NOW, agreeing, clock=lambda: next(clock)) == 0


def test_the_work_that_is_due_asks_too(agreeing: Lookups, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.lookup.lookups", lambda: agreeing)
    imported()

    assert due.run_due(make.NOW).sources_looked_up == 1


def test_the_form_says_what_the_services_said_until_a_person_has_seen_to_it(agreeing: Lookups) -> None:
    source = imported("Beds and what they cost")
    jobs.look_up_owed(make.NOW, agreeing)
    client = Client()
    client.force_login(cast.person("editor"))

    told = client.get(f"/admin/sources/source/{source.pk}/change/").content.decode()
    listed = client.get("/admin/sources/source/?lookups=told").content.decode()
    jobs.settle(source)
    settled = client.get(f"/admin/sources/source/{source.pk}/change/").content.decode()

    assert "The services were asked about this source. Please look:" in told
    assert "Beds and what they cost" in listed
    assert "owed-lookup" not in settled
