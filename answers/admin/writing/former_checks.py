"""Checks that an edit ended, each found again at its sentence as that reads now; it decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from answers.gates import Needed
from answers.models import CitationCheck, Revision
from answers.rendering import claims as claims_of
from sources.models import Source

ALIKE = 0.5
"""How much of the words of two sentences must be the same (difflib's ratio over words)."""

REVISIONS = 5
"""As many revisions are read for former sentences, the newest ones; older edits are long past."""

_NONE = (0.0, 0, None)


@dataclass(frozen=True)
class Former:
    """A check that no longer holds, and the sentence it was of; empty when only the citation changed."""

    check: CitationCheck
    sentence: str = ""


def found(
    waiting: Iterable[Needed],
    checks: Mapping[str, list[CitationCheck]],
    needed: Iterable[Needed],
    sources: Iterable[Source],
) -> dict[Needed, Former]:
    """For each of `waiting`, which no check holds for, the former check that is likely its own, used once."""
    held = {need.fingerprint for need in needed}
    past = [rows[-1] for fingerprint, rows in checks.items() if fingerprint not in held]
    if not past:
        return {}
    sentences, candidates = _sentences(past), _by_source(past, sources)
    used: set[int] = set()
    made: dict[Needed, Former] = {}
    for need in waiting:
        rows = [row for row in candidates[need.use.source_key if need.use else ""] if row.pk not in used]
        ratio, _pk, row = max(((_alike(need, row, sentences), row.pk, row) for row in rows), default=_NONE)
        if row is not None and ratio >= ALIKE:
            used.add(row.pk)
            is_same = row.claim_hash == need.claim.hash
            made[need] = Former(row, "" if is_same else sentences[row.claim_hash])
    return made


def _by_source(past: Iterable[CitationCheck], sources: Iterable[Source]) -> dict[str, list[CitationCheck]]:
    """By the key of the source; under nothing the checks of sentences without one."""
    keys = {source.pk: source.key for source in sources}
    found: dict[str, list[CitationCheck]] = defaultdict(list)
    for row in past:
        if row.source_id is None or row.source_id in keys:
            found[keys[row.source_id] if row.source_id else ""].append(row)
    return found


def _sentences(past: Iterable[CitationCheck]) -> dict[str, str]:
    """The words of sentences that were checked once, by hash."""
    newest = sorted({row.revision_id for row in past}, reverse=True)[:REVISIONS]
    read = Revision.objects.filter(pk__in=newest).select_related("frozen").order_by("pk")
    return {claim.hash: claim.text for each in read for claim in claims_of.claims(each.content())}


def _alike(need: Needed, row: CitationCheck, sentences: Mapping[str, str]) -> float:
    if row.claim_hash == need.claim.hash:
        return 1.0
    former, now = sentences.get(row.claim_hash, "").split(), need.claim.text.split()
    if not former or 2 * len(set(former) & set(now)) < ALIKE * (len(set(former)) + len(set(now))):
        return 0.0
    return SequenceMatcher(None, former, now, autojunk=False).ratio()
