"""What a view notes of its operation; how that is described to programs, `openapi` knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from rest_framework import serializers

from answers.api import paging

Shape = type[serializers.Serializer]
Method = TypeVar("Method", bound=Callable[..., Any])

NOTED = "operation"
"""Under this name a method carries what was noted of it."""


@dataclass(frozen=True)
class Operation:
    """A reading of one document or of a list, or a writing, which `sends` something."""

    name: str
    summary: str
    gives: Shape
    also: Sequence[int] = ()
    filters: Any = None
    orders: paging.Orders | None = None
    is_list: bool = False
    is_public: bool = True
    sends: Shape | None = None


def found(name: str, summary: str, shape: Shape, *also: int, **told: Any) -> Callable[[Method], Method]:
    """A reading operation: one document, or a list of them piece by piece."""
    return _noted(Operation(name, summary, shape, also, **told))


def sent(name: str, summary: str, sends: Shape, gives: Shape, *also: int) -> Callable[[Method], Method]:
    """A writing operation: the row that it made, or why not."""
    return _noted(Operation(name, summary, gives, also, sends=sends, is_public=False))


def _noted(operation: Operation) -> Callable[[Method], Method]:
    def note(method: Method) -> Method:
        setattr(method, NOTED, operation)
        return method

    return note


def names(shape: Shape) -> list[str]:
    """The fields of a document, in order."""
    return list(shape().get_fields())
