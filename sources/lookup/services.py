"""The services and what each is asked by; every answer is handed on as it came, with its format."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote, urlencode

from django.conf import settings

from sources import identifiers
from sources.lookup import datacite
from sources.lookup.fetching import Fetcher
from sources.lookup.pace import Pace
from sources.lookup.posting import Poster
from sources.lookup.visiting import Visitor

TOOL = "citewell"
CSL = "application/vnd.citationstyles.csl+json"
JSON = "application/json"
XML = ("text/xml", "application/xml")
HOSTS = (
    "api.crossref.org",
    "api.datacite.org",
    "data.crosscite.org",
    "doi.org",
    "eutils.ncbi.nlm.nih.gov",
    "pmc.ncbi.nlm.nih.gov",
)
NCBI = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
CONVERTER = "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/"


@dataclass(frozen=True)
class Found:
    """One service's record of a work, as it sent it."""

    service: str
    format: str
    body: bytes


class Service(Protocol):
    """Somebody who may know a work by one kind of number."""

    @property
    def name(self) -> str:
        """What editors call it."""

    @property
    def scheme(self) -> identifiers.Scheme:
        """The kind of number it is asked by."""

    def find(self, number: str, *, is_fresh: bool) -> Found | None:
        """Its record, None when it has none; raises UnavailableError when it cannot say."""


@dataclass(frozen=True)
class Crossref:
    fetcher: Fetcher
    mail: str
    name: str = "Crossref"
    scheme: identifiers.Scheme = "doi"

    def find(self, number: str, *, is_fresh: bool) -> Found | None:
        polite = f"?{urlencode({'mailto': self.mail})}" if self.mail else ""
        address = f"https://api.crossref.org/works/{quote(number, safe='')}{polite}"
        body = self.fetcher.get(address, accept=JSON, types=(JSON,), is_fresh=is_fresh)
        return Found(self.name, "csl-json", body) if body else None


@dataclass(frozen=True)
class DataCite:
    fetcher: Fetcher
    name: str = "DataCite"
    scheme: identifiers.Scheme = "doi"

    def find(self, number: str, *, is_fresh: bool) -> Found | None:
        address = f"https://api.datacite.org/dois/{quote(number, safe='')}"
        types = ("application/vnd.api+json", JSON)
        body = self.fetcher.get(address, accept=types[0], types=types, is_fresh=is_fresh)
        return Found(self.name, "csl-json", datacite.as_csl(body)) if body else None


@dataclass(frozen=True)
class DoiOrg:
    """Whatever agency a DOI belongs to, asked by way of doi.org."""

    fetcher: Fetcher
    name: str = "doi.org"
    scheme: identifiers.Scheme = "doi"

    def find(self, number: str, *, is_fresh: bool) -> Found | None:
        address = f"https://doi.org/{quote(number, safe='/:;()._-')}"
        body = self.fetcher.get(address, accept=CSL, types=(CSL, JSON), is_fresh=is_fresh)
        return Found(self.name, "csl-json", body) if body else None


@dataclass(frozen=True)
class PubMed:
    fetcher: Fetcher
    polite: Mapping[str, str] = field(default_factory=dict)
    name: str = "PubMed"
    scheme: identifiers.Scheme = "pmid"

    def find(self, number: str, *, is_fresh: bool) -> Found | None:
        asked = urlencode({"db": "pubmed", "id": number, "retmode": "xml", **self.polite})
        body = self.fetcher.get(f"{NCBI}/efetch.fcgi?{asked}", accept=XML[0], types=XML, is_fresh=is_fresh)
        return (
            Found(self.name, "pubmed-xml", body)
            if body and b"<Pubmed" in body and number.encode() in body
            else None
        )

    def pmid_of(self, doi: str) -> str:
        """The PMID of the one article with this DOI, or nothing; PubMed Central knows only its own."""
        asked = {"db": "pubmed", "term": f'"{doi}"[AID]', "retmode": "json", **self.polite}
        body = self.fetcher.get(f"{NCBI}/esearch.fcgi?{urlencode(asked)}", accept=JSON, types=(JSON,))
        listed = _inside(body, "esearchresult").get("idlist")
        return identifiers.pmid(str(listed[0])) if isinstance(listed, list) and len(listed) == 1 else ""


