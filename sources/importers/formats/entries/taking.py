"""Numbers, addresses and phrases that mean the same in every style, taken out of an entry's text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sources import identifiers
from sources.importers.formats import dates

_LONGEST_MONTH = r"(?:\d{1,2}\s)?[^\W\d]{3,9}\.?\s?(?:\d{1,2},?\s)?\d{4}|\d{4}\s[^\W\d]{3,9}\.?(?:\s\d{1,2})?"
_DAY = rf"(?:{_LONGEST_MONTH}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})"
_ADDRESS = re.compile(r"<?\b(?:https?://|www\.)[^\s<>\"“”]+>?", re.IGNORECASE)
_DOI = re.compile(r"(?:\bdoi:?\s*)?(?:(?:dx\.)?doi\.org/\s?)?\b10\.\d{4,9}(?:\.\d+)*/\S+", re.IGNORECASE)
_LABELLED = {
    "pmcid": re.compile(r"\(?(?:PubMed Central )?(?:PMCID:?\s*)?\bPMC\s?\d+(?:\.\d+)?\)?", re.IGNORECASE),
    "pmid": re.compile(r"\(?(?:PubMed )?\bPMID\s?:?\s*\d{1,8}\b\)?", re.IGNORECASE),
    "nct": re.compile(r"\(?(?:ClinicalTrials\.gov )?(?:identifier:?\s*)?\bNCT\s?\d{8}\b\)?", re.IGNORECASE),
    "arxiv": re.compile(r"\barxiv:\s*\S+\d", re.IGNORECASE),
    "isbn": re.compile(r"\bISBN(?:-1[03])?:?\s*[\dX][\dX -]{8,16}[\dX]", re.IGNORECASE),
    "issn": re.compile(r"\bISSN:?\s*\d{4}-?\d{3}[\dX]", re.IGNORECASE),
}
_ACCESSED = re.compile(
    rf"[(\[]?\b(?:last )?(?:accessed|cited|viewed|retrieved|zugegriffen)(?: on)?:?\s(?:am\s)?(?P<day>{_DAY})"
    r"(?:,? from)?[)\].,]*",
    re.IGNORECASE,
)
_PHRASES = re.compile(
    r"\b(?:available (?:from|at|online)|retrieved from|url)\s*(?::|(?=\s*$))\s*|\[(?:internet|online)\]"
    r"|\[?(?:pubmed|crossref|google scholar|medline|web of science|pmc free article|free article"
    r"|full text)\](?:\s?\[[^\]]{1,30}\])*|\bview (?:article|in)\b.*$"
    r"|\bE-?pub(?: ahead of print)?\s\d{4}[^.;]{0,12}[.;]?|\bE-?pub ahead of print\b[.;]?"
    r"|\[published (?:online|correction|erratum)[^\]]{0,200}\]",
    re.IGNORECASE,
)
_COCHRANE = re.compile(r"(\d{4}), Issue (\d{1,2})\.\s*Art\.?\s*No\.?:?\s*(CD\d+)", re.IGNORECASE)
_HOLE = "\ue000"
_HOLES = re.compile(r"(?P<before>[.,;:?!]?)\s*(?:[(\[<]?\s*\ue000\s*[)\]>]?(?P<after>[.,;:]?)\s*)+")


@dataclass
class Taken:
    """An entry without what was taken; `several` says that its numbers are those of more than one work."""

    text: str
    fields: dict[str, str] = field(default_factory=dict)
    several: bool = False


def take(text: str, addresses: Iterable[str] = ()) -> Taken:
    """Identifiers, the web address, the day it was read, and the buttons that websites put behind entries."""
    taken = Taken(_COCHRANE.sub(r"\1;(\2):\3", text))
    _accessed(taken)
    _addresses(taken, addresses)
    _dois(taken)
    for scheme, pattern in _LABELLED.items():
        _number(taken, scheme, pattern)
    taken.text = _closed(_PHRASES.sub(_HOLE, taken.text))
    return taken


def _accessed(taken: Taken) -> None:
    if (found := _ACCESSED.search(taken.text)) and (day := dates.iso(dates.when(found["day"]))):
        taken.fields["accessed_on"] = day
        taken.text = taken.text[: found.start()] + _HOLE + taken.text[found.end() :]


def _addresses(taken: Taken, behind: Iterable[str]) -> None:
    """Addresses in the text and behind its words; one that holds a number gives the number instead."""
    for found in _ADDRESS.findall(taken.text):
        address = found.strip("<>").rstrip(".,;)]")
        if not _identify(taken, address):
            taken.fields.setdefault("url", address)
    taken.text = _ADDRESS.sub(_HOLE, taken.text)
    for address in behind:
        _identify(taken, address)


def _identify(taken: Taken, address: str) -> bool:
    found = {
        "doi": identifiers.doi(address) if "doi" in address.lower() else "",
        "pmid": identifiers.pmid(address) if "pubmed" in address.lower() else "",
        "pmcid": identifiers.pmcid(address),
        "arxiv": identifiers.arxiv(address),
    }
    for scheme, value in found.items():
        if value:
            _keep(taken, scheme, value)
    return any(found.values())


def _dois(taken: Taken) -> None:
    for written in _DOI.findall(taken.text):
        if value := identifiers.doi(written):
            _keep(taken, "doi", value)
            start = taken.text.index(written)
            end = start + written.lower().index(value.lower()[:7]) + len(value)
            taken.text = taken.text[:start] + _HOLE + taken.text[end:]


def _number(taken: Taken, scheme: str, pattern: re.Pattern[str]) -> None:
    for found in pattern.findall(taken.text):
        value = identifiers.normalise(scheme, found.strip("()"))  # type: ignore[arg-type]  # keys are schemes
        if value:
            _keep(taken, scheme, value)
            taken.text = taken.text.replace(found, _HOLE, 1)


def _keep(taken: Taken, scheme: str, value: str) -> None:
    if taken.fields.setdefault(scheme, value).lower() != value.lower():
        taken.several = True


def _closed(text: str) -> str:
    """The text with one mark and one space where parts were taken out."""
    closed = _HOLES.sub(lambda found: f"{found['before'] or found['after']} ", text)
    return " ".join(closed.split()).strip(" ,;:")
