"""Answers as data: the live revision with claims, numbered citations, sources and its record."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.request import Request

from answers import pages
from answers.api import describing, narrowing, replies, shapes
from answers.api.opening import Reading
from answers.api.refusals import Withdrawn
from answers.models import Answer, PublishedPage
from answers.pages import Document


class Answers(Reading):
    """Each with claims, citations and sources; name the fields you need."""

    shape = shapes.Answer
    filters = narrowing.PageFilter
    orders = narrowing.PAGE_ORDERS
    is_list = True

    @describing.found(
        "list_answers",
        "Every public answer",
        shapes.Answer,
        filters=filters,
        orders=orders,
        is_list=True,
    )
    def get(self, request: Request) -> HttpResponseBase:
        piece, found = self.documents(request, PublishedPage.objects.all(), "number")
        return self.listed(request, piece, found)


class OneAnswer(Reading):
    """One answer by the number of its question; while it is withdrawn, 410 with the reason."""

    shape = shapes.Answer

    @describing.found("read_answer", "One answer", shapes.Answer, 410)
    def get(self, request: Request, number: int) -> HttpResponseBase:
        return replies.public(request, replies.narrowed(document(number), self.chosen(request)))


def document(number: int) -> Document:
    """The public answer to this question; one query while its page is fresh.

    Raises Withdrawn with the reason that readers see, Http404 where nothing is public.
    """
    at = timezone.now()
    here = pages.with_documents(PublishedPage.objects.filter(answer__question=number), at=at)
    found = pages.documents_of(list(here), at=at)
    if found:
        return found[0]
    withdrawn = Answer.objects.filter(question=number, public_state=Answer.PublicState.WITHDRAWN)
    reason = withdrawn.values_list("withdrawn_reason", flat=True).first()
    if reason is None:
        raise Http404
    raise Withdrawn(reason)
