"""Two sources side by side, as values for the page on which they are merged; it decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sources import formatting, merging, notices
from sources.formatting import Name
from sources.merging import Part, Side
from sources.models import Source
from sources.models.merge import UNDOABLE_FOR


@dataclass(frozen=True)
class Head:
    """One of the two as the page begins with it."""

    source: Source
    reference: str
    standing: notices.StandingWords
    cited: str


@dataclass(frozen=True)
class Option:
    """What one of the two says, to be chosen."""

    side: Side
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Row:
    """One part about which they say different things."""

    name: str
    label: str
    options: tuple[Option, ...]


def values(duplicate: Source, kept: Source, chosen: Mapping[str, str], *, at: datetime) -> dict[str, Any]:
    """What the page shows besides its two heads; `chosen` is what the person had chosen before."""
    sides = {**merging.better(duplicate, kept), **chosen}
    parts = [part for part in merging.PARTS if not (part.is_empty(duplicate) and part.is_empty(kept))]
    unlike = [part for part in parts if shown(part, duplicate) != shown(part, kept)]
    return {
        "rows": [_row(part, duplicate, kept, sides.get(part.name, "kept")) for part in unlike],
        "same": [(part.label, shown(part, kept)) for part in parts if part not in unlike],
        "two_works": merging.two_works(duplicate, kept),
        "doubts": merging.doubts(duplicate, kept),
        "consequences": list(_consequences(duplicate, kept, at=at)),
        "seen": merging.digest(duplicate, kept),
    }


def head(source: Source, *, cited: str) -> Head:
    """The source with its standing and where it is cited."""
    reference = formatting.reference_text(source.work())
    return Head(source, reference, notices.standing_words(source), cited)


def until(moment: datetime) -> str:
    """A day as sentences name it."""
    return date_format(localtime(moment))


def shown(part: Part, source: Source) -> str:
    """What the source says in this part, as a person reads it."""
    if part.name == "contributors":
        return formatting.to_lines(Name(**each) for each in source.contributors)
    if part.name == "year":
        return "-".join(str(value) for value in part.of(source).values() if value)
    if part.name == "url":
        return "\n".join(str(value) for value in (source.url, source.accessed_on) if value)
    value = getattr(source, part.name)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    display = getattr(source, f"get_{part.name}_display", None)
    return str(display() if display else value or "")


def _row(part: Part, duplicate: Source, kept: Source, side: str) -> Row:
    options = (
        Option("kept", shown(part, kept), side == "kept"),
        Option("duplicate", shown(part, duplicate), side == "duplicate"),
    )
    return Row(part.name, str(part.label), options)


def _consequences(duplicate: Source, kept: Source, *, at: datetime) -> Iterator[str]:
    """What will happen, before it does."""
    keys = {"old": duplicate.key, "key": kept.key}
    yield _("“%(old)s” goes on as a name of “%(key)s”: pages and texts that cite it lead there.") % keys
    words = _(
        "Published pages keep the words they show. A text that cites “%(old)s” is written with “%(key)s” "
        "when it is next saved; sentences whose source then has another key, number, year or title are "
        "checked again."
    )
    yield words % keys
    if count := duplicate.notices.count():
        words = ngettext(
            "%(count)s notice of “%(old)s” counts for “%(key)s” too, on every page at once.",
            "%(count)s notices of “%(old)s” count for “%(key)s” too, on every page at once.",
            count,
        )
        yield words % (keys | {"count": count})
    yield _("It can be undone until %(day)s.") % {"day": until(at + UNDOABLE_FOR)}
