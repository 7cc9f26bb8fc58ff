"""Which checks a content needs, which of them count, and what is still in their way; it changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from answers import content, verdicts
from answers.content import CHECKED_BLOCKS, Content, Use
from answers.models import Answer, CitationCheck, Reading, strictest
from answers.rendering import claims as claims_of
from answers.rendering.claims import Claim
from sources.formatting import Work


@dataclass(frozen=True)
class Needed:
    """One check that a revision needs: of a citation (use and work), or of a sentence without one."""

    claim: Claim
    fingerprint: str
    use: Use | None = None
    work: Work | None = None


@dataclass(frozen=True)
class Examined:
    """One needed check, the newest ones that count for it, and what is still in the way, if anything."""

    need: Needed
    checks: tuple[CitationCheck, ...]
    obstacle: str = ""

    @property
    def is_denied(self) -> bool:
        """Whether somebody found that it does not hold."""
        return any(check.verdict in CitationCheck.DENIES for check in self.checks)


def reading_asked(answer: Answer) -> Reading:
    """What a check must rest on at least: the strictest of the answer's topics says it."""
    return strictest([Reading(topic.reading_asked) for topic in answer.question.ruling_topics()])


def needed_checks(frozen: Content) -> tuple[Needed, ...]:
    """Every check that a content needs, in reading order: each numbered citation, each uncited sentence.

    A heading is looked at like a sentence, because it can claim as much as one.
    """
    works = {work.key: work for work in frozen.works}
    uses = {(use.claim_hash, use.source_key): use for use in frozen.uses}
    return tuple(need for claim in claims_of.claims(frozen) for need in _needed(claim, uses, works))


def examined(
    answer: Answer,
    frozen: Content,
    checks: Mapping[str, Collection[CitationCheck]] | None = None,
    needs: tuple[Needed, ...] | None = None,
) -> tuple[Examined, ...]:
    """Every check that a content of this answer needs, with those that count and what is in the way.

    `checks` are the answer's counting ones and `needs` what is needed, for a caller who knows them already.
    """
    counting = counting_checks(answer) if checks is None else checks
    asked = reading_asked(answer)

    def look_at(need: Needed) -> Examined:
        given = counting.get(need.fingerprint, ())
        return Examined(need, tuple(given), verdicts.obstacle(given, asked, is_cited=need.use is not None))

    return tuple(look_at(need) for need in (needed_checks(frozen) if needs is None else needs))


def counting_checks(answer: Answer, *, are_bare: bool = False) -> dict[str, list[CitationCheck]]:
    """By fingerprint: the newest check of each person that was not by an author.

    Each comes with its quote and its person; a bare one says what was found, and no more.
    """
    newest: dict[str, dict[int, CitationCheck]] = defaultdict(dict)
    rows = CitationCheck.objects.by_others().filter(answer=answer)
    found = rows.bare() if are_bare else rows.select_related("quote", "checker__contributor", "acceptance")
    for check in found.order_by("checked_at", "id"):
        newest[check.fingerprint][check.checker_id] = check
    return {fingerprint: list(by_person.values()) for fingerprint, by_person in newest.items()}


def _needed(claim: Claim, said: dict[tuple[str, str], Use], works: dict[str, Work]) -> Iterator[Needed]:
    uses = [
        said.get((claim.hash, key)) or Use(claim.hash, key)
        for key in dict.fromkeys(i.key for i in claim.items)
    ]
    numbered = [use for use in uses if use.role != "not_relevant" and use.source_key in works]
    for use in numbered:
        work = works[use.source_key]
        yield Needed(claim, content.fingerprint(use, work), use, work)
    if not numbered and claim.block in CHECKED_BLOCKS:
        yield Needed(claim, claim.hash)
