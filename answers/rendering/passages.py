"""What of a page one can speak of: its sentences, and the lines that cite nothing; it knows no comment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from answers.content import CITED_BLOCKS, COMMENTED_BLOCKS, SIGNS, Content
from answers.rendering import claims

_KEYS = {"question": "question", "certainty_reason": "why", "doctor_questions": "ask"}
_KEYS |= {card: card.replace("_", "-") for card in SIGNS}
_OF_LINES = ("doctor_questions", *SIGNS)


@dataclass(frozen=True)
class Spot:
    """One sentence or line: `key` names it on the page, `start` and `end` are offsets in its block's text."""

    key: str
    block: str
    text: str
    start: int
    end: int


def text_of(content: Content, block: str) -> str:
    """What one of COMMENTED_BLOCKS says, without citations: the text in which comments count."""
    if block in CITED_BLOCKS:
        return claims.block_text(content.body(block))
    value = getattr(content, block)
    return value if isinstance(value, str) else "\n".join(value)


def spots(content: Content) -> tuple[Spot, ...]:
    """Every sentence and line in reading order; a sentence is named by its number."""
    return tuple(spot for block in COMMENTED_BLOCKS for spot in _of_block(content, block))


def _of_block(content: Content, block: str) -> Iterator[Spot]:
    if block in CITED_BLOCKS:
        for claim in claims.claims(content, {block}):
            yield Spot(str(claim.number), block, claim.text, claim.start, claim.end)
        return
    start = 0
    lines = text_of(content, block).split("\n")
    for place, line in enumerate(lines, start=1):
        if line:
            key = f"{_KEYS[block]}-{place}" if block in _OF_LINES else _KEYS[block]
            yield Spot(key, block, line, start, start + len(line))
        start += len(line) + 1