@dataclass(frozen=True)
class Converter:
    """PubMed Central's table of numbers: which PMID and DOI an article there has."""

    fetcher: Fetcher
    polite: Mapping[str, str] = field(default_factory=dict)

    def numbers_of(self, pmcid: str) -> dict[identifiers.Scheme, str]:
        """Its DOI and PMID, as far as they are known."""
        asked = urlencode({"ids": pmcid, "format": "json", **self.polite})
        body = self.fetcher.get(f"{CONVERTER}?{asked}", accept=JSON, types=(JSON,))
        records = _document(body).get("records")
        first = records[0] if isinstance(records, list) and records and isinstance(records[0], dict) else {}
        schemes: tuple[identifiers.Scheme, ...] = ("doi", "pmid")
        read = {scheme: identifiers.normalise(scheme, str(first.get(scheme, ""))) for scheme in schemes}
        return {scheme: number for scheme, number in read.items() if number}


@dataclass(frozen=True)
class Lookups:
    """All services together."""

    crossref: Crossref
    datacite: DataCite
    doi_org: DoiOrg
    pubmed: PubMed
    converter: Converter

    def by_doi(self, doi: str, *, is_fresh: bool = False) -> Found | None:
        """From the first service that has a record of this DOI."""
        services: tuple[Service, ...] = (self.crossref, self.datacite, self.doi_org)
        found: Iterator[Found | None] = (each.find(doi, is_fresh=is_fresh) for each in services)
        return next(filter(None, found), None)


def is_enabled() -> bool:
    """Whether the operator switched look-ups on."""
    return bool(settings.SOURCES_LOOKUP_ENABLED)


def lookups(fetcher: Fetcher | None = None, *, longest_wait: float = 5.0) -> Lookups:
    """The services as the settings say; `longest_wait` is how long a busy one may make us wait."""
    mail, key = str(settings.CROSSREF_MAILTO), str(settings.NCBI_API_KEY)
    fetcher = fetcher or Fetcher(HOSTS, agent=_agent(), pace=_pace(), longest_wait=longest_wait)
    named = {"tool": TOOL} | ({"email": mail} if mail else {})
    polite = named | ({"api_key": key} if key else {})
    return Lookups(
        Crossref(fetcher, mail),
        DataCite(fetcher),
        DoiOrg(fetcher),
        PubMed(fetcher, polite),
        Converter(fetcher, named),
    )


def visitor() -> Visitor:
    """Who looks whether web pages are still there."""
    return Visitor(agent=_agent(), pace=_pace())


def poster() -> Poster:
    """Who posts to addresses that people have typed; without encryption only while trying the site out."""
    agent = f"Citewell/1.0 ({settings.SITE_URL})"
    return Poster(agent=agent, ports=settings.WEBHOOK_PORTS, allow_plain=not settings.SECURE)


def _agent() -> str:
    mail = str(settings.CROSSREF_MAILTO)
    return f"Citewell/1.0 ({settings.SITE_URL}{f'; mailto:{mail}' if mail else ''})"


@lru_cache(maxsize=1)
def _pace() -> Pace:
    """One for the process: three requests a second to NCBI, ten with a key."""
    ncbi = 0.11 if settings.NCBI_API_KEY else 0.36
    return Pace({"eutils.ncbi.nlm.nih.gov": ncbi, "pmc.ncbi.nlm.nih.gov": 0.36, "api.datacite.org": 0.36})


def _document(body: bytes | None) -> dict[str, object]:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _inside(body: bytes | None, name: str) -> dict[str, object]:
    found = _document(body).get(name)
    return found if isinstance(found, dict) else {}
