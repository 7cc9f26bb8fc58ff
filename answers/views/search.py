"""The search page: what was found for a reader's words, why, and what to do when nothing was.

It keeps nothing of who asks, and tells every cache to do the same.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from answers import search as searching
from answers.models import Certainty, PublishedPage, SearchEntry, Topic
from answers.public import tree
from answers.search import Asked, Facets, Found, Shown
from answers.views import replies
from sources.models import StudyType

PAGE_SIZE = 10
MOST_CHOICES = 8
NARROWING = ("topic", "certainty", "study")

WHERE = {
    "phrasings": gettext_lazy("Others ask:"),
    "short_answer": gettext_lazy("In the short answer:"),
    "research": gettext_lazy("In what the research says:"),
    "doctor_questions": gettext_lazy("To ask your doctor:"),
    "words": gettext_lazy("In the words it explains:"),
    "sources": gettext_lazy("In the title of a source:"),
}


@dataclass(frozen=True)
class Result:
    """One found page as it is listed."""

    url: str
    shown: Shown
    where: object
    certainty: str
    last_reviewed_on: datetime.date


@dataclass(frozen=True)
class Choice:
    """One way to narrow what was found, or, when it is chosen, the way back."""

    label: object
    count: str
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Search:
    """What a reader asked for, and by what it is narrowed; what nobody knows narrows nothing."""

    asked: Asked
    topic: Topic | None
    certainty: str
    study: str
    topics: tree.Tree

    @property
    def chosen(self) -> dict[str, str]:
        """As in the address."""
        named = {
            "topic": self.topic.slug if self.topic else "",
            "certainty": self.certainty,
            "study": self.study,
        }
        return {name: value for name, value in named.items() if value}

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen)

    def within(self) -> QuerySet[SearchEntry] | None:
        """The entries among which is looked; None for all of them."""
        if not self.is_narrowed:
            return None
        entries = SearchEntry.objects.order_by()
        if self.topic:
            pages = PublishedPage.objects.standing(self.topics.places(self.topic)).order_by()
            entries = entries.filter(page__in=pages.values("pk"))
        if self.certainty:
            entries = entries.filter(page__certainty=self.certainty)
        return entries.studying(self.study) if self.study else entries

    def query(self, **changed: object) -> str:
        """The address of the same search with something else chosen."""
        values = {"q": self.asked.typed, **self.chosen, **changed}
        return urlencode({name: value for name, value in values.items() if value})


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    """The number of queries does not grow with what is found."""
    wanted = _wanted(request)
    language = get_language() or settings.LANGUAGE_CODE
    found = searching.find(wanted.asked, wanted.within(), language=language)
    if not (found.pages or wanted.is_narrowed):
        searching.count_missed(wanted.asked, at=timezone.now())
    response = replies.made(request, "answers/search.html", _values(request, wanted, found))
    response["Cache-Control"] = "private, no-store"
    return response


def _values(request: HttpRequest, wanted: Search, found: Found) -> dict[str, object]:
    page = Paginator(found.pages[: found.count], PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "search": wanted,
        "asked": wanted.asked,
        "found": found,
        "page": page,
        "also": wanted.query(),
        "results": _results(list(page.object_list), wanted.asked),
        "near": _results(found.near, wanted.asked) if found.near else [],
        "counted": f"{min(found.whole, found.count):,}{'+' if found.has_more else ''}",
        "facets": _facets(wanted, searching.facets(found), found) if found.pages else [],
        "without": wanted.query(topic="", certainty="", study=""),
        "corrected": wanted.query(q=wanted.asked.corrected) if wanted.asked.corrected else "",
        "branches": () if found.whole else wanted.topics.branches(),
    }


def _wanted(request: HttpRequest) -> Search:
    topics = tree.read()
    slug, study = request.GET.get("topic", ""), request.GET.get("study", "")
    certainty = request.GET.get("certainty", "")
    return Search(
        asked=searching.read(request.GET.get("q", "")),
        topic=next((topic for topic in topics.topics.values() if slug and topic.slug == slug), None),
        certainty=certainty if certainty in Certainty.values else "",
        study=study if study in StudyType.values else "",
        topics=topics,
    )


def _results(numbers: Sequence[int], asked: Asked) -> list[Result]:
    rows = PublishedPage.objects.filter(pk__in=numbers).order_by()
    told = {
        pk: rest
        for pk, *rest in rows.values_list(
            "pk", "slug", "certainty", "last_reviewed_on", "search_entry__texts"
        )
    }
    return [_result(*told[number], asked=asked) for number in numbers if number in told]


def _result(
    slug: str,
    certainty: str,
    last_reviewed_on: datetime.date,
    lines: Mapping[str, Sequence[str]],
    *,
    asked: Asked,
) -> Result:
    shown = searching.show(lines, asked.concepts)
    return Result(
        url=reverse("answers:question", args=[slug]),
        shown=shown,
        where=WHERE.get(shown.field, ""),
        certainty=str(Certainty(certainty).label) if certainty else "",
        last_reviewed_on=last_reviewed_on,
    )


def _facets(wanted: Search, counted: Facets, found: Found) -> list[tuple[str, list[Choice]]]:
    """The commonest choices of each kind; a kind that tells nothing apart is left out."""
    in_topics = _by_address(wanted, counted)
    names = {topic.slug: topic.name_here for topic in wanted.topics.topics.values()}
    kinds = (
        (_("Topic"), "topic", in_topics, names),
        (_("How sure are we?"), "certainty", counted.certainties, dict(Certainty.choices)),
        (_("Kind of study"), "study", counted.studies, dict(StudyType.choices)),
    )
    made = [(label, _choices(wanted, name, counts, labels, found)) for label, name, counts, labels in kinds]
    return [
        (label, choices)
        for label, choices in made
        if len(choices) > 1 or any(each.is_chosen for each in choices)
    ]


def _choices(
    wanted: Search, name: str, counts: Mapping[str, int], labels: Mapping[str, object], found: Found
) -> list[Choice]:
    chosen = wanted.chosen.get(name, "")
    if chosen:
        return [Choice(labels[chosen], "", wanted.query(**{name: ""}), is_chosen=True)]
    commonest = sorted(counts.items(), key=lambda each: (-each[1], str(labels[each[0]])))[:MOST_CHOICES]
    after = "" if found.is_faceted_whole else "+"
    return [
        Choice(labels[value], f"{count:,}{after}", wanted.query(**{name: value}), is_chosen=False)
        for value, count in commonest
    ]


def _by_address(wanted: Search, counted: Facets) -> dict[str, int]:
    known = wanted.topics.topics
    return {known[pk].slug: count for pk, count in counted.topics.items() if pk in known}
