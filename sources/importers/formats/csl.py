"""CSL-JSON, and the JSON of Crossref that resembles it: names, dates and types in their many spellings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sources.formatting import Name
from sources.importers.formats import dates, finishing, words
from sources.importers.formats.record import Problem, Record, UnreadableError

FOUND = re.compile(r"\A\s*[\[{]")

_LIST = re.compile(r"\A\s*(?:\{\s*(?:\"[^\"]*\"\s*:\s*(?:\"[^\"]*\"|\d+)\s*,\s*)*\"items\"\s*:\s*)?\[\s*")
_NEXT = re.compile(r"[\s,]*")
_RESUME = re.compile(r"\}\s*,?\s*(?=\{\s*\"(?:id|type|title|DOI|categories|abstract|citation-key)\"\s*:)")
_KINDS = {
    "chapter": "chapter", "entry": "chapter", "entry-encyclopedia": "chapter", "entry-dictionary": "chapter",
    "book-chapter": "chapter", "book": "book", "monograph": "book", "edited-book": "book",
    "reference-book": "book", "report": "report", "thesis": "report", "dissertation": "report",
    "standard": "guideline", "webpage": "web page", "post": "web page", "post-weblog": "web page",
    "dataset": "dataset", "paper-conference": "conference paper", "proceedings-article": "conference paper",
    "posted-content": "preprint", "manuscript": "preprint",
}  # fmt: skip
_GENRES = ("guideline", "preprint", "drug label", "report", "dataset", "web page")
_NOTE = re.compile(r"\b(PMID|PMCID|DOI|NCT|arXiv|ISBN)\s*:\s*(\S+)", re.IGNORECASE)


def read(text: str) -> Iterator[Record | Problem]:
    """Every item of the list, of "items" or of lines; after a broken one the next is sought."""
    for line, item in _items(text):
        if isinstance(item, Problem):
            yield item
            continue
        for each in _inside(item):
            if isinstance(each, dict):
                yield _read(each, line)
            else:
                yield Problem(line, "This is no record: it has no fields.")


def _items(text: str) -> Iterator[tuple[int, Any]]:
    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
    opening = _LIST.match(text)
    at, line, counted = opening.end() if opening else 0, 1, 0
    while (at := _skipped(text, at)) < len(text) and text[at] not in "]}":
        line, counted = line + text.count("\n", counted, at), at
        try:
            item, at = decoder.raw_decode(text, at)
        except RecursionError:
            raise UnreadableError("This file is nested too deeply to be a list of sources.") from None
        except ValueError:
            found = _RESUME.search(text, at)
            yield line, Problem(line, "The JSON of this record is broken.")
            at = found.end() if found else len(text)
            continue
        yield line, item


def _skipped(text: str, at: int) -> int:
    found = _NEXT.match(text, at)
    return found.end() if found else at


def _inside(item: Any) -> list[Any]:
    """The records that a whole answer of Crossref, or an export with a head, wraps."""
    if isinstance(item, dict) and "title" not in item:
        for name in ("message", "items"):
            if isinstance(wrapped := item.get(name), list):
                return wrapped
            if isinstance(wrapped, dict):
                return _inside(wrapped)
    return [item]


def _read(item: Mapping[str, Any], line: int) -> Record | Problem:
    kind = _kind(item)
    return finishing.record(
        {**_fields(item, kind), **_numbers(item)},
        line=line,
        kind=kind,
        people=[*_people(item, "author"), *_people(item, "editor")],
        date=_issued(item),
        abstract=re.sub(r"</?jats:[^<>]{0,100}>", " ", _one(item, "abstract")),
    )


def _kind(item: Mapping[str, Any]) -> str:
    genre, kind = _one(item, "genre").lower(), _one(item, "type")
    if genre in _GENRES:
        return genre
    if kind == "article":  # in CSL a preprint, in hand-made files often an article
        return "article" if _one(item, "volume", "issue") else "preprint"
    return _KINDS.get(kind, "article")


def _fields(item: Mapping[str, Any], kind: str) -> dict[str, str]:
    title, subtitle = _one(item, "title"), _one(item, "subtitle")
    number = _one(item, "number")
    return {
        "title": f"{title}: {subtitle}" if subtitle and subtitle.lower() not in title.lower() else title,
        "container_title": _one(item, "container-title") or (_server(item) if kind == "preprint" else ""),
        "container_short": _one(
            item, "container-title-short", "short-container-title", "journalAbbreviation"
        ),
        "volume": _one(item, "volume"),
        "issue": _one(item, "issue"),
        "pages": _one(item, "page", "page-first"),
        "article_number": _one(item, "article-number") or ("" if kind == "report" else number),
        "report_number": number if kind == "report" else "",
        "publisher": _one(item, "publisher"),
        "place": _one(item, "publisher-place", "publisher-location"),
        "edition": _one(item, "edition", "edition-number"),
        "language": _one(item, "language"),
        "url": _one(item, "URL", "url"),
        "accessed_on": dates.iso(_date(item.get("accessed"))),
    }


def _server(item: Mapping[str, Any]) -> str:
    """Crossref names the server of a preprint as its institution, and as publisher the company behind it."""
    listed = item.get("institution")
    first = listed[0] if isinstance(listed, list) and listed else listed
    return _one(first, "name") if isinstance(first, dict) else ""


def _numbers(item: Mapping[str, Any]) -> dict[str, str]:
    """The identifiers, from their own fields first, then from labels in the note (Zotero's "Extra")."""
    own = {
        "doi": _one(item, "DOI", "doi"),
        "pmid": _one(item, "PMID", "pmid"),
        "pmcid": _one(item, "PMCID", "pmcid"),
        "isbn": _one(item, "ISBN", "isbn"),
        "issn": _one(item, "ISSN", "issn"),
    }
    if own["pmcid"].isdigit():
        own["pmcid"] = f"PMC{own['pmcid']}"
    for label, value in _NOTE.findall(_one(item, "note")[:5000]):
        own[label.lower()] = own.get(label.lower()) or value
    return own


def _one(item: Mapping[str, Any], *names: str) -> str:
    """The first of these fields that holds words; of a list its first entry."""
    for name in names:
        value = item.get(name)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _people(item: Mapping[str, Any], role: str) -> list[Name]:
    listed = item.get(role)
    found = (_name(each, role) for each in (listed if isinstance(listed, list) else []))
    return [name for name in found if name]


def _name(each: Any, role: str) -> Name | None:
    if isinstance(each, str):
        each = {"literal": each}
    if not isinstance(each, dict):
        return None
    family, given = words.plain(_one(each, "family")), words.plain(_one(each, "given"))
    literal = words.plain(_one(each, "literal", "name"))
    if literal or not family:
        return Name(literal=literal or given, role=role) if literal or given else None
    particles = filter(None, [_one(each, "dropping-particle"), _one(each, "non-dropping-particle")])
    return Name(
        family=family,
        given=given,
        particle=words.plain(" ".join(particles)),
        suffix=words.plain(_one(each, "suffix")),
        role=role,
    )


def _issued(item: Mapping[str, Any]) -> dates.When:
    """The printed date where Crossref tells both; an item's own date otherwise."""
    for name in ("published-print", "issued", "published", "published-online", "posted"):
        if (found := _date(item.get(name))).year:
            return found
    return dates.When()


def _date(value: Any) -> dates.When:
    """Date parts as numbers or strings, seasons as a field or as month 13 to 24, or a date in words."""
    if isinstance(value, str):
        return dates.when(value)
    if not isinstance(value, dict):
        return dates.When()
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, (list, str)) and first and first[0] is not None:
        year, month, day = [*(first if isinstance(first, list) else [first]), "", "", ""][:3]
        season = words.plain(value.get("season"))
        return dates.of_parts(year, month or "", day or "", dates.season(season))
    return dates.when(_one(value, "raw", "literal"))
