"""A page's lines shared out among its parts by their headings; it knows no format and no database."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from answers.importers import headings
from answers.importers.headings import LEFT_OUT, SUBHEADING
from answers.importers.page import Heading, NotAPage
from answers.rendering.markup import Box, Line

SPLIT = "split"
"""The first paragraph before all headings is the short answer, the others are the research."""

BODIES = ("short_answer", "research", "unknowns")
_CLOSING = re.compile(r"[*_\s]*this question is drawn from\b", re.IGNORECASE)
_TOPIC = re.compile(r"\bquestions about (?P<topic>.+?),? and (?:is |are )?answered\b", re.IGNORECASE)
_LONGEST_CLOSING = 1000


@dataclass(frozen=True)
class Item:
    """One line of a page or one of its blocks; `level` is that of a heading, 0 where no format says so."""

    text: str
    level: int = 0
    node: Box | Line | None = None


@dataclass(frozen=True)
class Division:
    """What belongs to each part, and how each heading was taken."""

    parts: Mapping[str, Sequence[Item]]
    headings: tuple[Heading, ...]

    def of(self, part: str) -> list[Item]:
        """The items of one part."""
        return list(self.parts.get(part, ()))


def divide(items: Iterable[Item], chosen: Mapping[int, str]) -> Division:
    """Share out the items; `chosen` says for the number of a heading which part an editor picked.

    Number 0 is the text before the first heading. Raises NotAPage where a heading of ours has two texts.
    """
    shared = _Sharing(chosen)
    for item in items:
        shared.add(item)
    return shared.division()


def is_closing(text: str) -> bool:
    """Whether a line is the closing line, which names the topic."""
    return _CLOSING.match(text) is not None


def topic(closing: str) -> str:
    """The topic that the closing line names."""
    found = _TOPIC.search(closing[:_LONGEST_CLOSING])
    return found.group("topic").strip(" *_“”\"'") if found else ""


class _Sharing:
    """The parts while the items are walked through."""

    def __init__(self, chosen: Mapping[int, str]) -> None:
        self.chosen = chosen
        self.parts: dict[str, list[Item | Heading]] = defaultdict(list)
        self.items: dict[int, Item] = {}
        self.headings: list[Heading] = []
        self.current = chosen.get(0, "short_answer")
        self.body = self.current if self.current in BODIES else "short_answer"

    def add(self, item: Item) -> None:
        """Put it where the heading above it says; a heading says so for what follows."""
        part, is_sure = self._meaning(item)
        if not part:
            self.parts[self.current].append(item)
            return
        heading = self._heading(item, part, is_sure=is_sure)
        self.current = self.body if heading.part == SUBHEADING else heading.part
        self.body = self.current if self.current in BODIES else self.body
        self.parts[self.current].append(heading)

    def division(self) -> Division:
        """Every part with its items; a heading that only names the part is not repeated below ours."""
        parts = {part: list(self._stated(part, kept)) for part, kept in self.parts.items()}
        if SPLIT in parts:
            first, rest = _split(parts.pop(SPLIT))
            parts["short_answer"] = first + parts.get("short_answer", [])
            parts["research"] = rest + parts.get("research", [])
        return Division(parts, tuple(self.headings))

    def _heading(self, item: Item, part: str, *, is_sure: bool) -> Heading:
        number = len(self.headings) + 1
        is_sure = is_sure and number not in self.chosen
        if is_sure and any(each.is_sure and each.part == part for each in self.headings):
            raise NotAPage(
                _("The heading “%(heading)s” stands here twice. Save each page in a file of its own.")
                % {"heading": item.text}
            )
        part = self.chosen.get(number, part)
        heading = Heading(number, item.text, part, self.body if part == SUBHEADING else part, is_sure=is_sure)
        self.headings.append(heading)
        self.items[number] = item
        return heading

    def _meaning(self, item: Item) -> tuple[str, bool]:
        """The part that an item is the heading of, and whether it is one of our own headings.

        A heading that nobody knows stays above its text; after the list of sources it belongs to the site.
        """
        if part := headings.ours(item.text):
            return part, True
        part = headings.alike(item.text)
        if part or not item.level:
            return part, False
        return LEFT_OUT if "references" in self.parts else SUBHEADING, False

    def _stated(self, part: str, kept: list[Item | Heading]) -> Iterator[Item]:
        several = sum(isinstance(each, Heading) and each.part == part for each in kept) > 1
        for each in kept:
            if isinstance(each, Item):
                yield each
            elif part in BODIES and (each.part == SUBHEADING or (several and not each.is_sure)):
                yield self.items[each.number]


def _split(items: list[Item]) -> tuple[list[Item], list[Item]]:
    """The first paragraph, with what is blank before it, and the rest."""
    filled = [place for place, item in enumerate(items) if item.text]
    end = filled[0] + 1 if filled else 0
    return items[:end], items[end:]
