"""Where the pages of a question are: here, at a newer address, taken down with a reason, or nowhere."""

from __future__ import annotations

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language

from answers.models import Answer, FormerSlug
from answers.models.answers import AnswerQuerySet
from answers.views import replies

SEEN_BY_READERS = (Answer.PublicState.PUBLISHED, Answer.PublicState.WITHDRAWN)


def public_answer(slug: str) -> Answer | None:
    """The public answer at this address, with `title` as readers know it."""
    found = _at(slug).published().annotate(title=F("page__title"))
    return found.select_related("live_revision", "question__main_topic__parent__parent").first()


def public_answer_numbered(number: int) -> Answer | None:
    """The public answer to the question with this number, with `title` as readers know it."""
    found = Answer.objects.filter(question=number).published().annotate(title=F("page__title"))
    return found.select_related("live_revision__frozen", "question").first()


def instead(request: HttpRequest, slug: str, name: str, *rest: object) -> HttpResponseBase:
    """Why there is no such page, or the way to it: `name` and `rest` are the rest of its address."""
    withdrawn = _at(slug).filter(public_state=Answer.PublicState.WITHDRAWN)
    if answer := withdrawn.select_related("question__main_topic", "live_revision__frozen").first():
        return replies.unkept(request, "answers/withdrawn.html", _withdrawn(answer), status=410)
    return moved(slug, name, *rest)


def moved(slug: str, name: str, *rest: object) -> HttpResponseBase:
    """The way from a former slug to the present one; raises Http404 where nothing ever was for readers."""
    former = FormerSlug.objects.filter(
        slug=slug,
        language=get_language(),
        question__answer__public_state__in=SEEN_BY_READERS,
    ).select_related("question")
    if found := former.first():
        return HttpResponsePermanentRedirect(reverse(f"answers:{name}", args=[found.question.slug, *rest]))
    raise Http404


def _at(slug: str) -> AnswerQuerySet:
    return Answer.objects.filter(question__slug=slug, question__language=get_language())


def _withdrawn(answer: Answer) -> dict[str, object]:
    """The question as it was public; its working copy may say something else by now."""
    live = answer.live_revision
    return {
        "question": live.content().question if live else "",
        "reason": answer.withdrawn_reason,
        "topic": answer.question.main_topic,
    }
