"""Questions as data, each in the wording that is live."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from rest_framework.request import Request

from answers.api import answers, describing, narrowing, replies, shapes
from answers.api.opening import Reading
from answers.models import PublishedPage
from answers.pages import Document


class Questions(Reading):
    """Each in the wording that readers see, with its topics."""

    shape = shapes.Question
    filters = narrowing.PageFilter
    orders = narrowing.PAGE_ORDERS
    is_list = True

    @describing.found(
        "list_questions",
        "Every public question",
        shapes.Question,
        filters=filters,
        orders=orders,
        is_list=True,
    )
    def get(self, request: Request) -> HttpResponseBase:
        piece, found = self.documents(request, PublishedPage.objects.all(), "number")
        return self.listed(request, piece, [_document(each) for each in found])


class OneQuestion(Reading):
    """One question by its number."""

    shape = shapes.Question

    @describing.found("read_question", "One question", shapes.Question, 410)
    def get(self, request: Request, number: int) -> HttpResponseBase:
        found = _document(answers.document(number))
        return replies.public(request, replies.narrowed(found, self.chosen(request)))


def _document(answer: Document) -> Document:
    question: Document = answer["question"]
    beside = {name: answer[name] for name in ("certainty", "last_reviewed_on")}
    return question | beside
