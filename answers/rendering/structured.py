"""A public page as search engines read it: JSON-LD that says what readers see, and nothing else.

It knows no database and no template. Neither FAQPage nor QAPage: readers cannot answer here.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from answers.content import Content
from answers.rendering import certainties, claims, marks
from answers.rendering.references import Reference
from sources import exporters
from sources.formatting import Work

Node = dict[str, Any]
Crumb = tuple[str, str]
"""The words of a link that leads here, and its path."""

SUPPORTING = ("supports", "partly")
_ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Site:
    """Who publishes, where, and in which language; `address` has no slash at its end."""

    name: str
    address: str
    logo: str
    language: str

    @property
    def publisher(self) -> Node:
        """The publisher in full; elsewhere on the page its id stands for it."""
        logo = {"@type": "ImageObject", "url": self.address + self.logo}
        node = {"@type": "Organization", "@id": self.publisher_id, "name": self.name}
        return node | {"url": f"{self.address}/", "logo": logo}

    @property
    def publisher_id(self) -> str:
        """What names the publisher on every page."""
        return f"{self.address}/#publisher"


@dataclass(frozen=True)
class Person:
    """Somebody named on the page, under a name of the page's own; one whose name is erased is their role."""

    id: str
    name: str
    role: str
    credentials: str = ""

    @property
    def node(self) -> Node:
        """What the page says of them."""
        told = {
            "@type": "Person",
            "@id": self.id,
            "name": self.name or self.role,
            "jobTitle": self.role,
            "honorificSuffix": self.credentials,
        }
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True)
class Facts:
    """What the page says besides the content: where it stands, who signed, when."""

    path: str
    crumbs: Sequence[Crumb]
    topic: str
    summary: str
    written_by: Sequence[Person]
    checked_by: Sequence[Person]
    first_published_on: datetime.date | None
    changed_on: datetime.date | None
    last_reviewed_on: datetime.date | None
    version: int
    picture: str = ""
    license: str = ""
    words: marks.Words = marks.ENGLISH


def script(nodes: Iterable[Node]) -> str:
    """The nodes as a block of data; no text in it can end the block or begin another."""
    document = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return f'<script type="application/ld+json">{text}</script>'


def question(site: Site, content: Content, references: Iterable[Reference], facts: Facts) -> list[Node]:
    """The page of one question. A text that nobody but its author has signed is vouched for by the site."""
    url = site.address + facts.path
    page = {
        "@type": "MedicalWebPage",
        "@id": url,
        "url": url,
        "name": content.question,
        "description": facts.summary,
        "inLanguage": content.language,
        "about": {"@type": "MedicalEntity", "name": facts.topic},
        "audience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "lastReviewed": _day(facts.last_reviewed_on),
        "reviewedBy": [each.node for each in facts.checked_by] or {"@id": site.publisher_id},
        "author": [each.node for each in facts.written_by],
        "publisher": site.publisher,
        "datePublished": _day(facts.first_published_on),
        "dateModified": _day(facts.changed_on),
        "version": str(facts.version),
        "license": site.address + facts.license if facts.license else "",
        "isAccessibleForFree": True,
        "image": site.address + facts.picture if facts.picture else "",
        "breadcrumb": {"@id": f"{url}#breadcrumb"},
        "citation": citations(content, references),
        "mainEntity": _question(site, content, facts),
    }
    crumbs = [*facts.crumbs, (content.question, facts.path)]
    return [{name: value for name, value in page.items() if value}, breadcrumb(site, crumbs)]


def citations(content: Content, references: Iterable[Reference]) -> list[Node]:
    """The works that support a sentence, in their order; not one that says otherwise or was taken back."""
    works = {work.key: work for work in content.works}
    return [
        exporters.schema_org.cited(works[each.key])
        for each in references
        if any(use.role in SUPPORTING for use in each.back_links)
        and not (each.standing and each.standing.is_told_at_marks)
    ]


