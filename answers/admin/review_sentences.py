"""A revision's page as the workspace sets it: by paragraphs, each sentence with what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from answers.admin.review_checks import NeedShown
from answers.admin.review_threads import ThreadShown
from answers.content import CITED_BLOCKS
from answers.rendering.claims import Claim
from answers.rendering.fragments import Paragraph

HEADINGS: Mapping[str, tuple[str, Promise]] = {
    "short_answer": ("short-answer", _("Short answer")),
    "research": ("research", _("What the research says")),
    "unknowns": ("unknowns", _("What we do not know")),
}
"""Of each block: its place on the page and its heading, as patients read it."""


@dataclass
class SentenceShown:
    """One numbered sentence with its checks and threads."""

    claim: Claim
    needs: list[NeedShown] = field(default_factory=list)
    threads: list[ThreadShown] = field(default_factory=list)


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


def blocks(
    paragraphs: Iterable[Paragraph],
    needs: Mapping[int, list[NeedShown]],
    threads: Iterable[ThreadShown],
) -> tuple[tuple[BlockShown, ...], list[ThreadShown]]:
    """The blocks that have text, and the threads that stand beside no sentence.

    A thread stands beside the first sentence that it touches.
    """
    shown = [
        (each, tuple(SentenceShown(claim, needs.get(claim.number, [])) for claim in each.claims))
        for each in paragraphs
    ]
    others = place(threads, [sentence for _, sentences in shown for sentence in sentences])
    found = []
    for block in CITED_BLOCKS:
        spot, heading = HEADINGS[block]
        rows = tuple(ParagraphShown(each.html, sentences) for each, sentences in shown if each.block == block)
        if rows:
            found.append(BlockShown(block, spot, heading, rows))
    return tuple(found), others


def place(threads: Iterable[ThreadShown], sentences: Sequence[SentenceShown]) -> list[ThreadShown]:
    """Put each thread beside the sentence it speaks of; those that speak of none are returned."""
    others = []
    for shown in threads:
        beside = next((each for each in sentences if shown.touches(each.claim)), None)
        if beside is None:
            others.append(shown)
        else:
            beside.threads.append(shown)
    return others
