"""The page of one question, and what stands where it stood or stands no longer."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from answers import pages
from answers.models import Question
from answers.pages.copies import COPIES, Copy
from answers.public import codings
from answers.views import outage, replies, whereabouts


@require_safe
def question(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The published page; else the way to it, or why it is gone."""
    return outage.bridged(request, (request.path,), lambda: _question(request, slug))


def _question(request: HttpRequest, slug: str) -> HttpResponseBase:
    at, coding = timezone.now(), codings.best(request)
    form: pages.Form = "brotli" if coding == "br" else "gzip"
    page = pages.read(slug, at=at, language=get_language() or settings.LANGUAGE_CODE, form=form)
    if page is None:
        COPIES.drop((request.path,))
        return whereabouts.instead(request, slug, "question")
    copy = Copy(page.body, "br" if form == "brotli" else "gzip", at)
    COPIES.keep((request.path,), copy, taken_back=page.taken_back)
    return replies.kept(request, page, coding)


@require_safe
def question_number(request: HttpRequest, number: int) -> HttpResponseBase:
    """The short address, which outlives every slug."""
    seen = Question.objects.filter(answer__public_state__in=whereabouts.SEEN_BY_READERS)
    spoken = seen.filter(language__in=dict(settings.LANGUAGES))
    found = get_object_or_404(spoken, pk=number)
    return HttpResponsePermanentRedirect(found.get_absolute_url())
