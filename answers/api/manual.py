"""The schema put in order for a page that people read; it knows no view and invents nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

ORDER = ("topics", "questions", "answers", "sources", "corrections", "revisions", "threads", "events")
LEFT_OUT = ("Problem", "ProblemError")


@dataclass(frozen=True)
class Field:
    """One parameter of an operation, or one field of a document."""

    name: str
    kind: str
    said: str
    values: tuple[str, ...] = ()
    document: str = ""


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    key: str
    method: str
    path: str
    summary: str
    said: str
    parameters: tuple[Field, ...]
    sends: str
    gives: str
    statuses: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True)
class Shape:
    """One kind of document with its fields."""

    name: str
    said: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Section:
    """The operations of one part of the interface."""

    name: str
    operations: tuple[Operation, ...]


def of(described: Mapping[str, Any]) -> dict[str, object]:
    """What the page prints: operations by part, then every document that they name."""
    components = described["components"]["schemas"]
    schema = _inlined(
        described, {name: each for name, each in components.items() if "properties" not in each}
    )
    operations = sorted(_operations(schema), key=lambda each: (_place(each.path), each.path, each.method))
    return {
        "sections": [
            Section(name, tuple(group))
            for name, group in groupby(operations, key=lambda each: _part(each.path))
        ],
        "shapes": list(_shapes(schema)),
    }


def _inlined(node: Any, values: Mapping[str, Any]) -> Any:
    """The same with each list of values where it is referred to, because it is no document of its own."""
    if isinstance(node, list):
        return [_inlined(each, values) for each in node]
    if not isinstance(node, Mapping):
        return node
    named = str(node.get("$ref", "")).rpartition("/")[2]
    if named in values:
        return values[named]
    kept = {name: _inlined(each, values) for name, each in node.items()}
    choices = [each for each in kept.get("oneOf", ()) if "enum" in each]
    return {**kept, **choices[0]} if choices else kept


def _operations(schema: Mapping[str, Any]) -> Iterator[Operation]:
    for path, item in schema["paths"].items():
        for method, each in item.items():
            responses = each["responses"]
            fine = next((status for status in sorted(responses) if status.startswith("2")), "")
            yield Operation(
                key=each["operationId"],
                method=method.upper(),
                path=path,
                summary=each.get("summary", ""),
                said=_plain(each),
                parameters=tuple(_parameter(one) for one in each.get("parameters", ())),
                sends=_document(each.get("requestBody", {})),
                gives=_document(responses.get(fine, {})),
                statuses=tuple(sorted(responses)),
                is_open={} in each.get("security", [{}]),
            )


def _shapes(schema: Mapping[str, Any]) -> Iterator[Shape]:
    for name, each in schema["components"].get("schemas", {}).items():
        if name in LEFT_OUT or "properties" not in each:
            continue
        fields = tuple(_field(key, value) for key, value in each["properties"].items())
        yield Shape(name, _plain(each), fields)


def _parameter(found: Mapping[str, Any]) -> Field:
    said = dict(found["schema"]) | {"description": found.get("description", "")}
    return _field(found["name"], said)


def _field(name: str, schema: Mapping[str, Any]) -> Field:
    inner = schema.get("items", schema)
    values = [str(each) for each in inner.get("enum", ()) if each not in ("", None)]
    return Field(
        name=name,
        kind=_kind(schema),
        said=_plain(schema),
        values=tuple(values),
        document=_named(schema),
    )


def _kind(schema: Mapping[str, Any]) -> str:
    """The type in words: “list of text”, “date or null”."""
    kinds = schema.get("type", "")
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if "array" in kinds:
        inner = _kind(schema["items"])
        return f"list of {inner}" if inner else "list"
    words = [str(schema.get("format", each)) if each != "null" else each for each in kinds if each]
    if "oneOf" in schema and any(each.get("type") == "null" for each in schema["oneOf"]):
        words.append("null")
    return " or ".join(words)


def _plain(described: Mapping[str, Any]) -> str:
    return str(described.get("description", "")).replace("`", "")


def _document(holder: Mapping[str, Any]) -> str:
    contents = holder.get("content", {}).values()
    return next((_named(each.get("schema", {})) for each in contents), "")


def _named(schema: Mapping[str, Any]) -> str:
    """The document that a schema refers to, directly, in a list or beside null."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    inner = [schema.get("items", {}), *schema.get("oneOf", ()), *schema.get("allOf", ())]
    return next((name for each in inner if each and (name := _named(each))), "")


def _part(path: str) -> str:
    return path.removeprefix("/api/v1/").partition("/")[0]


def _place(path: str) -> int:
    part = _part(path)
    return ORDER.index(part) if part in ORDER else len(ORDER)
