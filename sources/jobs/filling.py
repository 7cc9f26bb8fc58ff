"""What the services say of a work, by its numbers, and where they disagree; nothing is saved here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import pairwise
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from sources import titles
from sources.formatting import Work
from sources.identifiers import Scheme
from sources.importers import Record, UnreadableError, read
from sources.lookup import Found, Lookups, UnavailableError

T = TypeVar("T")

_WHOLE = (("year", "month", "day", "season"), ("pages", "article_number"))
"""Fields taken together from one record, so that no date or place is put together from two."""

ARXIV_DOI = "10.48550/arXiv."
"""How the DOI begins that arXiv gives to each of its numbers."""


@dataclass(frozen=True)
class Offer:
    """One service's record of the work."""

    service: str
    record: Record


@dataclass
class Proposal:
    """The records found, where they disagree, and what could not be found out."""

    offers: list[Offer] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def united(proposal: Proposal) -> Record | None:
    """The records of services that agree as one: the first one rules, the next fill what it leaves empty."""
    if not proposal.offers or proposal.disagreements:
        return None
    first, *others = (offer.record for offer in proposal.offers)
    for other in others:
        first = replace(
            first,
            work=_filled(first.work, other.work),
            abstract=first.abstract or other.abstract,
            publication_types=first.publication_types or other.publication_types,
            notices=(*first.notices, *other.notices),
        )
    return first


def propose(numbers: Mapping[Scheme, str], services: Lookups) -> Proposal:
    """Ask by DOI and by PMID; the one that is missing is asked of the service that knows the other."""
    proposal = Proposal()
    doi, pmid = _completed(numbers, services, proposal)
    if doi:
        _ask_by_doi(doi, services, proposal)
        pmid = pmid or _asked(lambda: services.pubmed.pmid_of(doi), proposal) or ""
    if pmid:
        found = _asked(lambda: services.pubmed.find(pmid, is_fresh=False), proposal, _named("PMID", pmid))
        offer = _offer(found, proposal)
        if offer and offer.record.work.doi and not doi:
            _ask_by_doi(offer.record.work.doi, services, proposal)
    proposal.disagreements = _disagreements(proposal.offers, doi=doi, pmid=pmid)
    return proposal


def _filled(work: Work, other: Work) -> Work:
    said = {each.name for each in fields(Work) if getattr(work, each.name)}
    for group in _WHOLE:
        said |= set(group) if said & set(group) else set()
    values: dict[str, Any] = {
        each.name: getattr(other, each.name) for each in fields(Work) if each.name not in said
    }
    return replace(work, **values)


def _completed(numbers: Mapping[Scheme, str], services: Lookups, proposal: Proposal) -> tuple[str, str]:
    """DOI and PMID as given; of a PMCID alone, those that PubMed Central knows; of arXiv its DOI."""
    doi, pmid, pmcid = numbers.get("doi", ""), numbers.get("pmid", ""), numbers.get("pmcid", "")
    if arxiv := numbers.get("arxiv", ""):
        doi = doi or f"{ARXIV_DOI}{arxiv}"
    if doi or pmid or not pmcid:
        return doi, pmid
    known = _asked(lambda: services.converter.numbers_of(pmcid), proposal, _named("PMCID", pmcid)) or {}
    return known.get("doi", ""), known.get("pmid", "")


def _ask_by_doi(doi: str, services: Lookups, proposal: Proposal) -> None:
    _offer(_asked(lambda: services.by_doi(doi), proposal, _named("DOI", doi)), proposal)


def _asked(question: Callable[[], T], proposal: Proposal, named: str = "") -> T | None:
    """The answer; that there is none, or that nobody could be asked, is noted for the person."""
    try:
        answer = question()
    except UnavailableError as problem:
        proposal.problems.append(str(problem))
        return None
    if named and not answer:
        proposal.problems.append(
            _("Nobody knows %(number)s. Please check it for a slip.") % {"number": named}
        )
    return answer


def _offer(found: Found | None, proposal: Proposal) -> Offer | None:
    if found is None:
        return None
    try:
        records = read(found.body, found.format).records
    except UnreadableError:
        records = ()
    if not records:
        proposal.problems.append(_("What %(service)s sent cannot be read.") % {"service": found.service})
        return None
    proposal.offers.append(Offer(found.service, records[0]))
    return proposal.offers[-1]


def _disagreements(offers: Sequence[Offer], *, doi: str, pmid: str) -> list[str]:
    """Numbers that lead to different works, told with both titles so that a person can see which is meant."""
    found = []
    for offer in offers:
        work = offer.record.work
        for label, asked, theirs in (("DOI", doi, work.doi), ("PMID", pmid, work.pmid)):
            if asked and theirs and asked.lower() != theirs.lower():
                words = {"service": offer.service, "label": label, "theirs": theirs, "asked": asked}
                found.append(
                    _("For %(service)s this work has the %(label)s %(theirs)s, not %(asked)s.") % words
                )
    for one, other in pairwise(offers):
        if not titles.are_similar(one.record.work.title, other.record.work.title):
            told = {"one": one.service, "other": other.service}
            told |= {"first": one.record.work.title, "second": other.record.work.title}
            sentence = _(
                "The numbers lead to different works: “%(first)s” (%(one)s), “%(second)s” (%(other)s)."
            )
            found.append(sentence % told)
    return found


def _named(label: str, number: str) -> str:
    return f"{label} {number}"
