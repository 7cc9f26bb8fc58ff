"""Topics as data: those in which, or below which, a question is public."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from answers.api import describing, narrowing, paging, replies, shapes
from answers.api.opening import Reading, filtered
from answers.models import PagesInTopics
from answers.pages import Document
from answers.public import shown, tree


class _Counted(Reading):
    """Topics with their questions in every language, or in the one that is asked for."""

    def every(self, request: Request) -> list[Document]:
        kept = filtered(self.filters, request, PagesInTopics.objects.all())
        return shown.topics(tree.read(kept))


class Topics(_Counted):
    """The tree, flat and by name; `parent` says where each stands."""

    shape = shapes.Topic
    filters = narrowing.LanguageFilter
    is_list = True

    @describing.found("list_topics", "Every topic", shapes.Topic, filters=filters, is_list=True)
    def get(self, request: Request) -> HttpResponseBase:
        found = sorted(self.every(request), key=lambda each: (each["name"].casefold(), each["slug"]))
        piece = paging.sliced(request, lambda start, end: found[start:end])
        return self.listed(request, piece, piece.rows)


class OneTopic(_Counted):
    """One topic by its slug."""

    shape = shapes.Topic
    filters = narrowing.LanguageFilter

    @describing.found("read_topic", "One topic", shapes.Topic, filters=filters)
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        found = next((each for each in self.every(request) if each["slug"] == slug), None)
        if found is None:
            raise Http404
        return replies.public(request, replies.narrowed(found, self.chosen(request)))
