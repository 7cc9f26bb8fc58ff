"""Public sources as data: each as its newest public page prints it, with its standing as it is now."""

from __future__ import annotations

from django.http import Http404, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request

from answers.api import describing, narrowing, paging, replies, staff, work_shapes
from answers.api.keys import ByKey, BySession
from answers.api.opening import Reading, filtered
from answers.api.refusals import Unprocessable
from answers.models import Scope
from answers.pages import Document
from answers.public import cited, shown
from sources.api import adding
from sources.models import Source


class Sources(Reading):
    """Every source that a public answer cites or set aside."""

    shape = work_shapes.Source
    filters = narrowing.SourceFilter
    orders = narrowing.SOURCE_ORDERS
    is_list = True
    parser_classes = (staff.Body,)

    def get_authenticators(self) -> list[BaseAuthentication]:
        """Reading is open; who adds is known by key or session."""
        is_open = getattr(self.request, "method", "") in ("GET", "HEAD")
        return [ByKey()] if is_open else [ByKey(), BySession()]

    def get_permissions(self) -> list[BasePermission]:
        """As above."""
        is_open = getattr(self.request, "method", "") in ("GET", "HEAD")
        return [AllowAny()] if is_open else [staff.Scoped()]

    def scope(self, request: Request) -> Scope | None:
        """Adding takes a scope, reading none."""
        return Scope.SOURCES if request.method == "POST" else None

    @describing.found(
        "list_sources",
        "Every public source",
        work_shapes.Source,
        filters=filters,
        orders=orders,
        is_list=True,
    )
    def get(self, request: Request) -> HttpResponseBase:
        piece = paging.cut(filtered(self.filters, request, cited.public()), request, self.orders, "key")
        return self.listed(request, piece, shown.sources(piece.rows, at=timezone.now()))

    @describing.sent("add_source", "Add a source", adding.NewSource, adding.AddedSource, 200)
    def post(self, request: Request) -> HttpResponseBase:
        """One work as CSL-JSON; 201 where it is new, 200 where it is here already."""
        sent = staff.read(adding.NewSource, request)
        return staff.once(request, lambda: _added(request, sent))


class OneSource(Reading):
    """One source by its key; an old key leads to the present one."""

    shape = work_shapes.Source

    @describing.found("read_source", "One source", work_shapes.Source, 301)
    def get(self, request: Request, key: str) -> HttpResponseBase:
        found = Source.objects.by_key([key]).get(key)
        documents = shown.sources([found], at=timezone.now()) if found else []
        if found is None or not documents:
            raise Http404
        if found.key != key:
            return HttpResponsePermanentRedirect(reverse("api:source", args=[found.key]))
        return replies.public(request, replies.narrowed(documents[0], self.chosen(request)))


def _added(request: Request, sent: Document) -> staff.Done:
    try:
        told = adding.add(sent["csl"], sent.get("when_alike"), by=request.user, at=timezone.now())  # type: ignore[arg-type]  # the permission has seen to it
    except adding.NotTakenError as refused:
        raise Unprocessable(str(refused)) from refused
    return (201 if told["is_new"] else 200), told
