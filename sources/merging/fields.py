"""Which fields of a source a merge chooses between, and their values as JSON; it chooses nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sources.models import Source

NEVER = (
    "id", "key", "standing", "standing_checked_on", "standing_changed_at", "standing_stamp", "merged_into",
    "created_by", "created_at",
)  # fmt: skip
"""What is a row's own, or follows from its notices."""

TOGETHER: Mapping[str, tuple[str, ...]] = {
    "year": ("year", "month", "day", "season"),
    "url": ("url", "accessed_on", "link_state", "link_checked_on"),
}
"""Fields chosen as one, by the name of the first: no date is put together from two."""

_LABELS: Mapping[str, Promise] = {"year": _("date")}


_COLUMNS = {field.name: field for field in Source._meta.concrete_fields}


@dataclass(frozen=True)
class Part:
    """What is chosen at once: one field, or a few that belong together."""

    name: str
    label: str | Promise
    fields: tuple[str, ...]

    def of(self, source: Source) -> dict[str, Any]:
        """Its values in this source, as JSON keeps them."""
        return {name: _plain(_COLUMNS[name].value_from_object(source)) for name in self.fields}

    def is_empty(self, source: Source) -> bool:
        """Whether the source says nothing here."""
        return not any(self.of(source).values())


def _parts() -> Iterable[Part]:
    """A field that a later version adds is chosen like the others, until it is named here."""
    followers = {name for names in TOGETHER.values() for name in names[1:]}
    for name, field in _COLUMNS.items():
        if name not in NEVER and name not in followers:
            label = _LABELS.get(name, field.verbose_name)
            yield Part(name, label, TOGETHER.get(name, (name,)))


PARTS = tuple(_parts())


def differing(one: Source, other: Source) -> list[Part]:
    """The parts about which the two say different things."""
    return [part for part in PARTS if part.of(one) != part.of(other)]


def values(source: Source) -> dict[str, Any]:
    """Every value that a merge may change, as JSON keeps it."""
    return {name: value for part in PARTS for name, value in part.of(source).items()}


def put(source: Source, stored: Mapping[str, Any], names: Iterable[str]) -> None:
    """Set these fields of the source to their stored values; the source is not saved."""
    for name in names:
        setattr(source, _COLUMNS[name].attname, _COLUMNS[name].to_python(stored[name]))


def present(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Stored values without the fields that a later version no longer has."""
    return {name: value for name, value in stored.items() if name in _COLUMNS}


def label(name: str) -> str | Promise:
    """What the screens call this field."""
    return _COLUMNS[name].verbose_name


def digest(one: Source, other: Source) -> str:
    """Changes with every value that a person may choose between."""
    text = json.dumps([values(one), values(other)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
