"""What each service is asked and what becomes of its answer, in the forms that they document."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import LazySettings

from sources import jobs, lookup, notices
from sources.lookup import UnavailableError, crossref_notices
from sources.models import Notice, Source
from tests.sources.lookup_server import Reply, Server

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
TITLE = "A study of one thing"
CROSSREF = "api.crossref.org/works/"
PUBMED = "eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi"
SEARCH = "eutils.ncbi.nlm.nih.gov/entrez/eutils/esearch.fcgi"


def crossref(**fields: Any) -> Reply:
    message = {
        "DOI": "10.1000/one",
        "type": "journal-article",
        "title": [TITLE],
        "author": [{"given": "Philippe", "family": "Moreau", "sequence": "first"}, {"name": "The Group"}],
        "container-title": ["Journal of Tests"],
        "short-container-title": ["J Tests"],
        "issued": {"date-parts": [[2022, 8, 11]]},
        "volume": "387",
        "issue": "6",
        "page": "495-505",
        "ISSN": ["0028-4793"],
    }
    body = {"status": "ok", "message-type": "work", "message": message | fields}
    return Reply(
        json.dumps(body).encode(), headers={"x-rate-limit-limit": "50", "x-rate-limit-interval": "1s"}
    )


def pubmed(pmid: str = "123", title: str = TITLE, doi: str = "10.1000/one", more: str = "") -> Reply:
    body = f"""<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://dtd.nlm.nih.gov/x.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID><Article>
