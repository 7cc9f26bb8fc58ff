"""The sources that a text cites, as they are now, for all who look at one moment; it decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from sources import notices, replacements
from sources.models import Notice, Replacement, Source


class Cited:
    """Rows are kept, words are not: the same sources may be told in two languages.

    Each table is asked when it is first needed, and once.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = frozenset(keys)

    @classmethod
    def among(cls, sources: Mapping[str, Source]) -> Cited:
        """The same for sources that were read just now, each by the key that the text uses."""
        cited = cls(sources)
        cited.by_key = sources
        return cited

    @cached_property
    def by_key(self) -> Mapping[str, Source]:
        """Each source by the key that the text uses, which may be an older one."""
        return Source.objects.by_key(self._keys)

    def standings(self) -> Mapping[str, notices.StandingWords]:
        """What readers are told of each, by its present key."""
        return notices.standings(self.by_key.values(), self._notices)

    def blocking(self) -> frozenset[str]:
        """The present keys of those that no statement may rest on."""
        return notices.blocking(self.by_key.values(), self._notices)

    def newer(self) -> Mapping[str, replacements.NewerEdition]:
        """What readers are told of each that has a newer edition, by its present key."""
        return replacements.words_by_key(self._replacements)

    @cached_property
    def _notices(self) -> Mapping[int, Sequence[Notice]]:
        return notices.by_source(self.by_key.values())

    @cached_property
    def _replacements(self) -> Sequence[Replacement]:
        """Mostly there is none, and a query that joins four works takes longer to word than one for any."""
        sources = self.by_key.values()
        if not Replacement.objects.confirmed().of(sources).exists():
            return ()
        return list(replacements.confirmed_of(sources))
