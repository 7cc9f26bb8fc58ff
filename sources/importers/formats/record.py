"""What a reader gives back: works, what else their records said, and what could not be read; no format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sources.formatting import Work


@dataclass(frozen=True)
class FoundNotice:
    """What a record says of a retraction, correction or concern about its own work."""

    kind: str
    origin: str
    doi: str = ""
    pmid: str = ""
    date: str = ""
    wording: str = ""


@dataclass(frozen=True)
class Record:
    """One work as a file describes it; the key of the work is the file's own and means nothing here."""

    work: Work
    line: int
    abstract: str = ""
    publication_types: tuple[str, ...] = ()
    notices: tuple[FoundNotice, ...] = ()
    remarks: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The same, ready for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Record:
        """The record that `as_dict` wrote."""
        lists = {name: tuple(kept[name]) for name in ("publication_types", "remarks")}
        found = tuple(FoundNotice(**each) for each in kept["notices"])
        return cls(**{**kept, **lists, "notices": found, "work": Work.from_dict(kept["work"])})


@dataclass(frozen=True)
class Problem:
    """A part of a file that could not be read, where it begins and why."""

    line: int
    sentence: str


@dataclass(frozen=True)
class Reading:
    """A whole file, read: the good records and the bad ones, each in the order of their lines."""

    format: str
    records: tuple[Record, ...]
    problems: tuple[Problem, ...] = ()


class UnreadableError(Exception):
    """A file of which nothing can be read, in a sentence an editor can act on."""
