"""Which terms a page uses, which of them it explains, and where each stands first; it marks nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from answers.content import CITED_BLOCKS, COMMENTED_BLOCKS, SIGNS, Content
from answers.rendering import reading
from answers.rendering.terms import Glossary, Term

MOST = 20
"""How many words a page explains: those that it uses first."""


@dataclass(frozen=True)
class FirstUse:
    """The first use of a term in one block, by offsets in the text of the block as readers see it."""

    term: Term
    block: str
    start: int
    end: int


def first_uses(content: Content, glossary: Glossary) -> tuple[FirstUse, ...]:
    """For each block in reading order every term that it uses, in the order of their first uses."""
    found: dict[tuple[str, Term], FirstUse] = {}
    for block, offset, line in _lines(content):
        for spot in glossary.find(line):
            use = FirstUse(spot.term, block, offset + spot.start, offset + spot.end)
            found.setdefault((block, spot.term), use)
    return tuple(found.values())


def explained(content: Content, glossary: Glossary) -> Glossary:
    """The terms that “Words used on this page” explains, in alphabetical order.

    A term counts as explained when its plain meaning stands there, and so does that of every term the page
    uses; a page that uses more than MOST explains the first ones alone. The `forms` of what comes back are
    the explained ones, its `find` says where they stand.
    """
    used = dict.fromkeys(use.term for use in first_uses(content, glossary))
    return Glossary(sorted(list(used)[:MOST], key=alphabetical))


def alphabetical(term: Term) -> tuple[str, str]:
    """Where a term stands in a list, without regard to accents and capitals."""
    return folded(term.headword), term.headword


def folded(text: str) -> str:
    """The text without accents and capitals."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in plain if not unicodedata.combining(each))


def texts(content: Content) -> dict[str, str]:
    """The text of each block as readers see it: where the offsets of a use count."""
    found: dict[str, list[str]] = {block: [] for block in COMMENTED_BLOCKS}
    for block, _offset, line in _lines(content):
        found[block].append(line)
    return {block: "\n".join(lines) for block, lines in found.items()}


def _lines(content: Content) -> Iterator[tuple[str, int, str]]:
    """Every line of the page with its block, and where it begins in the block."""
    for block in COMMENTED_BLOCKS:
        offset = 0
        for line in _of_block(content, block):
            yield block, offset, line
            offset += len(line) + 1


def _of_block(content: Content, block: str) -> tuple[str, ...]:
    if block in CITED_BLOCKS:
        return tuple(line.text for line in reading.read(content.body(block)).lines)
    if block in SIGNS:
        return content.signs(block)
    value = getattr(content, block)
    return value if isinstance(value, tuple) else (value,)
