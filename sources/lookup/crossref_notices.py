"""What a Crossref record says became of its work: `updated-by`, never `update-to`; it records nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sources import identifiers

KINDS = {
    "retraction": "retraction",
    "partial_retraction": "retraction",
    "withdrawal": "withdrawal",
    "removal": "withdrawal",
    "expression_of_concern": "expression of concern",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "addendum": "correction",
    "clarification": "correction",
    "reinstatement": "reinstatement",
}
ORIGINS = {"retraction-watch": "Retraction Watch, by Crossref"}


@dataclass(frozen=True)
class Signal:
    """One notice that the record names."""

    kind: str
    origin: str
    doi: str
    day: date | None


def title_of(body: bytes) -> str:
    """What the record calls its work."""
    title = _message(body).get("title")
    first = title[0] if isinstance(title, list) and title else title
    return first if isinstance(first, str) else ""


def signals(body: bytes) -> tuple[Signal, ...]:
    """The notices about the work, each once: publisher and Retraction Watch often name the same.

    `update-to` would say that this record itself is a notice about another work.
    """
    own = identifiers.doi_key(str(_message(body).get("DOI", "")))
    found: dict[tuple[str, str], Signal] = {}
    for signal in _signals(_message(body).get("updated-by")):
        if not signal.doi or signal.doi.lower() != own:
            found.setdefault((signal.kind, signal.doi.lower()), signal)
    return tuple(found.values())


def _signals(listed: Any) -> Iterator[Signal]:
    for each in listed if isinstance(listed, list) else []:
        if not isinstance(each, dict):
            continue
        kind = KINDS.get(str(each.get("type", "")).lower().replace("-", "_").replace(" ", "_"))
        if kind:
            origin = ORIGINS.get(str(each.get("source", "")), "Crossref")
            yield Signal(kind, origin, identifiers.doi(str(each.get("DOI", ""))), _day(each.get("updated")))


def _day(value: Any) -> date | None:
    try:
        year, month, day = [*value["date-parts"][0], 1, 1][:3]
        return date(int(year), int(month), int(day))
    except (KeyError, IndexError, TypeError, ValueError):
        return None


def _message(body: bytes) -> dict[str, Any]:
    try:
        message = json.loads(body)["message"]
    except (ValueError, KeyError, TypeError):
        return {}
    return message if isinstance(message, dict) else {}
