"""The first letters above a long list, each with the way to what begins with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.http import urlencode


@dataclass(frozen=True)
class Initial:
    """A first letter and the address of what begins with it."""

    letter: str
    address: str
    is_chosen: bool


def of(letters: Iterable[str], chosen: str, known: Mapping[str, str]) -> list[Initial]:
    """These letters in order; each address keeps the other choices that are `known`."""
    return [
        Initial(each, f"?{urlencode({**known, 'letter': each})}", each == chosen) for each in sorted(letters)
    ]
