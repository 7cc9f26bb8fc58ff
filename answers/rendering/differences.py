"""What changed between two texts and between the citations of two contents; it knows no revision."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from answers.content import CITED_BLOCKS, Content, Use
from answers.rendering import claims, tokens

Op = Literal["same", "added", "removed"]
Kind = Literal[
    "added", "removed", "source", "locator", "quote", "role", "note", "sentence", "block", "order", "details"
]

ALIKE = 0.6
"""How alike two sentences are at least, to be one sentence that was rewritten."""

_UNIT = re.compile(rf"{tokens.PATTERN.pattern}|\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, came or went."""

    op: Op
    text: str


@dataclass(frozen=True)
class CitationChange:
    """One change of one citation: what it was before and what it is now, in the sentence that cites."""

    kind: Kind
    block: str
    key: str
    sentence: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class _Cited:
    """One citation where it stands; `place` counts the citations of the whole content."""

    place: int
    block: str
    claim: claims.Claim
    use: Use


def words(old: str, new: str) -> tuple[Piece, ...]:
    """The difference of two texts word by word; a citation token is one word."""
    before, after = _UNIT.findall(old), _UNIT.findall(new)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(before[old_start:old_end])))
            continue
        removed, added = "".join(before[old_start:old_end]), "".join(after[new_start:new_end])
        pieces.extend([Piece("removed", removed)] if removed else [])
        pieces.extend([Piece("added", added)] if added else [])
    return tuple(pieces)


def citation_changes(old: Content, new: Content) -> tuple[CitationChange, ...]:
    """Every change of a citation, those that stayed in place first; no change is left unsaid."""
    before, after = _cited(old), _cited(new)
    pairs: list[tuple[_Cited, _Cited]] = []
    for are_one in (_is_same, _is_same_claim, _is_rewritten, _is_replaced):
        pairs.extend(_paired(before, after, are_one))
    changes = [change for one, other in pairs for change in _changes(one, other)]
    changes.extend(_alone("removed", cited) for cited in before)
    changes.extend(_alone("added", cited) for cited in after)
    changes.extend(_reordered(pairs))
    changes.extend(_details(old, new))
    return tuple(changes)


def _cited(content: Content) -> list[_Cited]:
    uses = {(use.claim_hash, use.source_key): use for use in content.uses}
    found: list[_Cited] = []
    for claim in claims.claims(content, CITED_BLOCKS):
        for item in claim.items:
            stored = uses.get((claim.hash, item.key)) or Use(claim.hash, item.key)
            locator = item.locator or stored.locator
            use = Use(claim.hash, item.key, locator, stored.role, stored.quote, stored.note)
            found.append(_Cited(len(found), claim.block, claim, use))
    return found


def _paired(
    before: list[_Cited], after: list[_Cited], are_one: Callable[[_Cited, _Cited], bool]
) -> Iterator[tuple[_Cited, _Cited]]:
    """The citations that are one by this rule; they are taken out of both lists."""
    for one in tuple(before):
        other = next((each for each in after if are_one(one, each)), None)
        if other is not None:
            before.remove(one)
            after.remove(other)
            yield one, other


def _is_same(one: _Cited, other: _Cited) -> bool:
    return one.block == other.block and one.use == other.use


def _is_same_claim(one: _Cited, other: _Cited) -> bool:
    return (one.use.claim_hash, one.use.source_key) == (other.use.claim_hash, other.use.source_key)


def _is_rewritten(one: _Cited, other: _Cited) -> bool:
    if one.use.source_key != other.use.source_key or one.block != other.block:
        return False
    return SequenceMatcher(None, one.claim.text, other.claim.text, autojunk=False).ratio() >= ALIKE


def _is_replaced(one: _Cited, other: _Cited) -> bool:
    return one.block == other.block and one.use.claim_hash == other.use.claim_hash


def _changes(one: _Cited, other: _Cited) -> Iterator[CitationChange]:
    def change(kind: Kind, before: str, after: str) -> CitationChange:
        return CitationChange(kind, other.block, other.use.source_key, other.claim.text, before, after)

    if one.block != other.block:
        yield change("block", one.block, other.block)
    if one.use.claim_hash != other.use.claim_hash:
        yield change("sentence", one.claim.text, other.claim.text)
    if one.use.source_key != other.use.source_key:
        yield change("source", one.use.source_key, other.use.source_key)
    if one.use.locator != other.use.locator:
        yield change("locator", one.use.locator, other.use.locator)
    if one.use.quote != other.use.quote:
        yield change("quote", one.use.quote, other.use.quote)
    if one.use.role != other.use.role:
        yield change("role", one.use.role, other.use.role)
    if one.use.note != other.use.note:
        yield change("note", one.use.note, other.use.note)


def _alone(kind: Kind, cited: _Cited) -> CitationChange:
    text = _written(cited)
    before, after = (text, "") if kind == "removed" else ("", text)
    return CitationChange(kind, cited.block, cited.use.source_key, cited.claim.text, before, after)


def _reordered(pairs: Sequence[tuple[_Cited, _Cited]]) -> Iterator[CitationChange]:
    """One change for each block in which citations that stayed stand in another order."""
    for block in CITED_BLOCKS:
        inside = [(one, other) for one, other in pairs if one.block == block == other.block]
        was = [other for _, other in sorted(inside, key=lambda pair: pair[0].place)]
        now = sorted(was, key=lambda cited: cited.place)
        moved = next((each for each, former in zip(now, was, strict=True) if each is not former), None)
        if moved is not None:
            before, after = (", ".join(each.use.source_key for each in some) for some in (was, now))
            yield CitationChange("order", block, moved.use.source_key, moved.claim.text, before, after)


def _details(old: Content, new: Content) -> Iterator[CitationChange]:
    """A cited work whose title, year or other details were edited."""
    for work in new.works:
        former = old.work(work.key)
        if former is None or former == work:
            continue
        was, now = former.as_dict(), work.as_dict()
        for name in sorted(was.keys() | now.keys()):
            if was.get(name) != now.get(name):
                before, after = str(was.get(name, "")), str(now.get(name, ""))
                yield CitationChange("details", "", work.key, name, before, after)


def _written(cited: _Cited) -> str:
    return tokens.write((tokens.Item(cited.use.source_key, cited.use.locator),))
