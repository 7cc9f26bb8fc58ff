"""How far checks carry a text: coverage of its claims, precision of its checks; it refuses nothing.

Both are counted of the checks that hold now: the newest of each person who did not write the sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from answers import gates
from answers.content import Content
from answers.models import Answer, CitationCheck


@dataclass(frozen=True)
class Coverage:
    """Two shares as counts, so that they can be added up over answers."""

    claims: int = 0
    supported: int = 0
    checks: int = 0
    supporting: int = 0

    @property
    def coverage(self) -> int | None:
        """The claims with a check that supports them, in per cent; None without claims."""
        return _per_cent(self.supported, self.claims)

    @property
    def precision(self) -> int | None:
        """The checks that found support, in per cent; None before the first check."""
        return _per_cent(self.supporting, self.checks)


def of(
    answer: Answer, content: Content, checks: Mapping[str, Collection[CitationCheck]] | None = None
) -> Coverage:
    """Both shares for a content of this answer, frozen or not; `checks` where they have been read already."""
    counting = gates.counting_checks(answer) if checks is None else checks
    return measure(gates.needed_checks(content), counting)


def measure(needs: Iterable[gates.Needed], checks: Mapping[str, Collection[CitationCheck]]) -> Coverage:
    """A claim is a sentence with a numbered citation, or one that nobody has confirmed to need none."""
    supports_by_claim: dict[int, list[bool]] = defaultdict(list)
    verdicts: list[bool] = []
    for need in needs:
        given = checks.get(need.fingerprint, ())
        if need.use is None and any(each.verdict == CitationCheck.Verdict.NEEDS_NONE for each in given):
            continue
        found = [each.verdict == CitationCheck.Verdict.SUPPORTS or each.is_accepted for each in given]
        supports_by_claim[need.claim.number].append(any(found))
        verdicts.extend(found if need.use is not None else ())
    supported = sum(any(found) for found in supports_by_claim.values())
    return Coverage(len(supports_by_claim), supported, len(verdicts), sum(verdicts))


def _per_cent(part: int, whole: int) -> int | None:
    """Rounded down, so that only the whole is 100."""
    return 100 * part // whole if whole else None
