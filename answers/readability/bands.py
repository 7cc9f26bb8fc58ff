"""The bands in which readers are told how hard a text is; a decimal would promise what no formula holds."""

from __future__ import annotations

from typing import Literal

from answers.readability.levels import Level

EASIEST, HARDEST = 4, 13
"""Below the first grade and from the last on all grades are one band."""

Inflesz = Literal["very easy", "fairly easy", "normal", "somewhat hard", "very hard"]

_INFLESZ: tuple[tuple[float, Inflesz], ...] = (
    (80, "very easy"),
    (65, "fairly easy"),
    (55, "normal"),
    (40, "somewhat hard"),
)


def grade(level: Level) -> int | None:
    """The school year that reads it, explained terms set aside; None in a language without such a formula."""
    if level.language.partition("-")[0] != "en":
        return None
    return min(max(round(level.adjusted.grade), EASIEST), HARDEST)


def inflesz(level: Level) -> Inflesz | None:
    """The band of the INFLESZ scale, which was made for leaflets in Spanish; None in another language."""
    if level.language.partition("-")[0] != "es":
        return None
    figure = level.adjusted.inflesz
    return next((name for least, name in _INFLESZ if figure >= least), "very hard")
