"""What somebody who came through a link is asked, card by card, and what they said; it decides nothing."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from answers import gates, pages, workflow
from answers.content import CITED_BLOCKS
from answers.models import Advice, Comment, Invitation, Reading, Report, Thread
from answers.rendering import claims as claims_of
from answers.rendering import passages
from answers.rendering.references import Link, Reference
from sources import formatting
from sources.models import Source


@dataclass(frozen=True)
class Card:
    """One sentence with one of its sources, or alone; `before` and `after` stand around it on the page."""

    number: int
    need: gates.Needed
    reference: Reference | None
    source: Source | None
    said: Advice | None
    before: str = ""
    after: str = ""

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """Each answer and its words."""
        choices = Advice.UNCITED if self.need.use is None else Advice.CITED
        return [(each.value, str(each.label)) for each in choices]

    @property
    def links(self) -> list[Link]:
        """Where the source can be read."""
        return list(formatting.links(self.source.work())) if self.source else []

    @property
    def readings(self) -> list[tuple[str, str]]:
        """What of the source can be looked at: its quote only where the writer gave one."""
        has_quote = bool(self.need.use and self.need.use.quote)
        return [(each, str(label)) for each, label in Reading.choices if has_quote or each != Reading.QUOTE]

    @property
    def asks_why(self) -> bool:
        """Whether one would like to hear more than was said."""
        return self.said is not None and self.said.verdict in Advice.DOUBTS and not self.said.reason


class Deck:
    """All the cards of one link, in reading order; a fixed number of queries."""

    def __init__(self, invitation: Invitation, *, today: datetime.date) -> None:
        review = invitation.round
        self.page = pages.preview_values(review.revision.content(), review.answer, today=today)
        mine = Advice.objects.standing().filter(invitation=invitation).order_by("pk")
        said = {each.fingerprint: each for each in mine}
        self._last = max(said.values(), key=lambda each: each.pk, default=None)
        references = {each.key: each for each in self.page["parts"].references}
        sources = Source.objects.by_key(references)
        every = claims_of.claims(review.revision.content())
        self.cards = tuple(
            Card(
                number,
                need,
                references.get(need.use.source_key) if need.use else None,
                sources.get(need.use.source_key) if need.use else None,
                said.get(need.fingerprint),
                *_around(need, every),
            )
            for number, need in enumerate(workflow.asked_about(invitation), start=1)
        )

    @property
    def sentences(self) -> int:
        """How many sentences are asked about: one with two sources has two cards."""
        return len({card.need.claim.number for card in self.cards})

    @property
    def done(self) -> int:
        """How many have an answer."""
        return sum(card.said is not None for card in self.cards)

    @property
    def first(self) -> int:
        """The first card without an answer; 0 when all have one."""
        return self.after(0)

    def card(self, number: int) -> Card | None:
        """The card with this number, if there is one."""
        return self.cards[number - 1] if 0 < number <= len(self.cards) else None

    def after(self, number: int) -> int:
        """The next card without an answer after this one, going round; 0 when all have one."""
        left = [card.number for card in self.cards if card.said is None]
        return next((each for each in left if each > number), next(iter(left), 0))

    def reading(self, card: Card) -> str:
        """What was read, as it stands on the card: what was said here, or last, or the least there is."""
        for said in (card.said, self._last):
            if said is not None and said.reading in dict(card.readings):
                return said.reading
        return card.readings[-1][0]


def comments(invitation: Invitation) -> Sequence[Thread]:
    """What was commented through the link, with the answers of colleagues."""
    messages = Comment.objects.select_related("text", "author__contributor").order_by("written_at", "pk")
    threads = Thread.objects.filter(invitation=invitation).order_by("opened_at", "pk")
    return list(threads.prefetch_related(Prefetch("comments", messages)))


def spots(invitation: Invitation) -> list[tuple[str, str]]:
    """Every sentence and line that one can comment on, by its key."""
    return [(each.key, each.text) for each in passages.spots(invitation.round.revision.content())]


def read(page: dict[str, Any]) -> list[dict[str, Any]]:
    """The blocks of the page that have text, each with its paragraphs."""
    rows = [
        (name, [each for each in page["parts"].paragraphs if each.block == name]) for name in CITED_BLOCKS
    ]
    return [
        {"block": name, "heading": str(Report.Part(name).label), "paragraphs": found}
        for name, found in rows
        if found
    ]


def _around(need: gates.Needed, every: Sequence[claims_of.Claim]) -> tuple[str, str]:
    """The sentences before and after it in the same part of the page."""
    here = {each.number: each for each in every if each.block == need.claim.block}
    before, after = here.get(need.claim.number - 1), here.get(need.claim.number + 1)
    return (before.text if before else "", after.text if after else "")