<Journal><JournalIssue><Volume>387</Volume><PubDate><Year>2022</Year></PubDate></JournalIssue>
<Title>Journal of Tests</Title></Journal><ArticleTitle>{title}.</ArticleTitle>
<AuthorList><Author><LastName>Moreau</LastName><ForeName>Philippe</ForeName></Author></AuthorList>
<PublicationTypeList><PublicationType UI="D016449">Randomized Controlled Trial</PublicationType>
</PublicationTypeList></Article>{more}</MedlineCitation><PubmedData><ArticleIdList>
<ArticleId IdType="pubmed">{pmid}</ArticleId><ArticleId IdType="doi">{doi}</ArticleId></ArticleIdList>
</PubmedData></PubmedArticle></PubmedArticleSet>"""
    return Reply(body.encode(), type="text/xml; charset=UTF-8")


def found_ids(*ids: str) -> Reply:
    return Reply(json.dumps({"esearchresult": {"count": str(len(ids)), "idlist": list(ids)}}).encode())


def updated(*notices: tuple[str, str, str]) -> list[dict[str, Any]]:
    return [
        {"DOI": doi, "type": kind, "source": source, "updated": {"date-parts": [[2010, 2, 6]]}}
        for doi, kind, source in notices
    ]


def test_a_doi_brings_both_records_and_they_agree(services: Server) -> None:
    services.say(CROSSREF, crossref())
    services.say(SEARCH, found_ids("123"))
    services.say(PUBMED, pubmed())

    proposal = jobs.propose({"doi": "10.1000/one"}, services.lookups())

    assert [offer.service for offer in proposal.offers] == ["Crossref", "PubMed"]
    assert {offer.record.work.title for offer in proposal.offers} == {TITLE}
    assert (proposal.disagreements, proposal.problems) == ([], [])


def test_a_pmid_alone_leads_to_the_doi_as_well(services: Server) -> None:
    services.say(CROSSREF, crossref())
    services.say(PUBMED, pubmed())

    proposal = jobs.propose({"pmid": "123"}, services.lookups())

    assert [offer.service for offer in proposal.offers] == ["PubMed", "Crossref"]
    assert proposal.offers[1].record.work.pages == "495-505"


def test_a_pmcid_is_asked_of_pubmed_central(services: Server) -> None:
    known = {"status": "ok", "records": [{"pmcid": "PMC77", "pmid": 123, "doi": "10.1000/one"}]}
    services.say("pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/", Reply(json.dumps(known).encode()))
    services.say(CROSSREF, crossref())
    services.say(PUBMED, pubmed())

    proposal = jobs.propose({"pmcid": "PMC77"}, services.lookups())

    assert len(proposal.offers) == 2


def test_numbers_of_different_works_are_shown_as_disagreeing(services: Server) -> None:
    services.say(CROSSREF, crossref())
    services.say(PUBMED, pubmed("35857659", "Hip fractures in women of Sweden", "10.1000/other"))

    proposal = jobs.propose({"doi": "10.1000/one", "pmid": "35857659"}, services.lookups())

    assert proposal.disagreements == [
        "For PubMed this work has the DOI 10.1000/other, not 10.1000/one.",
        f"The numbers lead to different works: “{TITLE}” (Crossref), "
        "“Hip fractures in women of Sweden” (PubMed).",
    ]


def test_a_doi_of_datacite_is_read_from_there(services: Server) -> None:
    attributes = {
        "doi": "10.5061/dryad.1",
        "titles": [{"title": "Data of one thing"}],
        "creators": [
            {
                "name": "Moreau, Philippe",
                "nameType": "Personal",
                "givenName": "Philippe",
                "familyName": "Moreau",
            },
            {"name": "The Group, Ltd", "nameType": "Organizational"},
        ],
        "publisher": {"name": "Dryad"},
        "publicationYear": 2021,
        "types": {"resourceTypeGeneral": "Dataset"},
    }
    body = json.dumps({"data": {"id": "x", "type": "dois", "attributes": attributes}}).encode()
    services.say("api.datacite.org/dois/", Reply(body, type="application/vnd.api+json; charset=utf-8"))

    [offer] = jobs.propose({"doi": "10.5061/dryad.1"}, services.lookups()).offers

    work = offer.record.work
    assert (offer.service, work.kind, work.title, work.publisher, work.year) == (
        "DataCite",
        "dataset",
        "Data of one thing",
        "Dryad",
        2021,
    )
    assert [name.literal or name.family for name in work.contributors] == ["Moreau", "The Group, Ltd"]


def test_another_agency_is_found_by_way_of_doi_org(services: Server) -> None:
    moved = Reply(b"", 302, headers={"Location": "https://data.crosscite.org/10.1000%2Fone"})
    item = json.dumps({"type": "article-journal", "title": TITLE, "DOI": "10.1000/one"}).encode()
    services.say("doi.org/", moved)
    services.say("data.crosscite.org/", Reply(item, type="application/vnd.citationstyles.csl+json"))

    [offer] = jobs.propose({"doi": "10.1000/one"}, services.lookups()).offers

    assert (offer.service, offer.record.work.title) == ("doi.org", TITLE)


def test_a_doi_that_nobody_knows_is_told(services: Server) -> None:
    proposal = jobs.propose({"doi": "10.1000/none"}, services.lookups())

    assert not proposal.offers
    assert "Nobody knows DOI 10.1000/none. Please check it for a slip." in proposal.problems


def test_one_service_that_is_away_does_not_hide_the_other(services: Server) -> None:
    services.say(CROSSREF, Reply(b"", 503))
    services.say(PUBMED, pubmed())

    proposal = jobs.propose({"doi": "10.1000/one", "pmid": "123"}, services.lookups())

    assert [offer.service for offer in proposal.offers] == ["PubMed"]
    assert proposal.problems == ["api.crossref.org is busy. Please try again later."]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"message": []}', b"\xff\xfe\x00"])
def test_an_answer_that_cannot_be_read_is_told_and_breaks_nothing(services: Server, body: bytes) -> None:
    services.say(CROSSREF, Reply(body))

    proposal = jobs.propose({"doi": "10.1000/one"}, services.lookups())

    assert not [offer for offer in proposal.offers if offer.record.work.title]
    assert crossref_notices.signals(body) == ()


def test_the_services_hear_who_asks_and_the_key_goes_to_ncbi_alone(
    services: Server, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CROSSREF_MAILTO, settings.NCBI_API_KEY = "desk@example.org", "secret-key"
    services.say(PUBMED, Reply(b"", 503))

    problems = jobs.propose({"doi": "10.1000/one", "pmid": "123"}, services.lookups()).problems

    paths = {host: path for host, path, _ in services.asked}
    assert "mailto=desk%40example.org" in paths["api.crossref.org"]
    assert "email=desk%40example.org&api_key=secret-key" in paths["eutils.ncbi.nlm.nih.gov"]
    assert [host for host, path in paths.items() if "secret" in path] == ["eutils.ncbi.nlm.nih.gov"]
    assert "secret" not in f"{problems} {caplog.text}"


def test_look_ups_are_off_unless_switched_on() -> None:
    assert not lookup.is_enabled()


def test_every_update_counts_once_and_the_graver_is_there() -> None:
    body = crossref(
        **{
            "updated-by": updated(
                ("10.1000/c", "correction", "publisher"),
                ("10.1000/r", "retraction", "publisher"),
                ("10.1000/R", "retraction", "retraction-watch"),
                ("10.1000/n", "new_edition", "publisher"),
                ("10.1000/ONE", "retraction", "publisher"),
            )
        }
    ).body

    found = crossref_notices.signals(body)

    assert [(each.kind, each.doi, str(each.day)) for each in found] == [
        ("correction", "10.1000/c", "2010-02-06"),
        ("retraction", "10.1000/r", "2010-02-06"),
    ]


def test_update_to_says_that_this_is_a_notice_and_nothing_of_its_own_standing() -> None:
    assert (
        crossref_notices.signals(crossref(**{"update-to": updated(("10.1000/x", "retraction", ""))}).body)
        == ()
    )


def source(**fields: Any) -> Source:
    return Source.objects.create(**({"key": "one", "title": TITLE, "doi": "10.1000/one"} | fields))


def check(services: Server) -> jobs.Outcome:
    return jobs.check_online(services.lookups(), at=AT, on=AT.date())


@pytest.mark.django_db
def test_an_online_check_records_what_crossref_says(services: Server) -> None:
    one = source()
    services.say(CROSSREF, crossref(**{"updated-by": updated(("10.1000/r", "retraction", "publisher"))}))

    outcome = check(services)

    notice = Notice.objects.get()
    one.refresh_from_db()
    assert (notice.kind, notice.notice_doi, notice.notice_date) == (
        "retraction",
        "10.1000/r",
        date(2010, 2, 6),
    )
    assert notices.standing_words(one).code == notices.NOTICE_FOUND
    assert (outcome.is_complete, outcome.sources_checked) == (True, 1)


@pytest.mark.django_db
def test_an_online_check_records_what_pubmed_says(services: Server) -> None:
    source(doi="", pmid="123")
    ref = '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn">'
    told = "<RefSource>J Tests. 2023 May 4;1:2</RefSource><PMID>999</PMID>"
    more = f"{ref}{told}</CommentsCorrections></CommentsCorrectionsList>"
    services.say(PUBMED, pubmed(more=more))

    check(services)

    assert [(each.kind, each.notice_pmid) for each in Notice.objects.all()] == [("retraction", "999")]


@pytest.mark.django_db
def test_a_record_of_another_work_is_a_conflict(services: Server) -> None:
    source(title="Hip fractures in women of Sweden")
    services.say(CROSSREF, crossref(**{"updated-by": updated(("10.1000/r", "retraction", "publisher"))}))

    outcome = check(services)

    assert (outcome.conflicts, Notice.objects.get().is_in_doubt) == (1, True)


@pytest.mark.django_db
def test_while_the_services_are_away_the_old_day_stays(services: Server) -> None:
    for number in range(8):
        source(key=f"s{number}", doi=f"10.1000/{number}")
    services.say(CROSSREF, Reply(b"", 503))

    outcome = check(services)

    assert (outcome.is_complete, outcome.faults, outcome.sources_checked) == (False, 5, 0)
    assert not Source.objects.exclude(standing_checked_on=None).exists()


def test_a_wrong_certificate_or_a_dead_line_is_one_kind_of_error(services: Server) -> None:
    with pytest.raises(UnavailableError):
        lookup.lookups(lookup.Fetcher([], agent="tests", pace=lookup.Pace())).by_doi("10.1000/x")
