"""The pages that lead to questions: home, topics, A–Z; they read published pages and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

import django_filters
from django.core.paginator import Page, Paginator
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from answers.models import Certainty, PagesInTopics, PublishedPage, Topic
from answers.models.pages import OPENING, PublishedPageQuerySet
from answers.pages import for_machines
from answers.public import tree
from answers.rendering import structured
from answers.views import initials, replies

LISTED_FIELDS = ("title", "slug", "language", "certainty", "last_reviewed_on")
PAGE_SIZE = 50
NEWEST = 6


class _TopicField(django_filters.fields.ModelChoiceField):  # type: ignore[misc]  # no types
    def label_from_instance(self, topic: Topic) -> str:
        return topic.name_here


class TopicChoice(django_filters.ModelChoiceFilter):  # type: ignore[misc]  # no types
    """One topic, by the name that it has in the language of the page."""

    field_class = _TopicField


class QuestionFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    """Narrows the list to a topic and what lies below it, and to a certainty."""

    topic = TopicChoice(
        label=_("Topic"),
        queryset=Topic.objects.order_by("name", "id"),
        to_field_name="slug",
        empty_label=_("All topics"),
        method="in_topic",
    )
    certainty = django_filters.ChoiceFilter(
        label=_("How sure are we?"), choices=Certainty.choices, empty_label=_("All answers")
    )

    def in_topic(self, pages: PublishedPageQuerySet, name: str, topic: Topic) -> PublishedPageQuerySet:
        return pages.standing(tree.read().places(topic))


@dataclass(frozen=True)
class Entry:
    """One line of a list: a published question as its readers know it."""

    title: str
    url: str
    certainty: str
    last_reviewed_on: datetime.date

    @property
    def initial(self) -> str:
        """The letter it stands under: the first one, not the mark with which Spanish opens a question."""
        return self.title.lstrip(OPENING)[:1].upper()


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """What this is, where to begin, and the answers checked last."""
    return replies.listed(request, "answers/home.html", _home)


@require_safe
def topics(request: HttpRequest) -> HttpResponseBase:
    """The tree of topics with counts."""
    return replies.listed(request, "answers/topics.html", lambda: {"branches": tree.read().branches()})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The questions in a topic and below it."""
    return replies.listed(request, "answers/topic.html", lambda: _topic(request, slug))


@require_safe
def questions(request: HttpRequest) -> HttpResponseBase:
    """Every published question by its first letter; an unknown topic narrows nothing and is named as such."""
    return replies.listed(request, "answers/questions.html", lambda: _questions(request))


def _home() -> dict[str, object]:
    newest = PublishedPage.objects.spoken_here().only(*LISTED_FIELDS).order_by("-last_reviewed_on", "-pk")
    return {
        "branches": tree.read().branches(),
        "newest": _entries(newest[:NEWEST]),
        "structured": for_machines.block(
            structured.home(
                for_machines.site(),
                reverse("answers:home"),
                str(for_machines.TAGLINE),
                reverse("answers:search"),
            )
        ),
    }


def _topic(request: HttpRequest, slug: str) -> dict[str, object]:
    every = tree.read()
    found = next((each for each in every.topics.values() if each.slug == slug), None)
    if found is None:
        raise Http404
    rows = _by_title(PublishedPage.objects.spoken_here().standing(every.places(found)))
    pages = _page(request, rows, count=every.count(found))
    above, entries = found.ancestors(), _entries(pages.object_list)
    listed = [(entry.title, entry.url) for entry in entries]
    way = for_machines.crumbs([*above, found])
    told = structured.collection(for_machines.site(), way, listed, first=pages.start_index())
    return {
        "topic": found,
        "above": above,
        "branches": every.branches(found),
        "page": pages,
        "entries": entries,
        "structured": for_machines.block(told),
    }


def _questions(request: HttpRequest) -> dict[str, object]:
    narrowed = QuestionFilter(request.GET, queryset=_by_title(PublishedPage.objects.spoken_here()))
    form = narrowed.form
    named = {name: value for name, value in form.data.items() if name in narrowed.filters and value}
    known = named if form.is_valid() else {}
    letters = narrowed.qs.initials() if named else PublishedPage.objects.initials_here()
    asked = request.GET.get("letter", "")
    letter = asked if asked in letters else ""
    chosen = narrowed.qs.under_letter(letter) if letter else narrowed.qs
    every = None if named or letter else PagesInTopics.objects.spoken_here().total()
    pages = _page(request, chosen, count=every)
    return {
        "form": form,
        "is_narrowed": bool(named or letter),
        "is_unknown": not form.is_valid(),
        "page": pages,
        "also": urlencode(known | ({"letter": letter} if letter else {})),
        "initials": initials.of(letters, letter, known),
        "whole": f"?{urlencode(known)}" if letter else "",
        "letters": _by_letter(_entries(pages.object_list)),
    }


def _by_title(pages: PublishedPageQuerySet) -> PublishedPageQuerySet:
    return pages.only(*LISTED_FIELDS).order_by(Lower("title"), "pk")


def _page(
    request: HttpRequest, rows: PublishedPageQuerySet, *, count: int | None = None
) -> Page[PublishedPage]:
    """A page number that does not exist leads to the nearest one. What was counted is not counted again, and
    of what comes before this page the index alone is read."""
    paginator = Paginator(rows, PAGE_SIZE)
    if count is not None:
        paginator.count = count
    found = paginator.get_page(request.GET.get("page"))
    if found.has_previous():
        here = rows[found.start_index() - 1 : found.end_index()].values("pk")
        found.object_list = _by_title(PublishedPage.objects.filter(pk__in=here))
    return found


def _entries(pages: Iterable[PublishedPage]) -> list[Entry]:
    return [
        Entry(
            title=page.title,
            url=page.get_absolute_url(),
            certainty=str(Certainty(page.certainty).label) if page.certainty else "",
            last_reviewed_on=page.last_reviewed_on,
        )
        for page in pages
    ]


def _by_letter(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.initial, []).append(entry)
    return list(found.items())
