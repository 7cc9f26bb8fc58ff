"""What changed beside the text: single values, who wrote it, and the sources that were set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeVar

from answers.content import Byline, Content
from answers.rendering import certainties, claims

VALUES = ("certainty", "evidence_searched_to", "language", "translates", "signs_of_topic")
"""The fields that hold one value and no prose."""

Kind = Literal["added", "removed", "changed", "order"]
Key = TypeVar("Key", str, int)


@dataclass(frozen=True)
class ValueChange:
    """One field that holds another value; an empty one held none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class AsideChange:
    """A source that is set aside now, or no longer, or for another reason; or their order."""

    kind: Kind
    key: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class PersonChange:
    """Somebody who writes now, or no longer, or in another role; or their order."""

    kind: Kind
    before: Byline | None = None
    after: Byline | None = None


def values(old: Content, new: Content) -> tuple[ValueChange, ...]:
    """The values that are other ones, in the order of VALUES."""
    plain = [
        ValueChange(name, _said(getattr(old, name)), _said(getattr(new, name)))
        for name in VALUES
        if getattr(old, name) != getattr(new, name)
    ]
    was, now = _sure(old), _sure(new)
    both = was.items() & now.items()
    before, after = (
        "\n".join(f"{key}: {code}" for key, code in each.items() if (key, code) not in both)
        for each in (was, now)
    )
    return (*plain, ValueChange("certainties", before, after)) if before or after else tuple(plain)


def _sure(content: Content) -> dict[str, str]:
    """By the words of each sentence that has one: its own certainty."""
    texts = {claim.hash: claim.text for claim in claims.claims(content)}
    return {texts.get(each, each): code for each, code in certainties.own_of(content).items()}


def _said(value: str | int | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value) if value else ""


def set_aside(old: Content, new: Content) -> tuple[AsideChange, ...]:
    """What became of each source that is or was set aside."""
    was = {each.source_key: each.reason for each in old.set_aside}
    now = {each.source_key: each.reason for each in new.set_aside}

    def found() -> Iterator[AsideChange]:
        for key in _first_seen(was, now):
            if key not in now:
                yield AsideChange("removed", key, before=was[key])
            elif key not in was:
                yield AsideChange("added", key, after=now[key])
            elif was[key] != now[key]:
                yield AsideChange("changed", key, was[key], now[key])
        if _is_reordered(was, now):
            yield AsideChange("order", "", ", ".join(was), ", ".join(now))

    return tuple(found())


def byline(old: Content, new: Content) -> tuple[PersonChange, ...]:
    """What became of each person who is or was named as a writer."""
    was = {each.contributor: each for each in old.byline}
    now = {each.contributor: each for each in new.byline}

    def found() -> Iterator[PersonChange]:
        for contributor in _first_seen(was, now):
            before, after = was.get(contributor), now.get(contributor)
            if before is None or after is None:
                yield PersonChange("added" if before is None else "removed", before, after)
            elif before != after:
                yield PersonChange("changed", before, after)
        if _is_reordered(was, now):
            yield PersonChange("order")

    return tuple(found())


def _first_seen(was: Iterable[Key], now: Iterable[Key]) -> list[Key]:
    return list(dict.fromkeys(chain(was, now)))


def _is_reordered(was: Iterable[Key], now: Iterable[Key]) -> bool:
    """Whether those that are on both sides stand in another order."""
    before, after = list(was), list(now)
    return [key for key in before if key in after] != [key for key in after if key in before]
