"""Whether one content differs from another so little that the diff alone can be signed; it knows no person.

Conservative: every doubt is a reason for the full route, and the reasons are told.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby
from typing import Literal

from answers.content import CITED_BLOCKS, WRITTEN_BLOCKS, Content, Use
from answers.rendering import claims, markup, swaps
from answers.rendering.claims import Claim
from answers.rendering.swaps import Doubt, Swap

Kind = Literal["nothing", "language", "beside", "shape", "sentences", "citation", "amount"] | swaps.Kind

LANGUAGE = "en"
"""The only language whose words are known."""

MOST_WORDS = 12
"""How many words of a page a small change swaps at most."""

_TEXTS = ("question", "doctor_questions", *WRITTEN_BLOCKS)


@dataclass(frozen=True)
class Reason:
    """One reason for the full route, and the words or the field that it is about."""

    kind: Kind
    about: str = ""


@dataclass(frozen=True)
class Reworded:
    """One sentence as it was and as it is now."""

    old: Claim
    new: Claim


@dataclass(frozen=True)
class Weighed:
    """What was found: a change without a reason against it is small, and names what it reworded."""

    reasons: tuple[Reason, ...] = ()
    reworded: tuple[Reworded, ...] = ()

    @property
    def is_small(self) -> bool:
        """Whether somebody may sign the difference alone."""
        return not self.reasons


def weigh(old: Content, new: Content) -> Weighed:
    """What speaks against signing only the difference between a signed content and a newer one."""
    reasons = tuple(_of_the_whole(old, new)) or tuple(_of_citations(old, new)) or tuple(_of_words(old, new))
    if reasons:
        return Weighed(reasons)
    pairs = zip(claims.claims(old), claims.claims(new), strict=True)
    return Weighed(reworded=tuple(Reworded(one, other) for one, other in pairs if one.hash != other.hash))


def _of_the_whole(old: Content, new: Content) -> Iterator[Reason]:
    """Only words may differ: as many sentences as before, set as before, and nothing beside them."""
    if old == new:
        yield Reason("nothing")
    if new.language != LANGUAGE:
        yield Reason("language")
    for field in fields(Content):
        if field.name not in (*_TEXTS, "uses") and getattr(old, field.name) != getattr(new, field.name):
            yield Reason("beside", field.name)
    if len(old.doctor_questions) != len(new.doctor_questions):
        yield Reason("shape", "doctor_questions")
    for block in CITED_BLOCKS:
        if _shape(markup.parse(old.body(block))) != _shape(markup.parse(new.body(block))):
            yield Reason("shape", block)
    if _places(old) != _places(new):
        yield Reason("sentences")


def _of_citations(old: Content, new: Content) -> Iterator[Reason]:
    """Every sentence cites what it cited, in the same place, with the same role and quote."""
    before, after = _said(old), _said(new)
    for one, other in zip(claims.claims(old), claims.claims(new), strict=True):
        was = [(item, before.get((one.hash, item.key))) for item in one.items]
        now = [(item, after.get((other.hash, item.key))) for item in other.items]
        if was != now:
            yield Reason("citation", other.text)


def _of_words(old: Content, new: Content) -> Iterator[Reason]:
    titles = swaps.words(work.title for work in new.works)
    found = [swaps.of(one, other) for one, other in _lines(old, new)]
    doubts = dict.fromkeys(doubt for line in found for doubt in _in_line(line, titles))
    yield from (Reason(doubt.kind, doubt.word) for doubt in doubts)
    if sum(swap.size for line in found for swap in line) > MOST_WORDS:
        yield Reason("amount")


def _in_line(line: Sequence[Swap], titles: frozenset[str]) -> Iterator[Doubt]:
    yield from swaps.moved(line)
    for swap in line:
        yield from swaps.doubts(swap, titles)


def _shape(tree: markup.Tree) -> Hashable:
    """How a body is built and set, whatever it says."""
    return tuple(
        (node.tag, tuple(setting for setting, _ in groupby(node.runs, lambda run: (run.marks, run.href))))
        if isinstance(node, markup.Line)
        else (node.tag, _shape(node.children))
        for node in tree
    )


def _places(content: Content) -> Sequence[tuple[str, bool]]:
    return [(claim.block, claim.is_heading) for claim in claims.claims(content)]


def _said(content: Content) -> dict[tuple[str, str], Use]:
    return {(use.claim_hash, use.source_key): replace(use, claim_hash="") for use in content.uses}


def _lines(old: Content, new: Content) -> Iterator[tuple[str, str]]:
    """Each line of text as it was and as it is, its citations among the words."""
    yield old.question, new.question
    yield from zip(old.doctor_questions, new.doctor_questions, strict=True)
    for block in CITED_BLOCKS:
        before, after = (markup.lines(markup.parse(content.body(block))) for content in (old, new))
        yield from ((one.text, other.text) for one, other in zip(before, after, strict=True))
