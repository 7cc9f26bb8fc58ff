"""A draft that cites the newer edition of one source, sentence by sentence; it decides and stores nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Any

from django.utils.translation import gettext as _

from answers.content import WRITTEN_BLOCKS, Content, Use
from answers.models import Refused
from answers.outcomes import Outcome
from answers.rendering import claims, reading, tokens
from answers.revisions.drafts import Draft
from answers.revisions.fitness import LONGEST_REASON
from answers.revisions.freezing import present_keys

NOT_RELEVANT = "not_relevant"


@dataclass(frozen=True)
class _Move:
    """From which key to which, how the older edition is called, and the sentences that stay with it."""

    older: str
    newer: str
    label: str
    staying: frozenset[str]


def with_newer_edition(draft: Draft, *, older: str, newer: str, label: str) -> Draft | None:
    """The draft with each numbered citation of `older` naming `newer`, role and note kept; None without one.

    A place or a quote of the older edition is not passed off as the newer one's: it goes into the note of
    the citation, for the writer who looks it up. A sentence that cites both cites the newer one once, with
    what was said of that. Where one of the two was found not relevant nothing changes: that is a person's
    judgement of that very edition. Raises Refused when a citation cannot be told from its surroundings.
    """
    draft = present_keys(draft)
    bodies = {block: getattr(draft, block) for block in WRITTEN_BLOCKS}
    unlike = {use.claim_hash for use in draft.citations if _is_judged(use, {older, newer})}
    move = _Move(older, newer, label, frozenset(unlike))
    moved: dict[str, Any] = {block: _body(block, body, move) for block, body in bodies.items()}
    rows = tuple(_row(row, move) for row in draft.outcomes)
    if moved == bodies and rows == draft.outcomes:
        return None
    return replace(draft, **moved, outcomes=rows, citations=tuple(_uses(draft.citations, move)))


def _is_judged(use: Use, keys: Collection[str]) -> bool:
    return use.role == NOT_RELEVANT and use.source_key in keys


def _body(block: str, body: str, move: _Move) -> str:
    """The same body with other tokens; every other byte stays."""
    marks = list(_marks(block, body))
    if not any(_moves(items, claim, move) for claim, items in marks):
        return body
    found = list(tokens.PATTERN.finditer(body))
    if len(found) != len(marks) or any("<" in match.group() for match in found):
        raise Refused(
            _("A citation of this answer stands in a link or is broken by bold or italic. Change it by hand.")
        )
    written, position = [], 0
    for match, (claim, items) in zip(found, marks, strict=True):
        token = _written(items, move) if _moves(items, claim, move) else match.group()
        written += [body[position : match.start()], token]
        position = match.end()
    return "".join([*written, body[position:]])


def _row(row: Outcome, move: _Move) -> Outcome:
    """The row naming the newer edition; its quote was the older one's, and goes."""
    items = [item for token in tokens.find(row.token) for item in token.items or ()]
    if not _moves(items, "", move):
        return row
    return replace(row, cited=unescape(_written(tuple(items), move))[1:-1], quote="")


def _marks(block: str, body: str) -> Iterator[tuple[str, tuple[tokens.Item, ...]]]:
    """Each token in the order of the text: the hash of its sentence, and the sources it names."""
    alone: dict[str, Any] = {block: body}
    of_block = iter(claims.claims(Content(question="", **alone)))
    for line in reading.read(body).lines:
        for place, _span in enumerate(line.sentences):
            claim = next(of_block)
            for mark in line.marks_of(place):
                yield claim.hash, mark.token.items or ()


def _moves(items: Collection[tokens.Item], claim: str, move: _Move) -> bool:
    return claim not in move.staying and any(item.key == move.older for item in items)


def _written(items: tuple[tokens.Item, ...], move: _Move) -> str:
    """The token anew, the newer edition once; where it stood already, with the places it had."""
    if any(item.key == move.newer for item in items):
        kept = [item for item in items if item.key != move.older]
    else:
        renamed = [tokens.Item(move.newer) if item.key == move.older else item for item in items]
        kept = list(dict.fromkeys(renamed))
    return escape(tokens.write(kept), quote=False)


def _uses(uses: Collection[Use], move: _Move) -> Iterator[Use]:
    """What was said of each citation; of two that become one, the newer edition's own stands."""
    moving = {
        use.claim_hash: use
        for use in uses
        if use.source_key == move.older and use.claim_hash not in move.staying
    }
    for use in uses:
        former = moving.get(use.claim_hash)
        if use == former:
            continue
        yield _with_memo(use, former, move) if former and use.source_key == move.newer else use
    both = {use.claim_hash for use in uses if use.source_key == move.newer}
    for claim_hash, former in moving.items():
        if claim_hash not in both:
            bare = Use(claim_hash, move.newer, role=former.role, note=former.note)
            yield _with_memo(bare, former, move)


def _with_memo(use: Use, former: Use, move: _Move) -> Use:
    """The note with place and quote of the older edition, while there is room; the record has them all."""
    place = former.locator and f", {former.locator}"
    head = _("Earlier edition (%(label)s)%(place)s") % {"label": move.label, "place": place}
    long, short = f"{head}: “{former.quote}”" if former.quote else head, head
    said = former.quote or former.locator
    for memo in (long, short) if said else ():
        note = f"{use.note} · {memo}" if use.note else memo
        if len(note) <= LONGEST_REASON:
            return replace(use, note=note)
    return use
