"""What was once worked out from frozen texts, kept by each process under their hashes; no words are kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from django.core.cache import caches

from answers import comments, content, gates, smallness
from answers.models import FrozenText, Thread

Asked = TypeVar("Asked", bound=Hashable)
Found = TypeVar("Found")


def needs(digests: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    """By a text's hash: of each check that it needs, the hash of the sentence and the fingerprint."""

    def work_out(missing: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        texts = FrozenText.objects.in_bulk(missing)
        return {digest: _needs(text.text) for digest, text in texts.items()}

    return _kept({f"needs:{digest}": digest for digest in digests}, work_out)


def small(pairs: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which pairs of hashes, of a signed text and of a newer one, are a small change of the wording."""

    def work_out(missing: Sequence[tuple[str, str]]) -> dict[tuple[str, str], bool]:
        texts = FrozenText.objects.in_bulk({digest for pair in missing for digest in pair})
        return {pair: _is_small(*(texts[digest].text for digest in pair)) for pair in missing}

    found = _kept({f"small:{signed}:{newer}": (signed, newer) for signed, newer in pairs}, work_out)
    return {pair for pair, is_small in found.items() if is_small}


def lost(places: Iterable[tuple[int, int, int | None]]) -> set[int]:
    """Which threads have no place in the newest text of their answer, by their numbers.

    That hangs on frozen texts and on where people last said that a thread belongs: each comes with the
    number of the newest text and of that word.
    """
    keys = {f"lost:{thread}:{newest}:{anchor or 0}": thread for thread, newest, anchor in places}

    def work_out(missing: Sequence[int]) -> dict[int, bool]:
        threads = Thread.objects.filter(pk__in=missing).select_related("answer", "revision")
        gone = comments.lost(list(threads))
        return {number: number in gone for number in missing}

    return {number for number, is_lost in _kept(keys, work_out).items() if is_lost}


def _kept(
    asked: Mapping[str, Asked], work_out: Callable[[Sequence[Asked]], Mapping[Asked, Found]]
) -> dict[Asked, Found]:
    """What is kept under these keys, and the rest worked out in one go."""
    kept = caches["frozen"].get_many(asked)
    found = {asked[key]: value for key, value in kept.items()}
    if missing := {key: each for key, each in asked.items() if key not in kept}:
        made = work_out(list(missing.values()))
        caches["frozen"].set_many({key: made[each] for key, each in missing.items()}, timeout=None)
        found |= made
    return found


def _needs(text: str) -> list[tuple[str, str]]:
    return [(need.claim.hash, need.fingerprint) for need in gates.needed_checks(content.loads(text))]


def _is_small(signed: str, newer: str) -> bool:
    return smallness.between(content.loads(signed), content.loads(newer)).is_small
