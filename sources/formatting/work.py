"""A published work's fields as plain values: what a revision freezes; it knows no way to print them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass(frozen=True)
class Name:
    """One contributor in printed order: a person (family, given …) or a group (literal)."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""
    role: str = "author"

    def as_dict(self) -> dict[str, str]:
        """The fields that are set, ready for JSON; an author's role goes without saying."""
        said = {name: value for name, value in vars(self).items() if value}
        return said if self.role != "author" else {name: said[name] for name in said if name != "role"}


@dataclass(frozen=True)
class Work:
    """A published work as plain text: what a revision freezes of each source it cites."""

    key: str
    kind: str = "article"
    title: str = ""
    contributors: tuple[Name, ...] = field(default=())
    container_title: str = ""
    container_short: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    article_number: str = ""
    publisher: str = ""
    place: str = ""
    edition: str = ""
    url: str = ""
    accessed_on: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    isbn: str = ""
    issn: str = ""
    nct: str = ""
    arxiv: str = ""
    language: str = ""
    study_type: str = ""
    population: str = ""
    funder: str = ""
    open_access_url: str = ""
    unidentified_reason: str = ""
    population_size: int | None = None
    archive_url: str = ""
    report_number: str = ""

    @property
    def is_identified(self) -> bool:
        """Whether a reader could find it: by an identifier, or by author, title and year with a reason."""
        if self.doi or self.pmid or self.pmcid or self.isbn or self.nct or self.arxiv:
            return True
        return bool(self.contributors and self.title and self.year and self.unidentified_reason)

    def as_dict(self) -> dict[str, Any]:
        """The fields that are set, ready for JSON; an empty field is left out."""
        return {name: value for name, value in asdict(self).items() if value not in ("", None, ())}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Work:
        """The work that `as_dict` wrote; a field this version does not know is ignored."""
        known = {each.name for each in fields(cls)}
        values = {name: value for name, value in stored.items() if name in known}
        values["contributors"] = tuple(Name(**name) for name in stored.get("contributors", ()))
        return cls(**values)
