"""Identifiers of published works, read from whatever a person pastes; it knows no work and asks no server."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Literal
from urllib.parse import quote, unquote

Scheme = Literal["doi", "pmid", "pmcid", "isbn", "issn", "nct", "arxiv"]

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_BEGINS = re.compile(r"(?<![\d.])10\.\d{4,9}(?:\.\d+)*(/|%2f)\S+", re.IGNORECASE)
_ENDS_IN_ADDRESS = re.compile(r"(?:https?://|doi\.org/)\S*$", re.IGNORECASE)
_ARXIV = re.compile(
    r"(?<![\d.])(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?![\d.]*\d)"
)
_AT_PUBLISHER = re.compile(r"https?://(?!(?:dx\.)?doi\.org/)\S*$", re.IGNORECASE)
_AT_PREPRINTS = re.compile(r"//(?:www\.)?(?:bio|med)rxiv\.org/\S*$", re.IGNORECASE)
_SHOWN_AS = re.compile(r"(?:[./](?:full(?:-?text)?|abstract|e?pdf|meta)(?:\+html)?)+/?$|/$", re.IGNORECASE)
_VERSION = re.compile(r"v\d{1,2}$")
_CLOSING = {")": "(", "]": "[", ">": "<", "}": "{"}
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff\x00]")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def doi(text: str) -> str:
    """The DOI in the text, its letters as printed, or nothing.

    An address is percent-decoded once; punctuation after it and brackets that it did not open are left off.
    """
    text = _clean(text)
    found = _DOI_BEGINS.search(text)
    if not found:
        return ""
    candidate = found[0].partition("</")[0]
    if found[1] != "/" or _ENDS_IN_ADDRESS.search(text[: found.start()]):
        candidate = _without_form(unquote(_without_address_tail(candidate)), text[: found.start()])
    trimmed = _trimmed(candidate)
    return trimmed if _DOI.fullmatch(trimmed) and len(trimmed) <= 255 else ""


def doi_key(text: str) -> str:
    """The DOI with case folded: two DOIs with one key are one DOI."""
    return doi(text).lower()


def pmid(text: str) -> str:
    """The PubMed number: alone, after "PMID", or in a PubMed address."""
    return _labelled(
        text,
        r"(?:pmid|pubmed)\W{0,3}(?:id\W{0,3})?|(?:pubmed\.ncbi\.nlm\.nih\.gov|/pubmed)/(?:\?term=)?"
        r"|europepmc\.org/(?:article|abstract)/med/",
        r"[1-9]\d{0,7}",
    )


def pmcid(text: str) -> str:
    """The PubMed Central number as PMC and digits; a version after a point is left off."""
    found = re.search(r"\bPMC\s?([1-9]\d{0,9})(?!\d)", _clean(text), re.IGNORECASE)
    return f"PMC{found[1]}" if found else ""


def nct(text: str) -> str:
    """The number of a trial at ClinicalTrials.gov."""
    found = re.search(r"\bNCT\s?(\d{8})(?!\d)", _clean(text), re.IGNORECASE)
    return f"NCT{found[1]}" if found else ""


def arxiv(text: str) -> str:
    """The arXiv number without its version: alone, after "arXiv:" or in an arXiv address."""
    text = _clean(text)
    label = re.search(r"arxiv(?:\.org/(?:abs|pdf)/|[:.\s]\s*)", text, re.IGNORECASE)
    found = _ARXIV.match(text, label.end()) if label else _ARXIV.fullmatch(text)
    return found[1] if found else ""


def isbn(text: str) -> str:
    """The ISBN as its 13 digits; ten digits are converted, a wrong check digit gives nothing."""
    for found in re.finditer(
        r"(?<![\dX])(?:\d[\s-]?){9,12}[\dX](?![\dX])", _clean(text).translate(_DASHES).upper()
    ):
        digits = re.sub(r"[\s-]", "", found[0])
        if (
            len(digits) == 13
            and digits.startswith(("978", "979"))
            and digits[-1] == _isbn13_check(digits[:12])
        ):
            return digits
        if len(digits) == 10 and _is_mod_11(digits):
            return f"978{digits[:9]}{_isbn13_check(f'978{digits[:9]}')}"
    return ""


def issn(text: str) -> str:
    """The ISSN as four digits, hyphen, four; a wrong check digit gives nothing."""
    for found in re.finditer(
        r"(?<![\dX])(\d{4})-?(\d{3}[\dX])(?![\dX])", _clean(text).translate(_DASHES).upper()
    ):
        if _is_mod_11(found[1] + found[2]):
            return f"{found[1]}-{found[2]}"
    return ""


_READERS: Mapping[Scheme, Callable[[str], str]] = {
    "doi": doi,
    "pmid": pmid,
    "pmcid": pmcid,
    "isbn": isbn,
    "issn": issn,
    "nct": nct,
    "arxiv": arxiv,
}
SCHEMES: tuple[Scheme, ...] = tuple(_READERS)


def normalise(scheme: Scheme, text: str) -> str:
    """The identifier of that scheme in its stored form, or nothing when the text holds none."""
    return _READERS[scheme](text)


def is_valid(scheme: Scheme, value: str) -> bool:
    """Whether the value is already in its stored form."""
    return bool(value) and normalise(scheme, value) == value


def link(scheme: Scheme, value: str) -> str:
    """Where the identifier leads; an ISBN and an ISSN lead nowhere in particular."""
    places = {
        "doi": "https://doi.org/{}",
        "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
        "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
        "nct": "https://clinicaltrials.gov/study/{}",
        "arxiv": "https://arxiv.org/abs/{}",
    }
    return places[scheme].format(quote(value, safe="/:;()._-")) if value and scheme in places else ""


def find(text: str) -> dict[Scheme, str]:
    """Every identifier that a pasted citation, address or list of labels names; bare digits are a PMID.

    ISBN and ISSN need their label here: any ten digits might be one.
    """
    found: dict[Scheme, str] = {}
    for scheme, read in _READERS.items():
        if scheme in ("isbn", "issn") and not re.search(scheme, text, re.IGNORECASE):
            continue
        if value := read(text):
            found[scheme] = value
    if "doi" in found and "arxiv" not in found and (number := _arxiv_of_doi(found["doi"])):
        found["arxiv"] = number
    return found


def _arxiv_of_doi(value: str) -> str:
    """arXiv gives each of its numbers a DOI of its own."""
    prefix = "10.48550/arxiv."
    return arxiv(value[len(prefix) :]) if value.lower().startswith(prefix) else ""


def _clean(text: str) -> str:
    """Full-width letters made plain, invisible characters removed."""
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).strip()


def _without_address_tail(candidate: str) -> str:
    """An address goes on after the DOI with a query or an anchor; there, a # or ? of the DOI is encoded."""
    return re.split(r"[?#]|&(?:amp;)?\w+=", candidate, maxsplit=1)[0]


