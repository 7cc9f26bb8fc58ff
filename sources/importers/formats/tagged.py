"""Records of lines that begin with a tag, as RIS and MEDLINE have them; no tag has a meaning here."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property


@dataclass
class TaggedRecord:
    """The tags of one record in their order, each with its value; `line` is where the record begins."""

    line: int
    is_ended: bool = True
    _lines: list[tuple[str, list[str]]] = field(default_factory=list)

    @cached_property
    def tags(self) -> tuple[tuple[str, str], ...]:
        """Every tag with its value, in the order of the file; asked for when the record is whole."""
        return tuple(
            (tag, parts[0] if len(parts) == 1 else " ".join(filter(None, parts)))
            for tag, parts in self._lines
        )

    @cached_property
    def _values(self) -> dict[str, list[str]]:
        values: dict[str, list[str]] = {}
        for tag, value in self.tags:
            if value:
                values.setdefault(tag, []).append(value)
        return values

    def begin(self, tag: str, value: str) -> None:
        """A line with a tag."""
        self._lines.append((tag, [value.strip()]))

    def go_on(self, text: str) -> None:
        """A line without a tag continues the value before it."""
        self._lines[-1][1].append(text.strip())

    def has(self, tag: str) -> bool:
        """Whether the tag was there, with a value or without."""
        return any(name == tag for name, _ in self._lines)

    def first(self, *names: str) -> str:
        """The value of the first of these tags that has one; earlier names are preferred."""
        for name in names:
            if values := self._values.get(name):
                return values[0]
        return ""

    def every(self, *names: str) -> list[str]:
        """The values of these tags, tag after tag."""
        return [value for name in names for value in self._values.get(name, ())]
