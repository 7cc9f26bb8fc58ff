"""What a search asks an engine for: concepts, each in one of several words; it knows no engine."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Alternative:
    """Words that say a concept: next to each other, or anywhere on the page."""

    stems: tuple[str, ...]
    is_phrase: bool = False


@dataclass(frozen=True)
class Concept:
    """One thing that is asked for, in the words that were typed or in others for it.

    `weight` is how much it tells: the fewer `pages` can speak of it, the more.
    """

    alternatives: tuple[Alternative, ...]
    pages: int = 0
    weight: float = 1.0

    @property
    def stems(self) -> frozenset[str]:
        """All stems by which a passage may be shown to speak of it."""
        return frozenset(stem for each in self.alternatives for stem in each.stems)

    def is_told_by(self, stems: Collection[str]) -> bool:
        """Whether a text of these stems can speak of it."""
        return any(all(stem in stems for stem in each.stems) for each in self.alternatives)


@dataclass(frozen=True)
class Plan:
    """The concepts a page must have, all or any of them, and those that only make it a better one."""

    needed: tuple[Concept, ...]
    language: str
    is_any: bool = False
    better: tuple[Concept, ...] = ()

    @property
    def tongue(self) -> str:
        """The stem that every page in this language has, and no text."""
        return tongue(self.language)


def tongue(language: str) -> str:
    """A stem of more letters than any word of a text is read with."""
    letters = "".join(each for each in language.casefold() if each.isascii() and each.isalnum())
    return f"{'language' * 5}{letters}"
