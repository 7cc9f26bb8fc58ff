"""How each operation is described: its parameters, what it answers, and every problem that it may tell.

A process that is never asked for the description never loads this module, nor what generates it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import EndpointEnumerator, SchemaGenerator
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers

from answers.api import describing, paging, problems, shapes, staff_narrowing, work_shapes
from answers.api.describing import Operation, Shape

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

CSL = {
    "type": "object",
    "description": "One item of CSL-JSON, as citation processors read it.",
    "properties": {
        "id": {"type": "string"},
        "type": {"type": "string"},
        "title": {"type": "string"},
        "DOI": {"type": "string"},
        "PMID": {"type": "string"},
    },
    "required": ["id", "type"],
    "additionalProperties": True,
}


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # the package ships no types
    """How the description names it."""

    target_class = "answers.api.keys.ByKey"
    name = "accessKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A bearer token that is made under “Access keys” in the staff pages."""
        return {"type": "http", "scheme": "bearer", "description": "Made under “Access keys”."}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # the package ships no types
    """The same for sessions."""

    target_class = "answers.api.keys.BySession"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """The cookie of the staff pages."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


def generated() -> dict[str, Any]:
    """The schema of this release."""
    extend_schema_field(CSL)(work_shapes.CSLField)
    endpoints: Any = EndpointEnumerator()
    for _path, _pattern, method, view in endpoints.get_api_endpoints():
        _tell(getattr(view.cls, method.lower()))
    generator: Any = SchemaGenerator()  # type: ignore[no-untyped-call]  # the package ships no types
    schema: dict[str, Any] = generator.get_schema(request=None, public=True)
    return schema


def _tell(method: Any) -> None:
    """Have the generator know what the view has noted of its method."""
    operation: Operation | None = getattr(method, describing.NOTED, None)
    if operation is None:
        return
    told = _sending(operation) if operation.sends else _reading(operation)
    extend_schema(operation_id=operation.name, summary=operation.summary, **told)(method)


def _reading(operation: Operation) -> dict[str, Any]:
    shape, also = operation.gives, operation.also
    statuses = [*READING, *also, *(() if operation.is_public else STAFF)]
    answers: dict[Any, Any] = {200: _piece(shape) if operation.is_list else shape, **of_problems(statuses)}
    given = [fields(shape), *of_filters(operation.filters)]
    if operation.is_list:
        given += _of_pieces(operation.orders or {})
    if operation.is_public:
        answers[304] = UNCHANGED
        given.append(_SEEN)
    if 301 in also:
        answers[301] = MOVED
    return {"responses": answers, "parameters": given}


def _sending(operation: Operation) -> dict[str, Any]:
    answers: dict[Any, Any] = {201: operation.gives, **of_problems([*READING, *STAFF, *WRITING])}
    answers |= dict.fromkeys(operation.also, operation.gives)
    return {"request": operation.sends, "responses": answers, "parameters": [_ONCE]}


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
        enum=describing.names(shape),
        description="Only these fields, with commas between them.",
    )


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
