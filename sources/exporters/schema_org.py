"""A work as schema.org describes it to search engines, in the words that pages print; it knows no page."""

from __future__ import annotations

from typing import Any

from sources.formatting import Work, links, names

_TYPES = {
    "article": "ScholarlyArticle", "guideline": "ScholarlyArticle", "preprint": "ScholarlyArticle",
    "conference paper": "ScholarlyArticle", "book": "Book", "report": "Report", "chapter": "Chapter",
    "web page": "WebPage", "dataset": "Dataset",
}  # fmt: skip
_WITHOUT_DETAILS = "Article"
"""What an article is called that nobody could tell from another: without author, year or address."""

FIRST_NAMES = 3
"""Of more than six people the first three are named, as in the list of sources."""


def cited(work: Work) -> dict[str, Any]:
    """The work as a page that rests on it names it: who, what, when, and where it is."""
    addresses = [address for _label, address in links(work)]
    told = {
        "@type": _TYPES.get(work.kind, "CreativeWork"),
        "name": work.title or work.key,
        "author": _people(work),
        "datePublished": _published(work),
        "url": addresses[0] if addresses else "",
    }
    if told["@type"] == "ScholarlyArticle" and not all(told.values()):
        told["@type"] = _WITHOUT_DETAILS
    return {name: value for name, value in told.items() if value}


def described(work: Work) -> dict[str, Any]:
    """The work as its own page tells of it: also where it was published and every number it has."""
    numbers = {"doi": work.doi, "pmid": work.pmid, "pmcid": work.pmcid, "nct": work.nct, "arxiv": work.arxiv}
    told = cited(work) | {
        "identifier": [
            {"@type": "PropertyValue", "propertyID": name.upper(), "value": value}
            for name, value in numbers.items()
            if value
        ],
        "sameAs": [address for _label, address in links(work)][1:],
        "isPartOf": {"@type": "Periodical", "name": work.container_title} if work.container_title else None,
        "pagination": work.pages or work.article_number,
        "publisher": {"@type": "Organization", "name": work.publisher} if work.publisher else None,
        "isbn": work.isbn,
        "inLanguage": work.language,
    }
    return {name: value for name, value in told.items() if value}


def _people(work: Work) -> str:
    """In one line, as the list of sources prints them, so that it packs to almost nothing beside it."""
    return names.listed(names.of_role(work, "author") or work.contributors, shown=FIRST_NAMES)


def _published(work: Work) -> str:
    month, day = (work.month, work.day if work.month else None) if work.year else (None, None)
    return "-".join(f"{part:02}" for part in (work.year, month, day) if part)
