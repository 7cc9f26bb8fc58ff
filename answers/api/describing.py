"""How an operation is described: its parameters, what it answers, and every problem that it may tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

from answers.api import paging, problems, shapes, staff_narrowing

Shape = type[serializers.Serializer]

READING = (400, 404, 406, 429, 500, 503)
"""The problems that any reading may meet."""

STAFF = (401, 403)
WRITING = (409, 413, 415, 422)

UNCHANGED = OpenApiResponse(description="You have it already: its tag is the one you sent.")
MOVED = OpenApiResponse(description="It is called otherwise by now; `Location` says where it is.")

_TYPES = {
    staff_narrowing.NumberFilter: OpenApiTypes.INT64,
    django_filters.DateFilter: OpenApiTypes.DATE,
    django_filters.BooleanFilter: OpenApiTypes.BOOL,
    django_filters.IsoDateTimeFilter: OpenApiTypes.DATETIME,
}


def found(
    name: str,
    summary: str,
    shape: Shape,
    *also: int,
    filters: Any = None,
    orders: paging.Orders | None = None,
    is_list: bool = False,
    is_public: bool = True,
    parameters: Iterable[OpenApiParameter] = (),
) -> Callable[..., Any]:
    """A reading operation: one document, or a list of them piece by piece."""
    statuses = [*READING, *also, *(() if is_public else STAFF)]
    answers: dict[int, Any] = {200: _piece(shape) if is_list else shape, **of_problems(statuses)}
    if is_public:
        answers[304] = UNCHANGED
    if 301 in also:
        answers[301] = MOVED
    given = [fields(shape), *parameters, *of_filters(filters), *(_of_pieces(orders or {}) if is_list else ())]
    if is_public:
        given.append(_SEEN)
    return extend_schema(operation_id=name, summary=summary, responses=answers, parameters=given)


def sent(name: str, summary: str, sends: Shape, gives: Shape, *also: int) -> Callable[..., Any]:
    """A writing operation: the row that it made, or why not."""
    answers: dict[Any, Any] = {201: gives, **of_problems([*READING, *STAFF, *WRITING])}
    answers |= dict.fromkeys(also, gives)
    return extend_schema(
        operation_id=name, summary=summary, request=sends, responses=answers, parameters=[_ONCE]
    )


def of_problems(statuses: Iterable[int]) -> dict[Any, Any]:
    """Every problem among these statuses, in its own content type."""
    return {
        (status, problems.CONTENT_TYPE): OpenApiResponse(shapes.Problem, str(problems.TITLES[status]))
        for status in sorted(set(statuses))
        if status in problems.TITLES
    }


def fields(shape: Shape) -> OpenApiParameter:
    """The choice of fields."""
    return OpenApiParameter(
        "fields",
        str,
        many=True,
        explode=False,
        style="form",
        enum=names(shape),
        description="Only these fields, with commas between them.",
    )


def names(shape: Shape) -> list[str]:
    """The fields of a document, in order."""
    return list(shape().get_fields())


def of_filters(filters: type[django_filters.FilterSet] | None) -> list[OpenApiParameter]:
    """The filters of a list as parameters."""
    if filters is None:
        return []
    return [
        OpenApiParameter(
            name,
            next((kind for each, kind in _TYPES.items() if isinstance(found, each)), str),
            enum=[value for value, _label in found.extra["choices"]] if "choices" in found.extra else None,
            description=str(found.label),
        )
        for name, found in filters.base_filters.items()
    ]


def _of_pieces(orders: paging.Orders) -> list[OpenApiParameter]:
    cursor = OpenApiParameter("cursor", str, description="Where a piece begins: from `next` or `previous`.")
    size = OpenApiParameter(
        "page_size",
        {"type": "integer", "minimum": 1, "maximum": paging.MOST, "default": paging.PAGE_SIZE},
        description="How many at most.",
    )
    if not orders:
        return [cursor, size]
    signed = [sign + name for name in orders for sign in ("", "-")]
    order = OpenApiParameter("ordering", str, enum=signed, description="With a minus: the other way round.")
    return [order, cursor, size]


def _piece(shape: Shape) -> Any:
    """The envelope of a list, named after what it holds."""
    return type(
        f"{shape.__name__}Page",
        (serializers.Serializer,),
        {
            "__doc__": "A piece of the list, with the addresses of the pieces beside it.",
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": shape(many=True),
        },
    )


_ONCE = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "maxLength": 200, "pattern": "^[ -~]*$"},
    OpenApiParameter.HEADER,
    description="A word of yours for this request: sent again within a day, it does nothing twice.",
)
_SEEN = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="The `ETag` of what you have."
)
