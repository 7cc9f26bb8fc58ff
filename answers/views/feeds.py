"""What is new, for people who follow it from elsewhere: all answers, those of a topic, the corrections.

Everything in a feed is said on a public page; an answer that was withdrawn is in none from the next
request on. An entry keeps its id whatever becomes of its address.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from answers.content import Content
from answers.models import Answer, Certainty, Publication
from answers.models.revisions import PublicationQuerySet
from answers.public import corrected, tree
from answers.public.corrected import Correction
from answers.rendering import fragments
from answers.views import replies

ATOM = "application/atom+xml; charset=utf-8"
LISTED = 50
LOOKED_AT = 500
"""Of the record's newest publications; where they hold too few answers, the whole record is asked."""

NEVER = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
"""When a feed was last changed that nothing was ever in."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Entry:
    """One entry: what happened, when, and in which words readers are told."""

    id: str
    title: str
    path: str
    updated: datetime.datetime
    paragraphs: tuple[str, ...]
    published: datetime.datetime | None = None
    topic: str = ""


@require_safe
def newest(request: HttpRequest) -> HttpResponseBase:
    """The answers that were published or signed again last."""
    return _kept(request, lambda: _feed(request, _("New and newly checked answers"), _answers(_latest())))


@require_safe
def of_topic(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same for a topic and all below it."""
    return _kept(request, lambda: _of_topic(request, slug))


@require_safe
def of_corrections(request: HttpRequest) -> HttpResponseBase:
    """What the page of corrections says, the newest first."""
    rows = list(corrected.listed()[:LISTED])
    entries = [_correction(each) for each in corrected.entries(rows)]
    page = reverse("answers:corrections")
    return replies.written(request, _feed(request, _("Corrections"), entries, page), kind=ATOM)


def _kept(request: HttpRequest, write: Callable[[], str]) -> HttpResponseBase:
    """Lists know when a text or a day of a page changes, publications that it was signed again."""
    signed = Publication.objects.order_by("-pk").values_list("pk", flat=True).first()
    return replies.followed(request, write, kind=ATOM, asked=(str(signed),))


def _of_topic(request: HttpRequest, slug: str) -> str:
    every = tree.read()
    found = next((each for each in every.topics.values() if each.slug == slug), None)
    if found is None:
        raise Http404
    inside = _newest().filter(answer__page__stands_in__among=every.places(found))
    return _feed(request, found.name_here, _answers(inside), found.get_absolute_url())


def _newest() -> PublicationQuerySet:
    """What readers were told last of each public answer in their language, in the order of the record."""
    later = Publication.objects.filter(answer=OuterRef("answer"), pk__gt=OuterRef("pk"))
    public = Publication.objects.filter(
        answer__public_state=Answer.PublicState.PUBLISHED, answer__question__language=get_language()
    )
    return public.filter(~Exists(later)).order_by("-pk")


def _latest() -> PublicationQuerySet:
    """The same from the end of the record, so that it costs no more where a million answers are public."""
    rows = list(Publication.objects.order_by("-pk").values_list("answer", "pk")[:LOOKED_AT])
    last = dict(reversed(rows))
    asked = Answer.objects.filter(pk__in=last).values_list("pk", "public_state", "question__language")
    here = (Answer.PublicState.PUBLISHED, get_language())
    found = sorted((last[pk] for pk, *known in asked if tuple(known) == here), reverse=True)
    if len(found) < LISTED and len(rows) == LOOKED_AT:
        return _newest()
    return Publication.objects.filter(pk__in=found[:LISTED]).order_by("-pk")


def _answers(publications: PublicationQuerySet) -> list[Entry]:
    """The entries of these answers; the number of queries does not grow with them."""
    named = publications.select_related(
        "answer__page", "answer__live_revision__frozen", "answer__question__main_topic"
    ).defer("answer__page__html", "answer__page__gzip", "answer__page__brotli", "answer__page__text")
    rows = list(named[:LISTED])
    first = Publication.objects.filter(answer__in=[each.answer_id for each in rows], version=1, renewal=0)
    since = dict(first.values_list("answer", "published_at"))
    return [_answer(each, since[each.answer_id]) for each in rows]


def _answer(publication: Publication, since: datetime.datetime) -> Entry:
    answer, live = publication.answer, publication.answer.live_revision
    content = live.content() if live else Content(question=answer.page.title)
    said = fragments.plain_text(content, ("short_answer",)).split("\n")
    sure = str(Certainty(content.certainty).label) if content.certainty in Certainty.values else ""
    certainty = [f"{_('How sure are we?')} {sure} {content.certainty_reason}".strip()] if sure else []
    return Entry(
        id=_id(answer.question.created_at, f"question/{answer.question_id}"),
        title=content.question,
        path=answer.question.get_absolute_url(),
        updated=publication.published_at,
        published=since,
        topic=answer.question.main_topic.name_here,
        paragraphs=(*said, *certainty),
    )


def _correction(correction: Correction) -> Entry:
    wrong = f"{_('What was wrong:')} {correction.wrong}"
    right = correction.right if correction.page.is_public else _("We took the page down.")
    return Entry(
        id=_id(correction.at, f"correction/{correction.name}"),
        title=correction.page.title,
        path=correction.differences or correction.page.path,
        updated=correction.at,
        published=correction.at,
        paragraphs=(wrong, f"{_('What is right now:')} {right}") if right else (wrong,),
    )


def _id(since: datetime.datetime, what: str) -> str:
    """A tag of RFC 4151: whose it is, since when, and what."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{since.astimezone(datetime.UTC).date()}:{what}"


def _feed(request: HttpRequest, title: str, entries: Sequence[Entry], page: str = "") -> str:
    newest_first = sorted(entries, key=lambda entry: entry.updated, reverse=True)
    values = {
        "title": f"{settings.SITE_NAME}: {title}",
        "path": request.path,
        "page": page or reverse("answers:home"),
        "updated": newest_first[0].updated if newest_first else NEVER,
        "entries": newest_first,
    }
    return _NOT_IN_XML.sub("", render_to_string("answers/feed.atom", values))
