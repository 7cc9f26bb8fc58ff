"""What is said of citations by where they stand, matched to the sentences they stand in; it stores nothing.

A sentence that is being typed has no hash that lasts, and the same source may be cited many times: what is
said of a citation is kept with the place at which its block names the source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from answers.content import WRITTEN_BLOCKS, Content, Use
from answers.rendering import claims as claims_of
from answers.rendering.claims import Claim

Place = tuple[str, str, int]
"""A block, a source's key as it is written there, and the how-manieth time that the block names it."""


@dataclass(frozen=True)
class Said:
    """What a writer says of the citation at one place of a text."""

    block: str
    source_key: str
    place: int
    role: str = "supports"
    quote: str = ""
    note: str = ""


def places(claims: Iterable[Claim]) -> dict[Place, Claim]:
    """The sentence of every citation of these claims, in reading order."""
    times: Counter[tuple[str, str]] = Counter()
    found: dict[Place, Claim] = {}
    for claim in claims:
        for item in claim.items:
            times[claim.block, item.key] += 1
            found[claim.block, item.key, times[claim.block, item.key]] = claim
    return found


def uses(bodies: Mapping[str, str], said: Iterable[Said]) -> tuple[Use, ...]:
    """The same, as said of sentences. What is said of a citation that is no longer there goes with it.

    A sentence that cites one source twice says one thing of it: the first role that is not the usual one,
    and all quotes and reasons.
    """
    given = list(said)
    if not given:
        return ()
    texts: dict[str, Any] = {block: bodies[block] for block in WRITTEN_BLOCKS}
    where = places(claims_of.claims(Content(question="", **texts)))
    found: dict[tuple[str, str], Use] = {}
    for each in given:
        claim = where.get((each.block, each.source_key, each.place))
        if claim is None:
            continue
        use = Use(claim.hash, each.source_key, "", each.role, each.quote, each.note)
        former = found.get((claim.hash, each.source_key))
        found[claim.hash, each.source_key] = _both(former, use) if former else use
    return tuple(found.values())


def _both(one: Use, other: Use) -> Use:
    return replace(
        one,
        role=other.role if one.role == "supports" else one.role,
        quote=" … ".join(dict.fromkeys(filter(None, [one.quote, other.quote]))),
        note="; ".join(dict.fromkeys(filter(None, [one.note, other.note]))),
    )
