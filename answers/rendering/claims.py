"""An answer's claims: its sentences as readers see them, with hash and sources; it knows no check."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from answers.content import CITED_BLOCKS, Content
from answers.rendering import markup, reading, tokens

HEADINGS = frozenset({"h3", "h4", "th"})


@dataclass(frozen=True)
class Claim:
    """One sentence of one block; `start` and `end` are offsets in `block_text` of that block.

    A heading without a citation is marked as such; it may say as much as a sentence does.
    """

    number: int
    block: str
    text: str
    hash: str
    items: tuple[tokens.Item, ...]
    start: int
    end: int
    is_heading: bool = False


def claims(content: Content, blocks: Collection[str] = CITED_BLOCKS) -> tuple[Claim, ...]:
    """The claims of these blocks in reading order, numbered across the whole answer from 1."""
    every = _numbered(tuple(content.body(block) for block in CITED_BLOCKS))
    return every if blocks is CITED_BLOCKS else tuple(claim for claim in every if claim.block in blocks)


def block_text(html: str) -> str:
    """What a body says without citations: the text in which claims and comments count."""
    return reading.read(html).text


def fingerprint(runs: Iterable[markup.Run]) -> str:
    """The hash of a claim's words and of where its links lead, not of citations, spacing and emphasis."""
    text = "".join(
        before.format("".join(run.text for run in group)) + (f"<{href}>" if href else "")
        for (before, href), group in groupby(runs, lambda run: (_script(run), run.href))
    )
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(folded.encode()).hexdigest()


def of_line(line: reading.Line, block: str, offset: int) -> Iterator[Claim]:
    """The claims of one line, not yet numbered; `offset` is where the line begins in its block."""
    for place, (start, end) in enumerate(line.sentences):
        items = tuple(item for mark in line.marks_of(place) for item in mark.token.items or ())
        yield Claim(
            number=0,
            block=block,
            text=line.text[start:end],
            hash=fingerprint(line.cut(start, end)),
            items=items,
            start=offset + start,
            end=offset + end,
            is_heading=line.tag in HEADINGS and not items,
        )


@lru_cache(maxsize=64)
def _numbered(bodies: tuple[str, ...]) -> tuple[Claim, ...]:
    """Those of all cited blocks. Whoever looks at one text from many sides is given the same ones."""
    blocks = zip(CITED_BLOCKS, bodies, strict=True)
    every = (claim for block, html in blocks for claim in _of_block(block, html))
    return tuple(
        Claim(number, each.block, each.text, each.hash, each.items, each.start, each.end, each.is_heading)
        for number, each in enumerate(every, start=1)
    )


@lru_cache(maxsize=256)
def _of_block(block: str, html: str) -> tuple[Claim, ...]:
    found: list[Claim] = []
    offset = 0
    for line in reading.read(html).lines:
        found.extend(of_line(line, block, offset))
        offset += len(line.text) + 1
    return tuple(found)


def _script(run: markup.Run) -> str:
    """How a run's text is written in a fingerprint: “10⁹” must differ from “109”."""
    if "sub" in run.marks:
        return "_{{{}}}"
    return "^{{{}}}" if "sup" in run.marks else "{}"
