"""What changed in the citations of two contents, each in the sentence that cites; it knows no revision."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from answers.content import CITED_BLOCKS, Content, Use
from answers.rendering import claims, numbering
from answers.rendering.comparing import likeness
from sources import formatting
from sources.formatting import Name, Work

Kind = Literal[
    "added",
    "removed",
    "source",
    "locator",
    "quote",
    "role",
    "note",
    "sentence",
    "block",
    "order",
    "number",
    "details",
]

ALIKE = 0.6
"""How alike two sentences are at least, to be one sentence that was rewritten."""


@dataclass(frozen=True)
class CitationChange:
    """One change of one citation: what it was before and what it is now, in the sentence that cites.

    `field` names the bibliographic field of a change of details.
    """

    kind: Kind
    block: str
    key: str
    sentence: str
    before: str = ""
    after: str = ""
    field: str = ""


@dataclass(frozen=True)
class _Cited:
    """One citation where it stands; `place` counts the citations of the whole content.

    One that is kept beside the text and stands nowhere in it has no block and no sentence.
    """

    place: int
    block: str
    sentence: str
    use: Use


Key = tuple[Hashable, ...]
Rule = Callable[[_Cited], Key]


def changes(old: Content, new: Content) -> tuple[CitationChange, ...]:
    """Every change of a citation, those that stayed in place first; no change is left unsaid."""
    before, after = _cited(old), _cited(new)
    pairs: list[tuple[_Cited, _Cited]] = []
    for was, now in _rules(before, after):
        pairs.extend(_paired(before, after, was, now))
    found = [change for one, other in pairs for change in _of_pair(one, other)]
    found.extend(_alone("removed", cited) for cited in before)
    found.extend(_alone("added", cited) for cited in after)
    found.extend(_reordered(pairs))
    found.extend(_renumbered(old, new))
    found.extend(_details(old, new))
    return tuple(found)


def _cited(content: Content) -> list[_Cited]:
    kept = {(use.claim_hash, use.source_key): use for use in content.uses}
    found: list[_Cited] = []
    standing = set()
    for claim in claims.claims(content, CITED_BLOCKS):
        for item in claim.items:
            standing.add((claim.hash, item.key))
            stored = kept.get((claim.hash, item.key)) or Use(claim.hash, item.key)
            locator = item.locator or stored.locator
            use = Use(claim.hash, item.key, locator, stored.role, stored.quote, stored.note)
            found.append(_Cited(len(found), claim.block, claim.text, use))
    found.extend(_Cited(len(found), "", "", use) for pair, use in kept.items() if pair not in standing)
    return found


def _rules(before: Sequence[_Cited], after: Sequence[_Cited]) -> Iterator[tuple[Rule, Rule]]:
    """What makes two citations one, the surest first: all of it; sentence and source; a sentence that was
    rewritten and its source; a sentence that stayed, or was rewritten, whatever it cites."""

    def same(cited: _Cited) -> Key:
        return cited.block, cited.use

    def same_claim(cited: _Cited) -> Key:
        return bool(cited.block), cited.use.claim_hash, cited.use.source_key

    def was(cited: _Cited) -> Key:
        return cited.block, rewritten.get(cited.use.claim_hash, cited.use.claim_hash), cited.use.source_key

    def now(cited: _Cited) -> Key:
        return cited.block, cited.use.claim_hash, cited.use.source_key

    yield same, same
    yield same_claim, same_claim
    rewritten = _rewritten(before, after)
    yield was, now
    yield (lambda cited: was(cited)[:2]), (lambda cited: now(cited)[:2])


def _rewritten(before: Sequence[_Cited], after: Sequence[_Cited]) -> dict[str, str]:
    """From the hash of a sentence to that of what it became, among citations that found no partner yet."""
    stayed = {cited.use.claim_hash for cited in before} & {cited.use.claim_hash for cited in after}
    old, new = (
        {each.use.claim_hash: each.sentence for each in cited if each.sentence} for cited in (before, after)
    )
    was, now = ([each for each in hashes if each not in stayed] for hashes in (old, new))
    pairs = likeness.paired([old[each] for each in was], [new[each] for each in now], least=ALIKE)
    return {was[one]: now[other] for one, other in pairs}


def _paired(
    before: list[_Cited], after: list[_Cited], was: Rule, now: Rule
) -> Iterator[tuple[_Cited, _Cited]]:
    """The citations that are one by this rule; they are taken out of both lists."""
    waiting: dict[Key, deque[_Cited]] = defaultdict(deque)
    for cited in after:
        waiting[now(cited)].append(cited)
    alone: list[_Cited] = []
    for cited in before:
        partners = waiting[was(cited)]
        if partners:
            yield cited, partners.popleft()
        else:
            alone.append(cited)
    before[:] = alone
    after[:] = sorted((cited for rest in waiting.values() for cited in rest), key=lambda cited: cited.place)


def _of_pair(one: _Cited, other: _Cited) -> Iterator[CitationChange]:
    was, now = one.use, other.use
    told: tuple[tuple[Kind, bool, str, str], ...] = (
        ("block", one.block != other.block, one.block, other.block),
        ("sentence", was.claim_hash != now.claim_hash, one.sentence, other.sentence),
        ("source", was.source_key != now.source_key, was.source_key, now.source_key),
        ("locator", was.locator != now.locator, was.locator, now.locator),
        ("quote", was.quote != now.quote, was.quote, now.quote),
        ("role", was.role != now.role, was.role, now.role),
        ("note", was.note != now.note, was.note, now.note),
    )
    for kind, is_changed, before, after in told:
        if is_changed:
            yield CitationChange(kind, other.block, now.source_key, other.sentence, before, after)


def _alone(kind: Kind, cited: _Cited) -> CitationChange:
    before, after = (cited.use.locator, "") if kind == "removed" else ("", cited.use.locator)
    return CitationChange(kind, cited.block, cited.use.source_key, cited.sentence, before, after)


def _reordered(pairs: Sequence[tuple[_Cited, _Cited]]) -> Iterator[CitationChange]:
    """One change for each block in which citations that stayed stand in another order."""
    for block in CITED_BLOCKS:
        inside = [(one, other) for one, other in pairs if one.block == block == other.block]
        was = [other for _, other in sorted(inside, key=lambda pair: pair[0].place)]
        now = sorted(was, key=lambda cited: cited.place)
        moved = next((each for each, former in zip(now, was, strict=True) if each is not former), None)
        if moved is not None:
            before, after = (", ".join(each.use.source_key for each in some) for some in (was, now))
            yield CitationChange("order", block, moved.use.source_key, moved.sentence, before, after)


def _renumbered(old: Content, new: Content) -> Iterator[CitationChange]:
    """A source that readers find under another number than before."""
    numbers = numbering.number(old).as_dict()
    for key, number in numbering.number(new).as_dict().items():
        if key in numbers and numbers[key] != number:
            yield CitationChange("number", "", key, "", str(numbers[key]), str(number))


def _details(old: Content, new: Content) -> Iterator[CitationChange]:
    """A cited work whose title, year or other details were edited, or whose details are not there at all."""
    was, now = _works(old), _works(new)
    for key, work in now.items():
        if key in was and was[key] != work:
            for field, before, after in _fields(was[key], work):
                yield CitationChange("details", "", key, "", before, after, field)
    for key in sorted(_named(old) & _named(new) & (was.keys() ^ now.keys())):
        before, after = (formatting.reference_text(each[key]) if key in each else "" for each in (was, now))
        yield CitationChange("details", "", key, "", before, after, "work")


def _works(content: Content) -> dict[str, Work]:
    """By key; of two under one key the first counts, as everywhere."""
    return {work.key: work for work in reversed(content.works)}


def _fields(old: Work, new: Work) -> Iterator[tuple[str, str, str]]:
    was, now = old.as_dict(), new.as_dict()
    for field in sorted(was.keys() | now.keys()):
        if was.get(field) != now.get(field):
            yield field, _written(was.get(field)), _written(now.get(field))


def _written(value: Any) -> str:
    """A field in words; of contributors every part that is known, because a changed role is a change."""
    if isinstance(value, (list, tuple)):
        return "; ".join(" ".join(Name(**each).as_dict().values()) for each in value)
    return "" if value is None else str(value)


def _named(content: Content) -> set[str]:
    """The keys that the text cites or that are set aside."""
    cited = {item.key for claim in claims.claims(content, CITED_BLOCKS) for item in claim.items}
    return cited | {each.source_key for each in content.set_aside}
