"""Long lists piece by piece: a cursor names the row where a piece begins, so that none is said twice."""

from __future__ import annotations

import base64
import binascii
import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import BigIntegerField, CharField, DateField, Expression, F, Q, QuerySet
from django.db.models.fields.tuple_lookups import (  # type: ignore[import-untyped]  # not in the stubs
    Tuple,
    TupleGreaterThan,
    TupleLessThan,
)
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from answers.pages.documents import address

PAGE_SIZE = 20
MOST = 100
LONGEST_CURSOR = 1000
LARGEST = 2**63 - 1
FURTHEST = 1_000_000


@dataclass(frozen=True)
class Order:
    """One way to order a list: by an expression of this kind, rows that share a value by a number of theirs.

    Both stand in one index, in the table that the expression names, so that a piece far down the list costs
    no more than the first. `among` says of every row what it is anyway, where that index begins with it.
    """

    by: Expression | F
    kind: type[CharField | DateField | BigIntegerField]
    then: F = field(default_factory=lambda: F("pk"))
    among: Q = field(default_factory=Q)


Orders = dict[str, Order]


@dataclass(frozen=True)
class Piece:
    """One piece of a list, with the addresses of the pieces beside it."""

    rows: list[Any]
    next: str | None = None
    previous: str | None = None


@dataclass(frozen=True)
class _Cursor:
    order: str
    value: Any
    number: int
    is_backwards: bool


def cut(queryset: QuerySet[Any, Any], request: Request, orders: Orders, default: str) -> Piece:
    """The piece that the request asks for; one query. Raises ValidationError for odd parameters.

    Each row has `ordered_by` and `then_by` beside it: what the list is ordered by.
    """
    order, size = _order(request, orders, default), page_size(request)
    chosen = orders[order.removeprefix("-")]
    cursor = _read(request.query_params.get("cursor", ""), order, chosen)
    is_backwards = bool(cursor and cursor.is_backwards)
    is_falling = order.startswith("-") != is_backwards
    rows = queryset.filter(chosen.among).annotate(ordered_by=chosen.by, then_by=chosen.then)
    if cursor:
        rows = rows.filter(_beyond(cursor, is_falling=is_falling))
    sign = "-" if is_falling else ""
    found = list(rows.order_by(f"{sign}ordered_by", f"{sign}then_by")[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if is_backwards:
        found.reverse()
    after = has_more or is_backwards
    before = has_more if is_backwards else cursor is not None
    return Piece(
        found,
        _address(request, order, found[-1], is_backwards=False) if found and after else None,
        _address(request, order, found[0], is_backwards=True) if found and before else None,
    )


def page_size(request: Request) -> int:
    """How many rows a piece has: 20, or what the request says, from 1 to 100."""
    word = request.query_params.get("page_size", str(PAGE_SIZE))
    if not (word.isascii() and word.isdigit() and len(word) <= 3 and 1 <= int(word) <= MOST):
        sentence = _("Write a whole number from 1 to %(most)s.") % {"most": MOST}
        raise ValidationError({"page_size": [sentence]})
    return int(word)


def encode(*parts: object) -> str:
    """A cursor as it stands in an address."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def decode(text: str, length: int) -> list[Any]:
    """What a cursor of ours says. Raises ValidationError for anything else."""
    try:
        if len(text) > LONGEST_CURSOR:
            raise ValueError
        parts = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
        if not isinstance(parts, list) or len(parts) != length:
            raise ValueError
    except (ValueError, binascii.Error, RecursionError) as error:
        raise no_cursor() from error
    return parts


def no_cursor() -> ValidationError:
    """What is said of a cursor that is none of ours."""
    sentence = _("This is no cursor of this list. Follow “next” or “previous”, or leave it out.")
    return ValidationError({"cursor": [sentence]})


def beside(request: Request, cursor: str) -> str:
    """The address of this list at another cursor, its filters kept."""
    asked = {name: value for name, value in request.query_params.items() if name != "cursor"}
    return address(f"{request.path}?{urlencode(asked | {'cursor': cursor})}")


def _order(request: Request, orders: Orders, default: str) -> str:
    order = request.query_params.get("ordering", default)
    if order.removeprefix("-") not in orders or order.count("-") > 1:
        known = ", ".join(f"{name}, -{name}" for name in orders)
        raise ValidationError({"ordering": [_("Write one of: %(known)s.") % {"known": known}]})
    return order


def _read(text: str, order: str, chosen: Order) -> _Cursor | None:
    if not text:
        return None
    named, value, number, is_backwards = decode(text, 4)
    is_ours = named == order and type(number) is int and abs(number) <= LARGEST and type(is_backwards) is bool
    if not is_ours:
        raise no_cursor()
    return _Cursor(order, _value(value, chosen), number, is_backwards)


def _value(value: object, chosen: Order) -> Any:
    """The place as the database compares it."""
    if chosen.kind is BigIntegerField and type(value) is int and abs(value) <= LARGEST:
        return value
    if chosen.kind is CharField and isinstance(value, str) and is_storable(value):
        return value
    if chosen.kind is DateField and isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError as error:
            raise no_cursor() from error
    raise no_cursor()


def is_storable(text: str) -> bool:
    """Whether a database takes it: no NUL, no half of a letter."""
    return "\x00" not in text and not any("\ud800" <= each <= "\udfff" for each in text)


def _beyond(cursor: _Cursor, *, is_falling: bool) -> Q:
    """Both columns are compared at once, where the database can; where it cannot, the first one tells it from
    where on to look.
    """
    compared, side = (TupleLessThan, "lte") if is_falling else (TupleGreaterThan, "gte")
    row = compared(Tuple(F("ordered_by"), F("then_by")), (cursor.value, cursor.number))
    return Q(**{f"ordered_by__{side}": cursor.value}) & Q(row)


def _address(request: Request, order: str, row: Any, *, is_backwards: bool) -> str:
    value = row.ordered_by.isoformat() if isinstance(row.ordered_by, datetime.date) else row.ordered_by
    return beside(request, encode(order, value, row.then_by, is_backwards))


def sliced(request: Request, rows: Callable[[int, int], list[Any]]) -> Piece:
    """A piece of a list that no column orders: the cursor counts its rows."""
    size, text = page_size(request), request.query_params.get("cursor", "")
    (start,) = decode(text, 1) if text else (0,)
    if type(start) is not int or not 0 <= start <= FURTHEST:
        raise no_cursor()
    found = rows(start, start + size + 1)
    before = encode(max(0, start - size)) if start else ""
    after = encode(start + size) if len(found) > size else ""
    return Piece(
        found[:size],
        beside(request, after) if after else None,
        beside(request, before) if before else None,
    )
