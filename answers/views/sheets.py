"""The sheets of a published question: in large letters, with everything, and one's own questions alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import get_args

from django.conf import settings
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from answers import pages
from answers.models import Answer
from answers.pages import sheets
from answers.pages.copies import COPIES
from answers.views import outage, replies, whereabouts

KINDS = get_args(sheets.Kind)


@require_safe
def sheet(request: HttpRequest, slug: str, kind: sheets.Kind) -> HttpResponseBase:
    """One sheet, as true as the page is at this moment; `ask`, `first` and `v` are what the form tells."""
    if kind not in KINDS:
        raise Http404
    chosen = _chosen(request.GET)
    return outage.bridged(
        request,
        (request.path,),
        lambda: _sheet(request, slug, kind, chosen),
        is_unticked=chosen != sheets.NOTHING,
    )


def _sheet(request: HttpRequest, slug: str, kind: sheets.Kind, chosen: sheets.Chosen) -> HttpResponseBase:
    at = timezone.now()
    page = pages.read(slug, at=at, language=get_language() or settings.LANGUAGE_CODE)
    if page is None:
        COPIES.drop((request.path,))
        return whereabouts.instead(request, slug, "sheet", kind)
    told = f"{kind} {sorted(chosen.asked)} {sorted(chosen.first)} {chosen.version}"
    return replies.derived(
        request,
        page,
        told,
        lambda: _written(page, kind, chosen, today=timezone.localdate(at)),
        for_all=chosen == sheets.NOTHING,
    )


def _written(
    page: pages.FinishedPage, kind: sheets.Kind, chosen: sheets.Chosen, *, today: datetime.date
) -> str:
    found = Answer.objects.published().select_related(
        "question__main_topic__parent__parent", "live_revision__frozen"
    )
    answer = found.filter(pk=page.answer_id).first()
    if answer is None or answer.live_revision is None:
        raise Http404
    return pages.sheet_html(answer, answer.live_revision, kind, chosen, today=today)


def _chosen(told: QueryDict) -> sheets.Chosen:
    """Who ticked nothing chose nothing, whichever version that was."""
    asked, first = _numbers(told.getlist("ask")), _numbers(told.getlist("first"))
    if not asked | first:
        return sheets.NOTHING
    version = min(_numbers([told.get("v", "")]), default=None)
    return sheets.Chosen(asked=asked, first=first, version=version)


def _numbers(words: Iterable[str]) -> frozenset[int]:
    """What is no small number is passed over: a reader may have typed the address."""
    return frozenset(int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 5)
