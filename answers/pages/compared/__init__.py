"""What differs between two contents, in words and fragments that people read; it compares nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from answers.content import Content
from answers.pages.compared import labels, lists
from answers.pages.compared.lists import Line
from answers.rendering import comparing
from answers.rendering.comparing import Part, Row, html

AROUND = 1
"""How many blocks that stayed are shown before and after one that changed."""

UNNAMED = ("paragraph", "question")
"""The shapes that need no name: most blocks have them."""

_KINDS: dict[str, tuple[Promise, Promise]] = {
    "added": (gettext_lazy("Added"), gettext_lazy("Added")),
    "removed": (gettext_lazy("Removed"), gettext_lazy("Removed")),
    "moved": (gettext_lazy("Moved here"), gettext_lazy("Moved here from “%(part)s”")),
    "left": (gettext_lazy("Moved from here"), gettext_lazy("Moved to “%(part)s”")),
}


@dataclass(frozen=True)
class ShownRow:
    """One block in safe HTML, on one line and in two columns; or only a label: how many are left out."""

    kind: str = "left out"
    label: str = ""
    inline: str = ""
    before: str = ""
    after: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownPart:
    """One part of the page with its blocks."""

    label: str
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True)
class Shown:
    """A whole comparison as a template prints it; the list of citations is always told, also when empty."""

    parts: tuple[ShownPart, ...]
    citations: tuple[Line, ...]
    set_aside: tuple[Line, ...]
    beside: tuple[Line, ...]
    is_empty: bool
    reads_alike: bool


def of(old: Content, new: Content) -> Shown:
    """What differs, the older content first."""
    found = comparing.compare(old, new)
    writer = html.writer(old, new, html.Said(_("added"), _("removed")))
    return Shown(
        parts=tuple(_part(each, writer) for each in found.parts),
        citations=tuple(lists.citations(found.citations, writer)),
        set_aside=tuple(lists.set_aside(found.set_aside, writer)),
        beside=(*lists.values(found.values, writer), *lists.people(found.byline, writer)),
        is_empty=found.is_empty,
        reads_alike=found.reads_alike,
    )


def passages(old: Content, new: Content) -> tuple[list[ShownRow], list[Line]]:
    """Only the passages that changed, wherever they stand, and what changed in citations."""
    found = comparing.compare(old, new)
    writer = html.writer(old, new, html.Said(_("added"), _("removed")))
    rows = chain.from_iterable(part.rows for part in found.parts)
    changed = [_row(row, writer) for row in rows if row.kind not in ("same", "left")]
    return changed, list(lists.citations(found.citations, writer))


def _part(part: Part, writer: html.Writer) -> ShownPart:
    return ShownPart(labels.part(part.name), tuple(_rows(part.rows, writer)))


def _rows(rows: Sequence[Row], writer: html.Writer) -> Iterator[ShownRow]:
    """The blocks that changed with their neighbours; of the rest only how many there are."""
    near = {
        place + step for place, row in enumerate(rows) if row.is_change for step in range(-AROUND, AROUND + 1)
    }
    for is_near, group in groupby(enumerate(rows), key=lambda placed: placed[0] in near):
        stretch = [row for _, row in group]
        if is_near:
            yield from (_row(row, writer) for row in stretch)
        else:
            told = ngettext(
                "%(number)s passage is the same.", "%(number)s passages are the same.", len(stretch)
            )
            yield ShownRow(label=told % {"number": len(stretch)})


def _row(row: Row, writer: html.Writer) -> ShownRow:
    gone = row.kind == "left"
    return ShownRow(
        kind=row.kind,
        label=_label(row),
        inline=_safe(html.opening(row) if gone else writer.inline(row)),
        before=_safe("" if row.kind == "added" else writer.before(row)),
        after=_safe("" if gone or row.kind == "removed" else writer.after(row)),
        notes=tuple(labels.setting(each) for each in row.settings),
    )


def _label(row: Row) -> str:
    """What became of the block, and what it is where that is not plain."""
    near, far = _KINDS.get(row.kind, ("", ""))
    what = str(far) % {"part": labels.part(row.other)} if row.other else str(near)
    return ": ".join(filter(None, [what, "" if row.shape in UNNAMED else labels.shape(row.shape)]))


def _safe(written: str) -> SafeString:
    return mark_safe(written)  # noqa: S308 (rendering has escaped it)
