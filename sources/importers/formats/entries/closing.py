"""Entries that name the year behind the journal: AMA, Vancouver, Nature, MDPI, MLA, IEEE, web pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sources.importers.formats import dates
from sources.importers.formats.dates import When
from sources.importers.formats.entries import authors, places
from sources.importers.formats.entries.outcome import Parsed, as_editors
from sources.importers.formats.entries.places import MONTH, PAGES, VOLUME, YEAR

_ISSUE = r"(?:\s?\((?P<issue>[^()]{1,40})\))?"
_DATE = rf"{YEAR}(?:\s(?:{MONTH})(?:\s?[-–/]\s?(?:{MONTH}))?(?:\s\d{{1,2}})?)?"
_VANCOUVER = re.compile(
    rf"^(?P<head>.+?),?\s+\(?(?P<date>{_DATE})\)?\s?;\s?(?P<volume>{VOLUME})?{_ISSUE}"
    rf"(?:\s?[:,]\s?(?:pp?\.?\s?)?(?P<pages>{PAGES}))?\.?$"
)
_NATURE = re.compile(
    rf"^(?P<head>.+?),?\s+(?P<volume>{VOLUME}){_ISSUE}(?:\s?[,:]\s?(?P<pages>{PAGES}))?\s\((?P<date>{YEAR})\)\.?$"
)
_MDPI = re.compile(
    rf"^(?P<head>.+?),?\s+(?P<date>{YEAR})\s?[,:]\s?(?P<volume>{VOLUME}){_ISSUE}\s?[,:]\s?(?P<pages>{PAGES})\.?$"
)
_MLA = re.compile(
    r"^(?P<who>[^“”\"]+?)\s?[“\"](?P<title>[^“”\"]+?)[.,]?[”\"]\.?\s(?P<journal>[^,]+),\svol\.?\s(?P<volume>[\w-]+)"
    rf"(?:,\sno\.?\s(?P<issue>[\w/-]+))?,\s(?P<date>(?:(?:{MONTH})\s)?{YEAR})(?:,\spp?\.\s?(?P<pages>{PAGES}))?\.?$"
)
_IEEE = re.compile(
    r"^(?P<who>[^“”\"]+?),?\s[“\"](?P<title>[^“”\"]+?)[.,]?[”\"],?\s(?P<journal>.+?),\svol\.?\s(?P<volume>[\w-]+)"
    rf"(?:,\sno\.?\s(?P<issue>[\w/-]+))?(?:,\spp?\.\s?(?P<pages>{PAGES}))?,\s(?P<date>(?:(?:{MONTH})\s)?{YEAR})\.?$"
)
_CHICAGO = re.compile(
    r"^(?P<who>[^“”\"]+?),?\s[“\"](?P<title>[^“”\"]+?)[.,]?[”\"],?\s(?P<journal>[^,\d]+?),?\s(?P<volume>[\w-]+)"
    rf"(?:,\sno\.?\s(?P<issue>[\w/-]+))?\s\((?P<date>(?:(?:{MONTH})\s)?{YEAR})\)(?::\s?(?P<pages>{PAGES}))?\.?$"
)
_ELSEVIER = re.compile(
    rf"^(?P<head>.+?),\s(?P<journal>[^,]+?)\s(?P<volume>{VOLUME}){_ISSUE}\s\((?P<date>{YEAR})\)\s(?P<pages>{PAGES})\.?$"
)
_OF_A_SITE = re.compile(
    r"^(?P<who>[^“”\"]+?)\s[“\"](?P<title>[^“”\"]+?)[.,]?[”\"]\s(?P<journal>[^,]{2,80})"
    rf"(?:,\s(?P<date>(?:\d{{1,2}}\s)?(?:(?:{MONTH})\s)?{YEAR}))?\.?$"
)
_BOOK = re.compile(
    rf"^(?P<head>.+?)[.,]?\s(?:(?P<edition>\d{{1,2}}(?:st|nd|rd|th)|rev(?:ised)?\.?) ed(?:n|ition)?\.\s)?"
    rf"(?:(?P<place>[^.:;]{{2,60}}):\s)?(?P<publisher>[^.;:]{{2,120}});\s?(?P<date>{YEAR})"
    rf"(?:\s?[:,.]\s?(?:pp?\.?\s?)?(?P<pages>{PAGES}))?\.?$"
)
_CHAPTER = re.compile(
    r"^(?P<head>.+?[.?!])\s+In:?\s+(?P<editors>.{2,300}?),?\s\(?[Ee]d(?:s|itors?)?\.?\)?[.,:]?\s+(?P<book>.+)$"
)
_PUBLISHED = re.compile(
    r"^(?P<head>.+?[.?!])\s+(?:(?P<preprint>Preprint(?:\.| posted online)?)\s)?"
    r"(?:(?:last )?(?:updated|reviewed|published|posted|modified)(?: online)?(?: ahead of print)?:?\s)?"
    rf"(?P<date>(?:(?:{MONTH})\s(?:\d{{1,2}},?\s)?|\d{{1,2}}\s(?:{MONTH})\s)?{YEAR}(?:\s(?:{MONTH})(?:\s\d{{1,2}})?)?)\.?$",
    re.IGNORECASE,
)
_SERVER = re.compile(r"(?:medrxiv|biorxiv|arxiv|research square|ssrn|preprints?(?:\.org)?)\.?", re.IGNORECASE)
_PREPRINT = re.compile(r"\s*\[preprint\]", re.IGNORECASE)
_MOST_AUTHOR_PIECES = 12

Fields = dict[str, str]


def parse(text: str, fields: Fields) -> Parsed | None:
    """The entry as one of these styles writes it, or None where none fits."""
    readers: tuple[Callable[[str, Mapping[str, str]], Parsed | None], ...]
    readers = (_quoted, _chapter, _in_commas, _in_journal, _book, _published, _undated)
    return next((found for reader in readers if (found := reader(text, fields))), None)


def _quoted(text: str, fields: Mapping[str, str]) -> Parsed | None:
    found = _MLA.match(text) or _IEEE.match(text) or _CHICAGO.match(text)
    found = found or (_OF_A_SITE.match(text) if _is_web(fields) else None)
    people = authors.read(found["who"], may_be_written_out=True) if found else None
    if not found or not people:
        return None
    told = {"title": found["title"], "container_title": found["journal"].strip()} | places.in_issue(found)
    return Parsed(
        told, "article", people.names, dates.when(found["date"]), is_whole=True, is_cut=people.is_cut
    )


def _in_commas(text: str, fields: Mapping[str, str]) -> Parsed | None:
    """Elsevier parts people, title and journal by commas alone; the people begin with their initials."""
    found = _ELSEVIER.match(text)
    if not found:
        return None
    parts = found["head"].split(", ")
    sizes = range(len(parts) - 1, 0, -1)
    who, size = next(
        ((people, size) for size in sizes if (people := authors.read(", ".join(parts[:size])))), (None, 0)
    )
    if who is None:
        return None
    told = {"title": ", ".join(parts[size:]), "container_title": found["journal"]} | places.in_issue(found)
    return Parsed(told, "article", who.names, dates.when(found["date"]), is_whole=True, is_cut=who.is_cut)


def _in_journal(text: str, fields: Mapping[str, str]) -> Parsed | None:
    for pattern in (_VANCOUVER, _NATURE, _MDPI):
        found = pattern.match(text)
        if found and (found["volume"] or found["pages"] or found["issue"]):
            date = dates.when(found["date"])
            return _headed(found["head"], places.in_issue(found), "article", date)
    return None


def _chapter(text: str, fields: Mapping[str, str]) -> Parsed | None:
    found = _CHAPTER.match(text)
    editors = authors.read(found["editors"]) if found else None
    book = _book(found["book"], fields) if found and editors else None
    if not found or not editors or not book or book.people:
        return None
    who, title = _people(places.pieces(found["head"]))
    told = book.fields | {"container_title": book.fields["title"], "title": _ended(title)}
    names = (who.names if who else ()) + as_editors(editors.names)
    return Parsed(
        told, "chapter", names, book.date, is_whole=who is not None, is_cut=bool(who and who.is_cut)
    )


def _book(text: str, fields: Mapping[str, str]) -> Parsed | None:
    found = _BOOK.match(text)
    if not found:
        return None
    names = ("edition", "place", "publisher", "pages")
    told = {name: found[name].strip() for name in names if found[name]}
    who, title = _people(places.pieces(found["head"]))
    if not title:
        return None
    is_preprint = bool(_SERVER.fullmatch(told["publisher"]))
    if is_preprint:
        told = {"container_title": told["publisher"]}
    is_whole = who is not None or len(places.pieces(title)) == 1
    return Parsed(
        told | {"title": _ended(_PREPRINT.sub("", title))},
        "preprint" if is_preprint else "book",
        who.names if who else (),
        dates.when(found["date"]),
        is_whole=is_whole,
        is_cut=bool(who and who.is_cut),
    )


def _published(text: str, fields: Mapping[str, str]) -> Parsed | None:
    """With nothing but a date: ahead of print, a preprint, or a page of a website."""
    found = _PUBLISHED.match(text)
    if not found:
        return None
    head, date = found["head"], dates.when(found["date"])
    if found["preprint"] or _SERVER.fullmatch(places.pieces(head)[-1]):
        return _headed(head, {}, "preprint", date)
    return _headed(head, {}, "web page" if _is_web(fields) else "article", date)


def _undated(text: str, fields: Mapping[str, str]) -> Parsed | None:
    """Without a year only what a number or an address vouches for is taken apart."""
    has_number = any(fields.get(scheme) for scheme in ("doi", "pmid", "pmcid"))
    if not has_number and not _is_web(fields):
        return None
    found = _headed(text, {}, "article" if has_number else "web page", When())
    return Parsed(found.fields, found.kind, found.people, is_cut=found.is_cut) if found else None


def _headed(head: str, fields: Fields, kind: str, date: When) -> Parsed | None:
    """People, title and journal or site, in this order; a web page may lack the last."""
    who, rest = _people(places.pieces(head))
    both = places.titles(rest)
    if not both and not (kind == "web page" and who and rest):
        return None
    title, container = both or (_ended(rest), "")
    is_whole = who is not None or len(places.pieces(title)) == 1
    told = fields | {"title": _ended(title), "container_title": container}
    return Parsed(
        told, kind, who.names if who else (), date, is_whole=is_whole, is_cut=bool(who and who.is_cut)
    )


def _people(pieces: list[str]) -> tuple[authors.People | None, str]:
    """As many of the first sentences as are names, and the rest."""
    for size in range(min(len(pieces) - 1, _MOST_AUTHOR_PIECES), 0, -1):
        if found := authors.read(" ".join(pieces[:size]).rstrip(".")):
            return found, " ".join(pieces[size:])
    return None, " ".join(pieces)


def _ended(title: str) -> str:
    return title[:-1].rstrip() if title.endswith(".") and not title.endswith("...") else title


def _is_web(fields: Mapping[str, str]) -> bool:
    return bool(fields.get("url"))