def _without_form(candidate: str, before: str) -> str:
    """A publisher's address says after the DOI in which form to show the work, a preprint's which version."""
    if not _AT_PUBLISHER.search(before):
        return candidate
    candidate = _SHOWN_AS.sub("", _trimmed(candidate))
    return _VERSION.sub("", candidate) if _AT_PREPRINTS.search(before) else candidate


def _trimmed(candidate: str) -> str:
    """Without the punctuation of the sentence around it; a bracket stays when the DOI itself opened it."""
    while candidate:
        last = candidate[-1]
        opened = _CLOSING.get(last)
        if opened and candidate.count(opened) >= candidate.count(last):
            return candidate
        if not opened and last not in ".,;:'\"’”“‘»*":
            return candidate
        candidate = candidate[:-1]
    return candidate


def _labelled(text: str, label: str, pattern: str) -> str:
    text = _clean(text)
    found = re.search(rf"(?:{label})({pattern})(?!\d)", text, re.IGNORECASE) or re.fullmatch(
        f"({pattern})", text
    )
    return found[1] if found else ""


def _isbn13_check(twelve: str) -> str:
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(twelve))
    return str(-total % 10)


def _is_mod_11(digits: str) -> bool:
    """Whether the last of the digits checks the others, as ISSN and ten-digit ISBN count; X is ten."""
    if "X" in digits[:-1]:
        return False
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return (
        sum(value * weight for value, weight in zip(values, range(len(digits), 0, -1), strict=True)) % 11 == 0
    )
