"""A record's fields made a work: identifiers in plain form, addresses safe, remarks on what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sources import identifiers
from sources.formatting import Name, Work
from sources.importers.formats import words
from sources.importers.formats.dates import When
from sources.importers.formats.record import FoundNotice, Problem, Record

_NAMES: Mapping[identifiers.Scheme, str] = {
    "doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN", "issn": "ISSN", "nct": "trial number",
    "arxiv": "arXiv number",
}  # fmt: skip
_WEB = ("http://", "https://")
_SERVER = re.compile(
    r"(?:bio|med|chem|psya|a)rxiv\b.*|research square|ssrn(?: electronic journal)?|preprints\.org",
    re.IGNORECASE,
)
_LONGEST_TITLE = 2000
_LONGEST_NAME = 500


def record(
    fields: Mapping[str, str],
    *,
    line: int,
    kind: str,
    people: Iterable[Name] = (),
    date: When = When(),  # noqa: B008 (frozen)
    abstract: str = "",
    publication_types: tuple[str, ...] = (),
    notices: tuple[FoundNotice, ...] = (),
    remarks: Iterable[str] = (),
) -> Record | Problem:
    """The record; a problem when there is neither a title nor a number to find the work by."""
    told = list(remarks)
    texts = {name: words.plain(text) for name, text in fields.items()}
    texts |= _identified(texts, told)
    texts |= {name: _address(texts, name, told) for name in ("url", "open_access_url")}
    texts["pages"] = words.pages(texts.get("pages", ""))
    texts["language"] = words.language(texts.get("language", ""))
    if texts["url"] and texts["doi"] and identifiers.doi_key(texts["url"]) == texts["doi"].lower():
        texts["url"] = ""
    values: dict[str, Any] = {"key": "", **texts, **date._asdict(), "kind": _told_apart(kind, texts)}
    work = Work(**values, contributors=tuple(people))
    if _is_overlong(work):
        return Problem(line, "Its title or one of its names is longer than any real one.")
    if not work.title and not work.is_identified:
        return Problem(line, "It has neither a title nor a number such as a DOI or PMID.")
    if not work.title:
        told.append("Only its number is known. Please fill in the rest.")
    elif work.title[0] in "=+@" and len(work.title) > 1:
        told.append("Its title begins like a formula of a spreadsheet. It is kept as plain text.")
    return Record(work, line, words.plain(abstract), publication_types, notices, tuple(told))


def _told_apart(kind: str, texts: Mapping[str, str]) -> str:
    """Servers of preprints export what they hold as articles; a reader is told that nobody checked it."""
    places = (texts.get("container_title", ""), texts.get("publisher", ""))
    is_early = kind in ("article", "web page") and any(_SERVER.fullmatch(place) for place in places)
    return "preprint" if is_early else kind


def _is_overlong(work: Work) -> bool:
    names = (len(part) for name in work.contributors for part in (name.family, name.given, name.literal))
    return len(work.title) > _LONGEST_TITLE or max(names, default=0) > _LONGEST_NAME


def _identified(texts: Mapping[str, str], told: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for scheme, name in _NAMES.items():
        written = texts.get(scheme, "")
        found[scheme] = identifiers.normalise(scheme, written[:2000]) if written else ""
        if written and not found[scheme]:
            told.append(f"“{written[:60]}” is no {name} and was left out.")
    if not found["arxiv"] and found["doi"].lower().startswith("10.48550/arxiv."):
        found["arxiv"] = identifiers.arxiv(found["doi"][15:])
    return found


def _address(texts: Mapping[str, str], name: str, told: list[str]) -> str:
    """Only web addresses; the site's own rule is the same."""
    written = texts.get(name, "")
    first = written.split(" ")[0]
    if first.lower().startswith("www."):
        first = f"https://{first}"
    if not written or first.lower().startswith(_WEB):
        return first
    told.append(f"“{written[:60]}” is no web address and was left out.")
    return ""
