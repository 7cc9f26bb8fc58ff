"""Entries that name the year right after the people: APA, Harvard, Chicago and their kin."""

from __future__ import annotations

import re
from typing import Any

from sources.importers.formats import dates
from sources.importers.formats.entries import authors, places
from sources.importers.formats.entries.outcome import Parsed, as_editors

_IN_BRACKETS = re.compile(
    rf"^(?P<who>.{{2,900}}?),?\s*[(\[](?P<date>{places.YEAR}[a-z]?(?:[,/\s]\s?[^()\[\]]{{2,24}})?|n\.?d\.?)[)\]]"
    r"[.,:]?\s+(?P<rest>.+)$"
)
_BARE = re.compile(rf"^(?P<who>.{{2,900}}?)[.,]\s+(?P<date>{places.YEAR})[a-z]?[.,:]\s+(?P<rest>.+)$")
_EDITION = re.compile(
    r"\s*[(,]\s*(?P<edition>\d{1,2}(?:st|nd|rd|th)|rev(?:ised)?\.?) ed(?:n|ition)?\.?\)?", re.I
)
_IN_BOOK = re.compile(
    r"^(?P<title>.+?[.?!”’'\"]),?\s+In:?\s+(?P<editors>.{2,300}?)\s*\(?\b[Ee]ds?\.?\)?[.,]?\s+(?P<rest>.+)$"
)
_PAGES_IN_BOOK = re.compile(rf"\s*[(,]\s*pp?\.?\s?(?P<pages>{places.PAGES})\)?")


def parse(text: str, fields: dict[str, str]) -> Parsed | None:
    """The entry as such a style writes it, or None where it does not fit."""
    for pattern in (_IN_BRACKETS, _BARE):
        found = pattern.match(text)
        people = authors.read(found["who"], may_be_written_out=True) if found else None
        if found and people:
            date = dates.when(re.sub(r"(?<=\d)[a-z]\b", "", found["date"]))
            told: dict[str, Any] = {"people": people.names, "is_cut": people.is_cut, "date": date}
            rest = found["rest"].strip()
            return _in_journal(rest, told) or _in_book(rest, told) or _alone(rest, told, fields)
    return None


def _in_journal(rest: str, told: dict[str, Any]) -> Parsed | None:
    place = places.IN_ISSUE.search(rest)
    if not place:
        return None
    both = places.titles(rest[: place.start()])
    if not both:
        return None
    fields = {"title": both.title, "container_title": both.container} | places.in_issue(place)
    return Parsed(fields, "article", is_whole=True, **told)


def _in_book(rest: str, told: dict[str, Any]) -> Parsed | None:
    """A chapter: its title, “In”, the editors, the book and its publisher."""
    found = _IN_BOOK.match(rest)
    editors = authors.read(found["editors"]) if found else None
    if not found or not editors:
        return None
    title, _rest = places.quoted_title(found["title"])
    pages = _PAGES_IN_BOOK.search(found["rest"])
    book = _PAGES_IN_BOOK.sub("", found["rest"])
    edition = _EDITION.search(book)
    name, *publisher = places.pieces(_EDITION.sub("", book))
    fields = {
        "title": title or found["title"].rstrip("."),
        "container_title": name.rstrip(".,"),
        "publisher": " ".join(publisher).rstrip("."),
        "pages": pages["pages"] if pages else "",
        "edition": edition["edition"] if edition else "",
    }
    told = told | {"people": (*told["people"], *as_editors(editors.names))}
    return Parsed(fields, "chapter", is_whole=bool(fields["publisher"]), **told)


def _alone(rest: str, told: dict[str, Any], fields: dict[str, str]) -> Parsed | None:
    """A book or a web page: its title, then who published it."""
    title, after = places.quoted_title(rest)
    edition = _EDITION.search(rest)
    if not title:
        first, *others = places.pieces(_EDITION.sub("", rest))
        title, after = first.rstrip("."), " ".join(others).rstrip(".")
    is_web = bool(fields.get("url"))
    found = {"title": title, "edition": edition["edition"] if edition else ""}
    if after:
        found |= {"container_title" if is_web else "publisher": after}
    has_number = any(fields.get(scheme) for scheme in ("doi", "pmid", "pmcid"))
    kind = "web page" if is_web else "article" if has_number or not after else "book"
    is_whole = kind != "article" and len(places.pieces(after)) < 3
    return Parsed(found, kind, is_whole=is_whole, **told)
