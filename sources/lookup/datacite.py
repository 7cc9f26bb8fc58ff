"""A record of DataCite told in CSL-JSON, which the importers read; it asks nobody."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_TYPES = {
    "Dataset": "dataset",
    "Book": "book",
    "BookChapter": "chapter",
    "Preprint": "article",
    "Report": "report",
    "ConferencePaper": "paper-conference",
}


def as_csl(body: bytes) -> bytes:
    """The same work; a record that cannot be read becomes an empty one."""
    try:
        attributes = json.loads(body)["data"]["attributes"]
    except (ValueError, KeyError, TypeError):
        attributes = {}
    return json.dumps([_item(attributes if isinstance(attributes, dict) else {})]).encode()


def _item(said: Mapping[str, Any]) -> dict[str, Any]:
    types, container = said.get("types"), said.get("container")
    general = types.get("resourceTypeGeneral") if isinstance(types, dict) else ""
    return {
        "type": _TYPES.get(str(general), "article-journal"),
        "genre": "preprint" if general == "Preprint" else "",
        "title": _first(said.get("titles"), "title"),
        "author": [_name(each) for each in _rows(said.get("creators"))],
        "issued": {"date-parts": [[str(said.get("publicationYear") or "")]]},
        "publisher": _text(said.get("publisher")),
        "container-title": str(container.get("title") or "") if isinstance(container, dict) else "",
        "DOI": str(said.get("doi") or ""),
        "URL": str(said.get("url") or ""),
        "language": str(said.get("language") or ""),
        "abstract": _first(said.get("descriptions"), "description"),
    }


def _name(creator: Mapping[str, Any]) -> dict[str, str]:
    if creator.get("familyName"):
        return {"family": str(creator["familyName"]), "given": str(creator.get("givenName") or "")}
    name = str(creator.get("name") or "")
    family, comma, given = name.partition(", ")
    if comma and creator.get("nameType") != "Organizational":
        return {"family": family, "given": given}
    return {"literal": name}


def _text(value: Any) -> str:
    """The publisher is a word in one version of their record and an object in the next."""
    return str(value.get("name") or "") if isinstance(value, dict) else str(value or "")


def _first(value: Any, name: str) -> str:
    return next((str(row[name]) for row in _rows(value) if row.get(name)), "")


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
