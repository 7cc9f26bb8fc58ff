"""Citations that nobody touched, though their source was merged and so their fingerprint is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from answers import content
from answers.content import Content, Use
from sources.models import Source


def untouched(frozen: Content, former: Content) -> dict[str, set[str]]:
    """Each new fingerprint of such a citation, with those it had before: two where it cited both sources.

    The sentence, the places, the role and the quote are the same, and so is the source by its present key.
    A source that kept its key and was made another paper is not among them.
    """
    before, now = _fingerprints(former), _fingerprints(frozen)
    new = {fingerprint: use for fingerprint, use in now.items() if fingerprint not in before}
    present = Source.objects.by_key(use.source_key for use in before.values()) if new else {}
    said: dict[tuple[str, str], dict[str, Use]] = defaultdict(dict)
    for fingerprint, use in before.items():
        if use.source_key in present:
            said[use.claim_hash, present[use.source_key].key][fingerprint] = use
    had = {fingerprint: said.get((use.claim_hash, use.source_key), {}) for fingerprint, use in new.items()}
    return {each: {*uses} for each, uses in had.items() if _is_of(new[each], uses.values())}


def _fingerprints(frozen: Content) -> dict[str, Use]:
    works = {work.key: work for work in frozen.works}
    cited = (use for use in frozen.uses if use.source_key in works)
    return {content.fingerprint(use, works[use.source_key]): use for use in cited}


def _is_of(use: Use, former: Collection[Use]) -> bool:
    """Whether it says what the former ones said together, one of them of a source that was merged since."""
    is_merged = any(each.source_key != use.source_key for each in former)
    roles, quotes = {each.role for each in former}, {each.quote for each in former}
    places = {place for each in former for place in _places(each)}
    return is_merged and use.role in roles and use.quote in quotes and _places(use) == places


def _places(use: Use) -> set[str]:
    return set(filter(None, use.locator.split("; ")))
