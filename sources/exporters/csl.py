"""CSL-JSON: the fields as citation processors name them; what is not known is left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sources.formatting import Name, Work

_TYPES = {
    "article": "article-journal", "chapter": "chapter", "book": "book", "report": "report",
    "guideline": "article-journal", "web page": "webpage", "preprint": "article", "drug label": "document",
    "dataset": "dataset", "conference paper": "paper-conference",
}  # fmt: skip
_IN_WORDS = ("guideline", "preprint", "drug label")
_FIELDS = {
    "title": "title", "container-title": "container_title", "container-title-short": "container_short",
    "volume": "volume", "issue": "issue", "page": "pages", "publisher": "publisher", "publisher-place":
    "place", "edition": "edition", "language": "language", "URL": "url", "DOI": "doi", "PMID": "pmid",
    "PMCID": "pmcid", "ISBN": "isbn", "ISSN": "issn",
}  # fmt: skip


def records(works: Iterable[Work]) -> Iterator[str]:
    """One list with one item for each work."""
    yield "["
    for number, work in enumerate(works):
        yield ",\n" * bool(number) + json.dumps(item(work), ensure_ascii=False)
    yield "]\n"


def item(work: Work) -> dict[str, Any]:
    """One work."""
    told: dict[str, Any] = {"id": work.key, "type": _TYPES.get(work.kind, "document")}
    told |= {name: value for name, field in _FIELDS.items() if (value := getattr(work, field))}
    if work.kind in _IN_WORDS:
        told["genre"] = work.kind
    if number := work.report_number or work.article_number:
        told["number"] = number
    for role in ("author", "editor"):
        if people := [_name(name) for name in work.contributors if name.role == role]:
            told[role] = people
    if work.year:
        told["issued"] = _issued(work)
    if work.accessed_on:
        told["accessed"] = {"date-parts": [[int(part) for part in work.accessed_on.split("-")]]}
    note = [f"{label}: {value}" for label, value in (("NCT", work.nct), ("arXiv", work.arxiv)) if value]
    return told | ({"note": "\n".join(note)} if note else {})


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {field: value for field, value in parts.items() if value}


def _issued(work: Work) -> dict[str, Any]:
    parts = [part for part in (work.year, work.month, work.day if work.month else None) if part]
    issued: dict[str, Any] = {"date-parts": [parts]}
    return issued | ({"season": work.season} if work.season and not work.month else {})
