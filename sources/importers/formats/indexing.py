"""PubMed's words for kinds of publication, and what they say of study, kind and standing."""

from __future__ import annotations

import re
from collections.abc import Collection

from sources import identifiers
from sources.importers.formats import dates, words
from sources.importers.formats.record import FoundNotice

ORIGIN = "PubMed record in an imported file"

_STUDIES = (
    ("Meta-Analysis", "meta-analysis"),
    ("Systematic Review", "systematic review"),
    ("Randomized Controlled Trial", "randomised trial"),
    ("Practice Guideline", "guideline"),
    ("Guideline", "guideline"),
    ("Case Reports", "case reports"),
    ("Scoping Review", "review"),
    ("Review", "review"),
)
_KINDS = (
    ("Preprint", "preprint"),
    ("Practice Guideline", "guideline"),
    ("Guideline", "guideline"),
    ("Dataset", "dataset"),
)
_NOTICES = {"Retracted Publication": "retraction", "Withdrawn Publication": "withdrawal"}
NOTICE_OF = {
    "RIN": "retraction", "RetractionIn": "retraction",
    "ECI": "expression of concern", "ExpressionOfConcernIn": "expression of concern",
    "EIN": "correction", "ErratumIn": "correction",
    "CRI": "correction", "CorrectedandRepublishedIn": "correction", "CorrectedAndRepublishedIn": "correction",
}  # fmt: skip


def study_type(types: Collection[str]) -> str:
    """The study type that the words leave no doubt about."""
    return next((study for word, study in _STUDIES if word in types), "")


def kind(types: Collection[str], *, default: str = "article") -> str:
    """What sort of work it is."""
    return next((kind for word, kind in _KINDS if word in types), default)


def notice(kind: str, citation: str, *, pmid: str = "", doi: str = "") -> FoundNotice:
    """The notice that a citation such as "Lancet. 2010 Feb 6;375(9713):445. doi: …" leads to."""
    citation = words.plain(citation)
    found_pmid = re.search(r"PMID:?\s*([1-9]\d{0,7})\b", citation)
    published = re.search(r"\.\s+([12]\d{3}(?:\s[A-Z][a-z]{2}(?:\s\d{1,2})?)?)", citation)
    return FoundNotice(
        kind=kind,
        origin=ORIGIN,
        doi=identifiers.doi(doi or citation),
        pmid=identifiers.pmid(pmid) or (found_pmid[1] if found_pmid else ""),
        date=dates.iso(dates.when(published[1])) if published else "",
        wording=citation,
    )


def notices(types: Collection[str], named: list[FoundNotice]) -> tuple[FoundNotice, ...]:
    """Those that the record names, and one without a number where only the type tells of it."""
    kinds = {each.kind for each in named}
    alone = [
        FoundNotice(kind, ORIGIN, wording=word)
        for word, kind in _NOTICES.items()
        if word in types and kind not in kinds
    ]
    return (*named, *alone)
