"""What search engines are told of our addresses: the sitemap in parts, and which paths are none of theirs.

A part holds a range of row numbers and never more, so that a site of a million pages makes each in the
same time and memory as a small one. A page that was withdrawn is in none from the next request on.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from django.conf import settings
from django.db.models import ExpressionWrapper, F, IntegerField, Max, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from answers.models import PublishedPage, Term, Topic
from answers.models.questions import address
from answers.public import cited, tree
from answers.views import replies

XML = "application/xml; charset=utf-8"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
RANGE = 10_000
"""Row numbers in one part; the protocol allows 50,000 addresses, and a fifth of it is made in no time."""

FARTHEST = 1_000_000
"""No site has more parts; a larger number in an address is not worth a question to the database."""

PAGES = (
    "home",
    "topics",
    "questions",
    "words",
    "sources",
    "corrections",
    "how_we_work",
    "certainty",
    "about",
    "terms",
    "privacy",
    "accessibility",
    "display",
)
"""The pages that stand at one address each, by name."""

OF_ALL_LANGUAGES = ("questions", "sources")
"""The sections that stand once for the whole site, at addresses without a language."""

REVIEWED = ("home", "topics", "questions")
"""Of these the ones that show when an answer was last reviewed."""


@dataclass(frozen=True)
class Place:
    """One address, and the day of the last review that it shows."""

    path: str
    reviewed_on: datetime.date | None = None


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """The parts that hold at least one address, of every language: there is one for the whole site."""
    moved = _of_the_site("sitemap")
    return moved or replies.followed(request, lambda: _xml("sitemapindex", "sitemap", _parts()), kind=XML)


@require_safe
def part(request: HttpRequest, section: str, number: int) -> HttpResponseBase:
    """The addresses of one part; one without any is not found."""
    if section not in _SECTIONS or not 0 < number <= FARTHEST:
        raise Http404
    if section in OF_ALL_LANGUAGES and (moved := _of_the_site("sitemap_part", section, number)):
        return moved
    places = list(_SECTIONS[section](number))
    if not places:
        raise Http404
    return replies.written(request, _xml("urlset", "url", places), kind=XML)


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    """Where not to go: staff's pages, the links of mails, and what is no page at all."""
    if moved := _of_the_site("robots"):
        return moved
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /review/", "Disallow: /mail/"]
    lines += ["", f"Sitemap: {settings.SITE_URL}{address('sitemap', settings.LANGUAGE_CODE)}", ""]
    return replies.written(request, "\n".join(lines), kind="text/plain; charset=utf-8")


def _of_the_site(name: str, *rest: object) -> HttpResponseBase | None:
    """The way to the one address of what is no page of a language; None where that is the one asked for."""
    if get_language() == settings.LANGUAGE_CODE:
        return None
    return HttpResponsePermanentRedirect(address(name, settings.LANGUAGE_CODE, *rest))


def _xml(whole: str, each: str, places: Iterable[Place]) -> str:
    """A list of places as the protocol writes it."""
    rows = "".join(
        f"<{each}><loc>{escape(settings.SITE_URL + place.path)}</loc>"
        + (f"<lastmod>{place.reviewed_on.isoformat()}</lastmod>" if place.reviewed_on else "")
        + f"</{each}>\n"
        for place in places
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{whole} xmlns="{NAMESPACE}">\n{rows}</{whole}>\n'


def _parts() -> Iterator[Place]:
    for language, _name in settings.LANGUAGES:
        newest = _newest(language)
        if newest or language == settings.LANGUAGE_CODE:
            yield Place(address("sitemap_part", language, "pages", 1), newest)
        if newest:
            yield Place(address("sitemap_part", language, "topics", 1), newest)
    which = ExpressionWrapper((F("pk") - 1) / Value(RANGE), IntegerField())
    reviewed = (
        PublishedPage.objects.spoken().order_by().values(place=which).annotate(on=Max("last_reviewed_on"))
    )
    for place, on in reviewed.order_by("place").values_list("place", "on"):
        yield Place(_path("questions", place + 1), on)
    for place in _public_words().order_by(which).values_list(which, flat=True).distinct():
        yield Place(_path("words", place + 1))
    for place in cited.public().order_by(which).values_list(which, flat=True).distinct():
        yield Place(_path("sources", place + 1))


def _path(section: str, number: int) -> str:
    return address("sitemap_part", settings.LANGUAGE_CODE, section, number)


def _newest(language: str) -> datetime.date | None:
    """The last review in this language; one without answers is not looked for in all the others."""
    pages = PublishedPage.objects.filter(language=language)
    if not pages.exists():
        return None
    return pages.order_by("-last_reviewed_on", "-pk").values_list("last_reviewed_on", flat=True).first()


def _page_places(number: int) -> Iterator[Place]:
    newest = _newest(get_language() or settings.LANGUAGE_CODE)
    names = [*PAGES, *(["review_status"] if settings.REVIEW_STATUS_PUBLIC else [])]
    for name in names if number == 1 else ():
        yield Place(reverse(f"answers:{name}"), newest if name in REVIEWED else None)


def _topic_places(number: int) -> Iterator[Place]:
    """The topics that lead to a public answer, each with the last review in it or below it."""
    every = tree.read()
    pages = PublishedPage.objects.spoken_here().order_by()
    newest = dict(pages.values_list("stands_in").annotate(Max("last_reviewed_on")))
    for topic in _grown(every.branches()) if number == 1 else ():
        days = [newest[place] for place in every.places(topic) if place in newest]
        yield Place(topic.get_absolute_url(), max(days, default=None))


def _grown(branches: tuple[tree.Branch, ...]) -> Iterator[Topic]:
    for branch in branches:
        yield branch.topic
        yield from _grown(branch.branches)


def _question_places(number: int) -> Iterator[Place]:
    pages = PublishedPage.objects.spoken().filter(**_within(number)).order_by("pk")
    for language, slug, on in pages.values_list("language", "slug", "last_reviewed_on"):
        yield Place(address("question", language, slug), on)


def _source_places(number: int) -> Iterator[Place]:
    """A page of a source is not reviewed as answers are, so it names no day."""
    for key in cited.public().filter(**_within(number)).order_by("pk").values_list("key", flat=True):
        yield Place(address("source", settings.LANGUAGE_CODE, key))


def _word_places(number: int) -> Iterator[Place]:
    """The words that the site explains, each in its language."""
    found = _public_words().filter(**_within(number)).order_by("pk")
    for language, slug in found.values_list("glossary", "slug"):
        yield Place(address("word", language, slug))


def _public_words() -> QuerySet[Term]:
    return Term.objects.public().filter(glossary__in=[code for code, _name in settings.LANGUAGES])


def _within(number: int) -> dict[str, int]:
    return {"pk__gt": (number - 1) * RANGE, "pk__lte": number * RANGE}


_SECTIONS: Mapping[str, Callable[[int], Iterator[Place]]] = {
    "pages": _page_places,
    "topics": _topic_places,
    "questions": _question_places,
    "sources": _source_places,
    "words": _word_places,
}
