"""What every public reading shares: no person, one throttle, known parameters only; it knows no document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

import django_filters
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from answers import pages
from answers.api import describing, paging, replies
from answers.api.describing import Shape
from answers.api.keys import ByKey
from answers.models import PublishedPage
from answers.models.pages import PublishedPageQuerySet
from answers.pages import Document, reading
from answers.public import unchanged

Rows = TypeVar("Rows", bound=QuerySet[Any])
OF_PIECES = ("cursor", "page_size", "ordering")


class Reading(APIView):
    """A reading of what is public: the same for everybody. A key only counts towards its own throttle.

    It is sent again while nothing in the database has changed; that counts towards none.
    """

    shape: ClassVar[Shape]
    filters: ClassVar[type[django_filters.FilterSet] | None] = None
    orders: ClassVar[paging.Orders] = {}
    is_list: ClassVar[bool] = False
    authentication_classes = (ByKey,)
    permission_classes: Sequence[Any] = (AllowAny,)

    mark: reading.Mark | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """An unknown parameter is refused, because a misspelt filter would quietly narrow nothing."""
        super().initial(request, *args, **kwargs)
        if request.method == "GET":
            self.mark = reading.mark()
        if request.method in self.allowed_methods:
            refuse_unknown(request, self.known() if request.method in ("GET", "HEAD") else [])

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Only what was found is kept: a refusal hangs on who asks."""
        sent = super().finalize_response(request, response, *args, **kwargs)
        is_kept = self.mark is not None and sent.status_code == 200
        return unchanged.under(self.mark, sent, as_asked=True) if is_kept else sent

    def known(self) -> list[str]:
        """The parameters of this reading."""
        pieces = [name for name in OF_PIECES if self.orders or name != "ordering"] if self.is_list else []
        return ["fields", *pieces, *(self.filters.base_filters if self.filters else ())]

    def chosen(self, request: Request) -> frozenset[str]:
        """The fields that the request asks for."""
        return replies.chosen(request, describing.names(self.shape))

    def documents(
        self, request: Request, pages_asked: PublishedPageQuerySet, default: str
    ) -> tuple[paging.Piece, list[Document]]:
        """A piece of the published pages, as data.

        Its rows are found first: of what is sorted before them nothing else is read.
        """
        at = timezone.now()
        piece = paging.cut(
            filtered(self.filters, request, pages_asked).only("pk"), request, self.orders, default
        )
        numbers = [row.pk for row in piece.rows]
        rows = pages.with_documents(PublishedPage.objects.filter(pk__in=numbers), at=at).in_bulk()
        return piece, pages.documents_of([rows[pk] for pk in numbers if pk in rows], at=at)

    def listed(self, request: Request, piece: paging.Piece, found: list[Document]) -> HttpResponseBase:
        """The piece as it is sent."""
        return replies.public(request, enveloped(piece, found, self.chosen(request)))


def enveloped(piece: paging.Piece, found: list[Document], fields: frozenset[str]) -> Document:
    """A piece of a list with its neighbours."""
    results = [replies.narrowed(each, fields) for each in found]
    return {"next": piece.next, "previous": piece.previous, "results": results}


def filtered(filters: Any, request: Request, queryset: Rows) -> Rows:
    """The rows that the filters leave. Raises ValidationError with a sentence for each odd value."""
    if filters is None:
        return queryset
    found = filters(request.query_params, queryset=queryset)
    if not found.is_valid():
        raise ValidationError({name: [str(each) for each in errors] for name, errors in found.errors.items()})
    narrowed: Rows = found.qs
    return narrowed


def refuse_unknown(request: Request, known: list[str]) -> None:
    """Raises ValidationError for a parameter that means nothing here, or stands there twice."""
    for name, values in request.query_params.lists():
        if name not in known:
            sentence = _("There is no such parameter. Known are: %(known)s.") % {"known": ", ".join(known)}
            raise ValidationError({name[:100]: [sentence]})
        if len(values) > 1:
            raise ValidationError({name: [_("Write it once.")]})
