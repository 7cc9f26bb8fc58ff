"""The formulas of readability: counts in, figures out; they know no text."""

from __future__ import annotations

import math
from dataclasses import dataclass

SHORT_TEXT = 30
"""SMOG was made for so many sentences; with fewer it is scaled, and said to be of a short text."""

FEWEST_FOR_SMOG = 3


@dataclass(frozen=True)
class Counts:
    """What a formula asks of a text."""

    words: int
    sentences: int
    syllables: int
    long_words: int

    @property
    def grade(self) -> float:
        """Flesch-Kincaid: the school year in the United States that reads it."""
        return 0.39 * self._sentence_length + 11.8 * self._word_length - 15.59

    @property
    def ease(self) -> float:
        """Flesch: the higher the easier."""
        return 206.835 - 1.015 * self._sentence_length - 84.6 * self._word_length

    @property
    def smog(self) -> float | None:
        """SMOG, the grade by long words; of too few sentences it says nothing."""
        if self.sentences < FEWEST_FOR_SMOG:
            return None
        return 1.043 * math.sqrt(self.long_words * SHORT_TEXT / self.sentences) + 3.1291

    @property
    def is_short(self) -> bool:
        """Whether SMOG was scaled."""
        return self.sentences < SHORT_TEXT

    @property
    def ease_in_spanish(self) -> float:
        """Fernández Huerta: Flesch for Spanish."""
        return 206.84 - 60 * self._word_length - 1.02 * self._sentence_length

    @property
    def inflesz(self) -> float:
        """Szigriszt-Pazos, whose figures the INFLESZ scale names."""
        return 206.835 - 62.3 * self._word_length - self._sentence_length

    @property
    def _sentence_length(self) -> float:
        return self.words / max(self.sentences, 1)

    @property
    def _word_length(self) -> float:
        return self.syllables / max(self.words, 1)
