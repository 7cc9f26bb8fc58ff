"""A revision's page as the workspace sets it: by paragraphs, each sentence with what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from answers.admin.review.checks import NeedShown
from answers.admin.review.threads import ThreadShown
from answers.content import CITED_BLOCKS, COMMENTED_BLOCKS, Content
from answers.pages import help_cards
from answers.rendering import passages
from answers.rendering.fragments import Paragraph
from answers.rendering.passages import Spot

HEADINGS: Mapping[str, tuple[str, Promise]] = {
    "short_answer": ("short-answer", _("Short answer")),
    "research": ("research", _("What the research says")),
    "how_it_works": ("how-it-works", _("How it works")),
    "outcomes": ("outcomes", _("Possible benefits and harms")),
    "no_treatment": ("no-treatment", _("No treatment or waiting")),
    "other_choices": ("choices", _("Other choices to talk about")),
    "quality_of_life": ("daily-life", _("What it means for daily life")),
    "unknowns": ("unknowns", _("What we do not know")),
}
"""Of each block: its place on the page and its heading, as patients read it."""


@dataclass
class SentenceShown:
    """One numbered sentence, or one line of what cites nothing, with its checks and threads."""

    spot: Spot
    needs: list[NeedShown] = field(default_factory=list)
    threads: list[ThreadShown] = field(default_factory=list)

    @property
    def is_numbered(self) -> bool:
        """Whether it is a sentence of a block: readers see its number beside it."""
        return self.spot.block in CITED_BLOCKS


@dataclass(frozen=True)
class ParagraphShown:
    """One paragraph of the page and its sentences."""

    html: str
    sentences: tuple[SentenceShown, ...]


@dataclass(frozen=True)
class BlockShown:
    """One block of the page under its heading."""

    block: str
    spot: str
    heading: Promise
    paragraphs: tuple[ParagraphShown, ...]


@dataclass(frozen=True)
class PageShown:
    """The blocks that have text, the lines of the other parts, and the threads that stand beside neither."""

    blocks: tuple[BlockShown, ...]
    lines: Mapping[str, tuple[SentenceShown, ...]]
    others: tuple[ThreadShown, ...]


@dataclass(frozen=True)
class CardShown:
    """One card of “When to get help now”, its signs line by line."""

    block: str
    heading: str
    lines: tuple[SentenceShown, ...]
    is_topics: bool


def page(
    content: Content,
    paragraphs: Iterable[Paragraph],
    needs: Mapping[int, list[NeedShown]],
    threads: Iterable[ThreadShown],
) -> PageShown:
    """Everything beside what it belongs to; a thread stands beside the first sentence that it touches."""
    every = [
        SentenceShown(spot, needs.get(int(spot.key), []) if spot.key.isdecimal() else [])
        for spot in passages.spots(content)
    ]
    others = place(threads, every)
    by_key = {each.spot.key: each for each in every}
    rows = [
        (each, ParagraphShown(each.html, tuple(by_key[str(claim.number)] for claim in each.claims)))
        for each in paragraphs
    ]
    found = (
        BlockShown(block, spot, heading, tuple(row for each, row in rows if each.block == block))
        for block, (spot, heading) in HEADINGS.items()
    )
    lines = {
        block: tuple(each for each in every if each.spot.block == block)
        for block in COMMENTED_BLOCKS
        if block not in CITED_BLOCKS
    }
    return PageShown(tuple(block for block in found if block.paragraphs), lines, tuple(others))


def cards(content: Content, lines: Mapping[str, tuple[SentenceShown, ...]]) -> tuple[CardShown, ...]:
    """The cards of “When to get help now” that say something, as patients read them."""
    return tuple(
        CardShown(each.card, each.heading, lines[each.card], is_topics=each.card in content.signs_of_topic)
        for each in help_cards.of(content)
    )


def place(threads: Iterable[ThreadShown], sentences: Sequence[SentenceShown]) -> list[ThreadShown]:
    """Put each thread beside the sentence it speaks of; those that speak of none are returned."""
    others = []
    for shown in threads:
        beside = next((each for each in sentences if shown.touches(each.spot)), None)
        if beside is None:
            others.append(shown)
        else:
            beside.threads.append(shown)
    return others
