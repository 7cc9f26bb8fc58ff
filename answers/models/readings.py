"""What a checker read of a source, from least to most, and which reading suffices for which topic."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reading(models.TextChoices):
    """What a verdict rests on, as the checker says it."""

    SOURCE = "read the source", _("read the source")
    ABSTRACT = "abstract only", _("abstract only")
    QUOTE = "quote only", _("quote only")

    def suffices(self, asked: Reading) -> bool:
        """Whether a topic that asks for this much is content with it."""
        return _FROM_LEAST.index(self) >= _FROM_LEAST.index(asked)


_FROM_LEAST = (Reading.QUOTE, Reading.ABSTRACT, Reading.SOURCE)

ASKED = (
    (Reading.QUOTE.value, _("the quote that the writer gave")),
    (Reading.ABSTRACT.value, _("the abstract")),
    (Reading.SOURCE.value, _("the source itself")),
)
"""The same three as what a topic asks for."""


def strictest(asked: list[Reading]) -> Reading:
    """The reading that suffices for all of them; without any, every reading does."""
    return max(asked, key=_FROM_LEAST.index, default=Reading.QUOTE)
