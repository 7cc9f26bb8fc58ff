"""The list of sources under an answer, as values for a template; it knows no database and no page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from answers.content import Content, Use
from answers.rendering import claims, marks, numbering
from sources import exporters, formatting
from sources.formatting import Work

Link = tuple[str, str]


@dataclass(frozen=True)
class BackLink:
    """One use of a source on the page: the letter that leads back to its mark, and what it says there."""

    letter: str
    cite_id: str
    claim: claims.Claim
    locator: str = ""
    quote: str = ""
    role: str = "supports"


@dataclass(frozen=True)
class Reference:
    """One numbered source as the list shows it; `html` and `coins` are escaped, the rest is plain."""

    number: int
    key: str
    html: str
    patient_line: str
    links: tuple[Link, ...]
    standing: marks.Standing | None
    back_links: tuple[BackLink, ...]
    coins: str = ""


@dataclass(frozen=True)
class SetAside:
    """One source we looked at but did not use, and why."""

    key: str
    html: str
    patient_line: str
    links: tuple[Link, ...]
    standing: marks.Standing | None
    reason: str


def listed(
    content: Content,
    numbers: numbering.Numbering,
    back_links: Mapping[str, Sequence[BackLink]],
    standings: Mapping[str, marks.Standing],
) -> tuple[Reference, ...]:
    """The references in number order."""
    works = {work.key: work for work in content.works}
    return tuple(
        Reference(
            number=number,
            key=key,
            standing=standings.get(key),
            back_links=tuple(back_links.get(key, ())),
            coins=_coins(works[key]),
            **_told(works[key], content.language),
        )
        for key, number in numbers.as_dict().items()
    )


def set_aside(
    content: Content, numbers: numbering.Numbering, standings: Mapping[str, marks.Standing]
) -> tuple[SetAside, ...]:
    """The sources that were looked at and not used; one that has a number is not among them."""
    works = {work.key: work for work in content.works}
    return tuple(
        SetAside(key=key, standing=standings.get(key), reason=reason, **_told(works[key], content.language))
        for key, reason in _reasons(content).items()
        if key in works and numbers.number(key) is None
    )


@lru_cache(maxsize=256)
def _told(work: Work, language: str) -> Mapping[str, Any]:
    """What a list says of a work; a page and its data print it, and so do others that cite the work."""
    return {
        "html": formatting.reference_html(work),
        "patient_line": formatting.patient_line(work, language),
        "links": formatting.links(work),
    }


_coins = lru_cache(maxsize=256)(exporters.coins)


def _reasons(content: Content) -> dict[str, str]:
    reasons = {each.source_key: each.reason for each in content.set_aside}
    for use in _not_relevant(content):
        reasons[use.source_key] = reasons.get(use.source_key) or use.note
    return reasons


def _not_relevant(content: Content) -> Iterator[Use]:
    written = {(claim.hash, item.key) for claim in claims.claims(content) for item in claim.items}
    return (
        use
        for use in content.uses
        if use.role == "not_relevant" and (use.claim_hash, use.source_key) in written
    )
