"""What a style makes of an entry."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sources.formatting import Name
from sources.importers.formats.dates import When


@dataclass(frozen=True)
class Parsed:
    """The parts of an entry; `is_whole` says that each of its words has its place in one of them."""

    fields: dict[str, str]
    kind: str
    people: tuple[Name, ...] = ()
    date: When = When()  # noqa: RUF009 (frozen)
    is_whole: bool = False
    is_cut: bool = False


def as_editors(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The same people, who edited it."""
    return tuple(replace(name, role="editor") for name in names)
