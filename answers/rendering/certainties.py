"""How sure we are of each sentence: its own certainty where it has one, else that of the answer."""

from __future__ import annotations

from collections.abc import Mapping

from answers.content import Content
from answers.rendering import claims

TOLD = ("low", "very_low", "expert", "none")
"""What is said behind a sentence; that we are sure of one goes without saying."""


def of(content: Content) -> Mapping[str, str]:
    """By the hash of the sentence, for every sentence and every row of numbers; empty where nobody said."""
    own = own_of(content)
    return {claim.hash: own.get(claim.hash) or content.certainty for claim in claims.claims(content)}


def own_of(content: Content) -> Mapping[str, str]:
    """The same, of those alone that have one of their own."""
    rows = claims.claims(content, {"outcomes"}) if content.outcomes else ()
    said = {each.claim_hash: each.certainty for each in content.certainties}
    return said | {
        claim.hash: row.certainty for claim, row in zip(rows, content.outcomes, strict=False) if row.certainty
    }
