"""What a language must tell us before its sentences can be held against a certainty; it knows no word."""

from __future__ import annotations

import re
from dataclasses import dataclass


def any_of(*words: str) -> re.Pattern[str]:
    """A pattern for any of these words, whole and in letters of either case."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w])", re.IGNORECASE)


@dataclass(frozen=True)
class Vocabulary:
    """How one language says it.

    `settles` claims that something is settled, `judges` calls it good. `effects` are verbs that say what
    something does, in the present. `future` promises. `recommends` speaks for everybody. `likely` is
    more than low certainty allows. `hedges` leave it open; `reports` say what somebody found or thinks.
    `denies` turns round what follows it; `opens` asks whether; what directly follows `hangs` is no statement.
    `leads` begins a sentence with a condition, `breaks` parts it into clauses.
    """

    settles: re.Pattern[str]
    judges: re.Pattern[str]
    effects: re.Pattern[str]
    future: re.Pattern[str]
    recommends: re.Pattern[str]
    likely: re.Pattern[str]
    hedges: re.Pattern[str]
    reports: re.Pattern[str]
    denies: re.Pattern[str]
    opens: re.Pattern[str]
    hangs: re.Pattern[str]
    leads: re.Pattern[str]
    breaks: re.Pattern[str]

    @property
    def claims(self) -> tuple[re.Pattern[str], ...]:
        """Without any of these a sentence claims nothing."""
        return (self.effects, self.settles, self.judges, self.future, self.recommends, self.likely)
