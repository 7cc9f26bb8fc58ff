"""Whose value stands when two sources are merged and nobody chose; it changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from sources import titles
from sources.merging.fields import Part, differing
from sources.models import IDENTIFIERS, Source

Side = Literal["kept", "duplicate"]

_ORIGINS = ("import", "Crossref", "PubMed")
"""Words in the history of a source that tell where its fields came from, the better the later."""


def better(duplicate: Source, kept: Source) -> dict[str, Side]:
    """For each part that differs, whose value is the richer one.

    Something goes before nothing; a record of PubMed before one of Crossref, of a file, or a typed one; the
    longer of two texts that begin alike; else what the kept one says.
    """
    trust = _trust(duplicate) - _trust(kept)
    return {part.name: _richer(part, duplicate, kept, trust) for part in differing(duplicate, kept)}


def default_kept(one: Source, other: Source) -> Source:
    """The one to keep unless a person says otherwise: with more numbers, from PubMed, fuller, older."""

    def worth(source: Source) -> tuple[int, ...]:
        is_from_pubmed = bool(source.publication_types)
        return _numbers(source), is_from_pubmed, _filled(source, one, other), -source.pk

    return max(one, other, key=worth)


def _richer(part: Part, duplicate: Source, kept: Source, trust: int) -> Side:
    if part.is_empty(duplicate) or part.is_empty(kept):
        return "kept" if part.is_empty(duplicate) else "duplicate"
    if trust:
        return "duplicate" if trust > 0 else "kept"
    theirs, ours = (_said(part.of(source)) for source in (duplicate, kept))
    return "duplicate" if theirs != ours and theirs.startswith(ours) else "kept"


def _said(values: Mapping[str, Any]) -> str:
    return titles.folded(" ".join(_flat(value) for value in values.values()))


def _flat(value: Any) -> str:
    """People and lists as their words in order."""
    if isinstance(value, list):
        return " ".join(map(_flat, value))
    if isinstance(value, dict):
        return " ".join(_flat(value[name]) for name in sorted(value))
    return "" if value is None else str(value)


def _trust(source: Source) -> int:
    """Where the row comes from, as far as it is known; only PubMed's records name publication types."""
    if source.publication_types:
        return len(_ORIGINS)
    reasons = " ".join(filter(None, source.history.values_list("history_change_reason", flat=True)))
    return max((place for place, word in enumerate(_ORIGINS, start=1) if word in reasons), default=0)


def _numbers(source: Source) -> int:
    return sum(bool(getattr(source, name)) for name in IDENTIFIERS)


def _filled(source: Source, one: Source, other: Source) -> int:
    return sum(not part.is_empty(source) for part in differing(one, other))
