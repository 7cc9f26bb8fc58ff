"""How the reviewing goes, for everybody: what is overdue, what awaits a second check, how long it takes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from answers.models import Answer, PublishedPage, Report, medians
from answers.models.answers import AnswerQuerySet
from answers.models.questions import address
from answers.pages import RENDER_VERSION
from answers.views import replies
from sources.models import Notice

LISTED = 50
SOON = datetime.timedelta(days=90)
KEPT_FOR = 600
"""Seconds. Counting takes a while where there are many pages, and nobody needs it to the minute."""


@dataclass(frozen=True)
class Waiting:
    """One page that waits for somebody, with the day that it was or is due."""

    title: str
    url: str
    due_on: datetime.date


@require_safe
def review_status(request: HttpRequest) -> HttpResponseBase:
    """Counted anew every ten minutes at most; a site may keep it to itself."""
    if not settings.REVIEW_STATUS_PUBLIC:
        raise Http404
    key = f"review-status:{RENDER_VERSION}:{get_language()}"
    kept = caches["lists"].get(key)
    if kept is None:
        at = timezone.now()
        kept = render_to_string("answers/review_status.html", counted(at=at)), at
        caches["lists"].set(key, kept, KEPT_FOR)
    html, at = kept
    return replies.written(request, html, changed_at=at)


def counted(*, at: datetime.datetime) -> dict[str, object]:
    """The status at this moment; the number of queries does not grow with the pages."""
    today = timezone.localdate(at)
    public = Answer.objects.published()
    overdue = Q(review_due_on__lt=today)
    counts = public.aggregate(
        public=Count("pk"),
        overdue=Count("pk", filter=overdue),
        soon=Count("pk", filter=Q(review_due_on__range=(today, today + SOON))),
    )
    awaiting = Answer.objects.awaiting_second_check()
    pages = _waiting(public.filter(overdue).order_by("review_due_on", "id"), "review_due_on")
    return counts | {
        "at": at,
        "rechecked": _rechecked(),
        "found_wrong": Report.objects.confirmed().count(),
        "unread": Report.objects.unread().count(),
        "overdue_pages": pages,
        "more": counts["overdue"] - len(pages),
        "awaiting": awaiting.count(),
        "second_checks": _waiting(awaiting, "second_check_due_on"),
        "stages": list(medians().known()),
    }


def _waiting(answers: AnswerQuerySet, due: str) -> list[Waiting]:
    named = answers.values_list(F("page__title"), "question__language", "question__slug", due)
    return [
        Waiting(title, address("question", language, slug), on)
        for title, language, slug, on in named[:LISTED]
    ]


def _rechecked() -> int:
    """How many public pages name a study about which readers read “we are checking”."""
    found = Notice.objects.found().values("source")
    named = PublishedPage.sources.through.objects.filter(
        Q(source__in=found) | Q(source__merged_into__in=found)
    )
    return named.values("publishedpage").distinct().count()
