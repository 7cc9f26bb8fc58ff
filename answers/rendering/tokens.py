"""The grammar of citation tokens in text, `[@key, p. 4; @other]`; it knows no HTML and no source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LONGEST_LOCATOR = 120

PATTERN = re.compile(r"(?<!\\)\[@[^\[\]\\]{1,300}\]")
"""The same expression stands in the editor's script; tests/answers/vectors/tokens.json holds both to it."""

_NAMED = re.compile(r"(?<=[\[;\s])@([A-Za-z0-9_:.-]+)")
_KEY = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_:.-]{0,62}[A-Za-z0-9_])?")


@dataclass(frozen=True)
class Item:
    """One source named by a token, and the place in it."""

    key: str
    locator: str = ""


@dataclass(frozen=True)
class Token:
    """One token where it stands in a text; `items` is None when it cannot be read, and `problem` says why."""

    start: int
    end: int
    raw: str
    items: tuple[Item, ...] | None
    problem: str = ""


def find(text: str) -> tuple[Token, ...]:
    """Every token of a text, in order; an escaped one is none."""
    return tuple(_token(match) for match in PATTERN.finditer(text))


def write(items: Iterable[Item]) -> str:
    """The token that names these items."""
    return "[" + "; ".join(_written(item) for item in items) + "]"


def renamed(text: str, keys: Mapping[str, str]) -> str:
    """The text with sources named by other keys; every other byte stays, unreadable tokens included."""

    def written(match: re.Match[str]) -> str:
        return _NAMED.sub(lambda named: f"@{keys.get(named[1], named[1])}", match.group())

    return PATTERN.sub(written, text)


def unescape(text: str) -> str:
    r"""The text as readers see it: `\[@` becomes `[@`."""
    return text.replace("\\[@", "[@")


def is_key(text: str) -> bool:
    """Whether a source can be named so."""
    return _KEY.fullmatch(text) is not None


def _written(item: Item) -> str:
    return f"@{item.key}, {item.locator}" if item.locator else f"@{item.key}"


def _token(match: re.Match[str]) -> Token:
    raw = match.group()
    try:
        items = tuple(_item(part.strip()) for part in raw[1:-1].split(";"))
    except ValueError as reason:
        return Token(match.start(), match.end(), raw, None, str(reason))
    return Token(match.start(), match.end(), raw, items)


def _item(part: str) -> Item:
    if not part.startswith("@"):
        raise ValueError(
            f"“{part}” does not begin with @ and a source's key" if part else "a source is missing at a “;”"
        )
    key, comma, locator = part[1:].partition(",")
    key, locator = key.strip(), locator.strip()
    if not is_key(key):
        raise ValueError(f"“{key}” is not a source's key")
    if comma and not locator:
        raise ValueError(f"the place in “{key}” is missing after the comma")
    if len(locator) > LONGEST_LOCATOR:
        raise ValueError(f"the place in “{key}” is longer than {LONGEST_LOCATOR} characters")
    return Item(key, locator)
