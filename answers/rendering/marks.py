"""How one citation mark is written, in HTML and in plain text; it knows neither place nor source."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType

from answers.rendering import numbering

SURE: Mapping[str, str] = MappingProxyType(
    {
        "low": "not very sure",
        "very_low": "very unsure",
        "expert": "what experts say",
        "none": "no studies found",
    }
)


@dataclass(frozen=True)
class Words:
    """The words a mark says to a screen reader; sighted readers see only the numbers."""

    source: str = "Source"
    sources: str = "Sources"
    to: str = "to"
    missing: str = "source missing"
    unreadable: str = "citation not understood"
    sure: Mapping[str, str] = field(default_factory=lambda: SURE)
    """What is said behind a sentence of which we are less sure, by its certainty."""


ENGLISH = Words()


TOLD_AT_MARKS = ("retracted", "withdrawn", "notice found")
"""The standings said at every number that leads to the source, the gravest first."""


@dataclass(frozen=True)
class Standing:
    """What became of a source after it was published, in words for readers.

    `newer` tells of a newer edition; while it is in hand, somebody is looking at what it changes.
    """

    code: str
    label: str
    sentence: str = ""
    notice_url: str = ""
    newer: str = ""
    newer_url: str = ""
    is_newer_in_hand: bool = False

    @property
    def is_told_at_marks(self) -> bool:
        """Whether it is grave enough to be said at every number that leads to the source."""
        return self.code in TOLD_AT_MARKS


def html(
    numbers: Collection[int],
    standings: Mapping[int, Standing],
    *,
    name: str,
    prefix: str = "",
    words: Words = ENGLISH,
) -> str:
    """One link for the whole cluster; it leads to the first source and names them all in `data-refs`.

    Hidden words make the name “Sources 1 to 5, 7, 8”, so that what is seen is part of what is heard.
    """
    ordered = sorted(set(numbers))
    refs = f' data-refs="{" ".join(map(str, ordered))}"' if len(ordered) > 1 else ""
    grave = {
        each: standings[each] for each in ordered if each in standings and standings[each].is_told_at_marks
    }
    gravest = min((each.code for each in grave.values()), key=TOLD_AT_MARKS.index, default="")
    state = f' data-standing="{gravest}"' if gravest else ""
    word = words.sources if len(ordered) > 1 else words.source
    return (
        f'<sup class="cite" id="{escape(name)}"{state}>'
        f'<a href="#{escape(prefix)}ref-{ordered[0]}" role="doc-biblioref"{refs}>'
        f"{_hidden(word + ' ')}{_numbers(ordered, words)}{_told(grave, ordered, words)}</a></sup>"
    )


def plain(numbers: Collection[int]) -> str:
    """The mark where there is no superscript: “[1-5, 7, 8]”."""
    return f"[{numbering.format_run(numbers)}]"


def sure(certainty: str, words: Words = ENGLISH) -> str:
    """How sure we are of the sentence before it, in words; nothing where that goes without saying."""
    return f"({words.sure[certainty]})" if certainty in words.sure else ""


def sure_html(certainty: str, words: Words = ENGLISH) -> str:
    """The same as HTML, with the space before it."""
    told = sure(certainty, words)
    return f' <span class="quiet">{escape(told)}</span>' if told else ""


def broken(text: str) -> str:
    """What an editor sees in a preview in place of a citation that leads nowhere; no gate lets it through."""
    return f'<mark class="cite-broken">{escape(text)}</mark>'


def _hidden(text: str) -> str:
    return f'<span class="vh">{escape(text)}</span>'


def _numbers(numbers: list[int], words: Words) -> str:
    return ", ".join(
        str(first)
        if first == last
        else f'{first}<span aria-hidden="true">-</span>{_hidden(f" {words.to} ")}{last}'
        for first, last in numbering.segments(numbers)
    )


def _told(grave: Mapping[int, Standing], numbers: list[int], words: Words) -> str:
    if len(numbers) == 1:
        return "".join(_hidden(f", {standing.label.lower()}") for standing in grave.values())
    return "".join(
        _hidden(f", {words.source.lower()} {number} {standing.label.lower()}")
        for number, standing in grave.items()
    )
