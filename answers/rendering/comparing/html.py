"""A comparison as safe HTML fragments: what came and what went is said in words too, not by colour alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape

from answers.content import Content
from answers.rendering import marks, markup, numbering
from answers.rendering.comparing.rows import Row
from answers.rendering.comparing.words import Cluster, Op, Stretch, words
from sources import formatting
from sources.formatting import Work

LONGEST_OPENING = 60

_BREAK, _SPACE = "↵", "␣"


@dataclass(frozen=True)
class Said:
    """What a screen reader says at the beginning of what came and of what went."""

    added: str = "added"
    removed: str = "removed"


ENGLISH = Said()


@dataclass(frozen=True)
class Writer:
    """Writes what differs between two contents: `names` are those of their sources, `numbers` the newer's."""

    names: Mapping[str, str]
    numbers: Mapping[str, int]
    said: Said = ENGLISH

    def inline(self, row: Row) -> str:
        """The row with what went and what came."""
        return self._written(row.stretches, ("same", "removed", "added"))

    def before(self, row: Row) -> str:
        """The row as it was."""
        return self._written(row.stretches, ("same", "removed"))

    def after(self, row: Row) -> str:
        """The row as it is."""
        return self._written(row.stretches, ("same", "added"))

    def instead(self, before: str, after: str) -> str:
        """One value in place of another; an empty one is left out."""
        pair: tuple[tuple[Op, str], ...] = (("removed", before), ("added", after))
        return " ".join(self._framed(op, _text(op, text)) for op, text in pair if text)

    def reworded(self, before: str, after: str) -> str:
        """One plain text in place of another, word by word."""
        return "".join(self._framed(piece.op, _text(piece.op, piece.text)) for piece in words(before, after))

    def _written(self, stretches: Iterable[Stretch], shown: Collection[Op]) -> str:
        return "".join(self._framed(each.op, self._parts(each)) for each in stretches if each.op in shown)

    def _framed(self, op: Op, html: str) -> str:
        if op == "same":
            return html
        tag, word = ("ins", self.said.added) if op == "added" else ("del", self.said.removed)
        return f"<{tag}>{_hidden(f'[{word}: ')}{html}{_hidden(']')}</{tag}>"

    def _parts(self, stretch: Stretch) -> str:
        return "".join(
            self._mark(stretch.op, part)
            if isinstance(part, Cluster)
            else markup.inline(replace(run, text=_visible(stretch.op, run.text)) for run in part)
            for part in stretch.parts
        )

    def _mark(self, op: Op, cluster: Cluster) -> str:
        """By number where it stayed; by name where it changed, because another source may have its number."""
        numbers = [self.numbers[item.key] for item in cluster.items if item.key in self.numbers]
        if op == "same" and numbers and not cluster.unread:
            text = marks.plain(numbers)
        else:
            named = [_place(self.names.get(item.key, item.key), item.locator) for item in cluster.items]
            text = f"[{'; '.join([*named, *cluster.unread])}]"
        return f'<span class="cites">{escape(text, quote=False)}</span>'


def opening(row: Row) -> str:
    """The first words of a block that stands in full elsewhere."""
    text = row.text
    return escape(
        text if len(text) <= LONGEST_OPENING else f"{text[:LONGEST_OPENING].rsplit(' ', 1)[0]}…", quote=False
    )


def writer(old: Content, new: Content, said: Said = ENGLISH) -> Writer:
    """The writer for these two contents, the older first."""
    return Writer(_names((*old.works, *new.works)), numbering.number(new).as_dict(), said)


def _names(works: Iterable[Work]) -> dict[str, str]:
    """How each source is named in passing; two of one name have their keys beside it."""
    named = {
        work.key: formatting.short_name(work.contributors, work.year)
        or formatting.unbracketed(work.title)
        or work.key
        for work in works
    }
    counted = Counter(named.values())
    return {key: name if counted[name] == 1 else f"{name} ({key})" for key, name in named.items()}


def _place(name: str, locator: str) -> str:
    return f"{name}, {locator}" if locator else name


def _text(op: Op, text: str) -> str:
    return escape(_visible(op, text), quote=False).replace("\n", "<br>")


def _visible(op: Op, text: str) -> str:
    """A line break or a space that alone came or went has to be seen."""
    if op == "same":
        return text
    seen = re.sub(r"[^\S\n]", _SPACE, text) if text.isspace() else text
    return seen.replace("\n", f"{_BREAK}\n")


def _hidden(text: str) -> str:
    return f'<span class="vh">{escape(text)}</span>'
