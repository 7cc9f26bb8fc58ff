"""The sources under an answer as its page prints them: linked, and each quote once; it knows no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from answers.rendering.fragments import Standing
from answers.rendering.references import BackLink, Link, Reference, SetAside


@dataclass(frozen=True)
class Uses:
    """The places that rest on the same words of a source, with those words."""

    back_links: tuple[BackLink, ...]
    quote: str


@dataclass(frozen=True)
class Entry:
    """One source of either list; `number` is None for a source that was not used."""

    html: SafeString
    links: tuple[Link, ...]
    patient_line: str
    standing: Standing | None
    number: int | None = None
    uses: tuple[Uses, ...] = ()
    reason: str = ""
    coins: str = ""


def numbered(references: Iterable[Reference]) -> tuple[Entry, ...]:
    """The sources that the text cites, in the order of their numbers."""
    return tuple(
        Entry(
            *linked(each.html, each.links),
            patient_line=each.patient_line,
            standing=each.standing,
            number=each.number,
            uses=uses(each.back_links),
            coins=mark_safe(each.coins),  # noqa: S308 (exporters have escaped it)
        )
        for each in references
    )


def set_aside(sources: Iterable[SetAside]) -> tuple[Entry, ...]:
    """The sources that were looked at but not used."""
    return tuple(
        Entry(
            *linked(each.html, each.links),
            patient_line=each.patient_line,
            standing=each.standing,
            reason=each.reason,
        )
        for each in sources
    )


def linked(html: str, links: tuple[Link, ...]) -> tuple[SafeString, tuple[Link, ...]]:
    """The reference with the address at its end made a link, and the links it does not print itself."""
    for label, address in links:
        for shown in (label, address):
            if html.endswith(str(escape(shown))):
                before = html[: -len(escape(shown))]
                tag = '<a class="bare" href="{}">{}</a>' if shown == address else '<a href="{}">{}</a>'
                anchor = format_html(tag, address, shown)
                rest = tuple(link for link in links if link[1] != address)
                return mark_safe(before + anchor), rest  # noqa: S308 (rendering has escaped it)
    return mark_safe(html), links  # noqa: S308 (rendering has escaped it)


def uses(back_links: Iterable[BackLink]) -> tuple[Uses, ...]:
    """A quote that serves several sentences stands once, beside all their letters."""
    groups: dict[str, list[BackLink]] = {}
    for each in back_links:
        groups.setdefault(each.quote, []).append(each)
    return tuple(Uses(tuple(group), quote) for quote, group in groups.items())
