"""The page of one question, and what stands where it stood or stands no longer."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from answers import pages
from answers.models import Answer, FormerSlug, Question
from answers.views import replies

SEEN_BY_READERS = (Answer.PublicState.PUBLISHED, Answer.PublicState.WITHDRAWN)


@require_safe
def question(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The published page; else the way to it, or why it is gone."""
    coding = replies.coding(request)
    form: pages.Form = "brotli" if coding == "br" else "gzip"
    page = pages.read(slug, at=timezone.now(), language=settings.LANGUAGE_CODE, form=form)
    if page is not None:
        return replies.kept(request, page, coding)
    return _not_here(request, slug)


@require_safe
def question_number(request: HttpRequest, number: int) -> HttpResponseBase:
    """The short address, which outlives every slug."""
    found = get_object_or_404(Question, pk=number, answer__public_state__in=SEEN_BY_READERS)
    return HttpResponsePermanentRedirect(found.get_absolute_url())


def _not_here(request: HttpRequest, slug: str) -> HttpResponseBase:
    here = {"slug": slug, "language": settings.LANGUAGE_CODE}
    former = FormerSlug.objects.filter(
        **here, question__answer__public_state__in=SEEN_BY_READERS
    ).select_related("question")
    withdrawn = Answer.objects.filter(
        question__slug=slug,
        question__language=settings.LANGUAGE_CODE,
        public_state=Answer.PublicState.WITHDRAWN,
    ).select_related("question__main_topic", "live_revision__frozen")
    if answer := withdrawn.first():
        return replies.made(request, "answers/withdrawn.html", _withdrawn(answer), status=410)
    if moved := former.first():
        return HttpResponsePermanentRedirect(moved.question.get_absolute_url())
    raise Http404


def _withdrawn(answer: Answer) -> dict[str, object]:
    """The question as it was public; its working copy may say something else by now."""
    live = answer.live_revision
    return {
        "question": live.content().question if live else "",
        "reason": answer.withdrawn_reason,
        "topic": answer.question.main_topic,
    }