def home(site: Site, path: str, description: str, search: str) -> list[Node]:
    """The site itself, and how what it holds is searched from here."""
    target = {"@type": "EntryPoint", "urlTemplate": f"{site.address}{search}?q={{search_term_string}}"}
    asked = {
        "@type": "SearchAction",
        "target": target,
        "query-input": "required name=search_term_string",
    }
    node = {"@type": "WebSite", "@id": f"{site.address}/#website", "name": site.name}
    told = {"description": description, "inLanguage": site.language, "publisher": site.publisher}
    return [node | {"url": site.address + path} | told | {"potentialAction": asked}]


def collection(site: Site, crumbs: Sequence[Crumb], questions: Sequence[Crumb], first: int = 1) -> list[Node]:
    """A list of questions: the last crumb is the page, `first` the place at which its questions begin."""
    name, path = crumbs[-1]
    entries = [
        {"@type": "ListItem", "position": place, "name": words, "url": site.address + where}
        for place, (words, where) in enumerate(questions, start=first)
    ]
    page = _page("CollectionPage", site, name, path)
    listed = {"mainEntity": {"@type": "ItemList", "itemListElement": entries}} if entries else {}
    return [page | listed, breadcrumb(site, crumbs)]


def source(site: Site, crumbs: Sequence[Crumb], work: Work, standing: str) -> list[Node]:
    """The page of one source; `standing` is what became of it, where readers are warned of it."""
    name, path = crumbs[-1]
    told = exporters.schema_org.described(work) | ({"creativeWorkStatus": standing} if standing else {})
    return [_page("WebPage", site, name, path) | {"mainEntity": told}, breadcrumb(site, crumbs)]


def word(site: Site, crumbs: Sequence[Crumb], meaning: str) -> list[Node]:
    """The page of one medical word; the last crumb is the word."""
    name, path = crumbs[-1]
    told = {"@type": "DefinedTerm", "name": name, "description": meaning, "inLanguage": site.language}
    return [_page("WebPage", site, name, path) | {"mainEntity": told}, breadcrumb(site, crumbs)]


def breadcrumb(site: Site, crumbs: Sequence[Crumb]) -> Node:
    """The way to a page; the last crumb is the page itself."""
    items = [
        {"@type": "ListItem", "position": place, "name": words, "item": site.address + path}
        for place, (words, path) in enumerate(crumbs, start=1)
    ]
    where = f"{site.address}{crumbs[-1][1]}#breadcrumb"
    return {"@type": "BreadcrumbList", "@id": where, "itemListElement": items}


def _page(kind: str, site: Site, name: str, path: str) -> Node:
    url = site.address + path
    node = {"@type": kind, "@id": url, "url": url, "name": name, "inLanguage": site.language}
    return node | {"publisher": site.publisher, "breadcrumb": {"@id": f"{url}#breadcrumb"}}


def _short_answer(content: Content, words: marks.Words) -> str:
    """What the page says there, with how sure we are of a sentence behind it."""
    sure = certainties.own_of(content)
    told = (
        f"{claim.text} {marks.sure(sure.get(claim.hash, ''), words)}"
        for claim in claims.claims(content, {"short_answer"})
    )
    return " ".join(" ".join(told).split())


def _question(site: Site, content: Content, facts: Facts) -> Node:
    published, author = _day(facts.first_published_on), {"@id": site.publisher_id}
    answer = {
        "@type": "Answer",
        "text": _short_answer(content, facts.words),
        "url": f"{site.address}{facts.path}#short-answer",
        "datePublished": published,
        "dateModified": _day(facts.changed_on),
        "author": [{"@id": each.id} for each in facts.written_by] or author,
    }
    return {
        "@type": "Question",
        "name": content.question,
        "text": content.question,
        "answerCount": 1,
        "datePublished": published,
        "author": author,
        "acceptedAnswer": answer,
    }


def _day(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""
