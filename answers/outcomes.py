"""Benefits and harms as rows of numbers, and the sentence each row says; it knows no HTML and no database.

A row says one thing, so it is one claim. Its sentence is made by fixed patterns and not by a catalogue of
translations: another word would make it another sentence, and end its checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

BENEFIT, HARM = DIRECTIONS = ("benefit", "harm")
DENOMINATORS = (100, 1_000, 10_000)
"""Out of how many people a row may count: those that people can picture."""


@dataclass(frozen=True)
class Outcome:
    """What could happen, to how many of so many people with an option and without it.

    `instead` is what the others had; empty, they had nothing of the kind. `cited` names the sources and
    places as a token does, `@key, p. 4; @other`; `quote` is what the first of them says. Without a
    `certainty` the row has that of the answer.
    """

    option: str
    outcome: str
    direction: str
    with_option: int
    without: int
    denominator: int
    instead: str = ""
    time: str = ""
    certainty: str = ""
    cited: str = ""
    quote: str = ""

    @property
    def token(self) -> str:
        """The citation of the row as it would stand in a text; nothing where no source is named."""
        return f"[{self.cited}]" if self.cited else ""

    @property
    def compared(self) -> tuple[str, str]:
        """Which option stands beside what: rows that compare the same make one table."""
        return (self.option, self.instead)


@dataclass(frozen=True)
class _Pattern:
    """How one language says a row."""

    benefit: str
    harm: str
    row: str
    instead: str
    without: str
    time: str
    thousands: str

    def number(self, number: int) -> str:
        return f"{number:,}".replace(",", self.thousands)


_ENGLISH = _Pattern(
    benefit="Possible benefit",
    harm="Possible harm",
    row="{kind}, {outcome}: about {with_option} in {of} people with {option}, about {without} {others}"
    "{time}.",
    instead="with {instead}",
    without="without it",
    time=", over {time}",
    thousands=",",
)
_PATTERNS: Mapping[str, _Pattern] = {
    "en": _ENGLISH,
    "es": _Pattern(
        benefit="Posible beneficio",
        harm="Posible daño",
        row="{kind}, {outcome}: unas {with_option} de cada {of} personas con {option}, unas {without} "
        "{others}{time}.",
        instead="con {instead}",
        without="sin ello",
        time=", en {time}",
        thousands="\u00a0",
    ),
    "ar": _Pattern(
        benefit="فائدة محتملة",
        harm="ضرر محتمل",
        row="{kind}، {outcome}: نحو {with_option} من كل {of} شخص مع {option}، ونحو {without} {others}{time}.",
        instead="مع {instead}",
        without="من دونه",
        time="، خلال {time}",
        thousands="",
    ),
}
"""A language without a pattern has the English one; whoever adds one changes the sentences of its pages."""


def sentence(row: Outcome, language: str) -> str:
    """What a row says, in one sentence: what a check of it is of, and what stands for its picture."""
    words = _words(language)
    return words.row.format(
        kind=words.benefit if row.direction == BENEFIT else words.harm,
        outcome=_lowered(row.outcome),
        with_option=words.number(row.with_option),
        without=words.number(row.without),
        of=words.number(row.denominator),
        option=row.option,
        others=words.instead.format(instead=row.instead) if row.instead else words.without,
        time=words.time.format(time=row.time) if row.time else "",
    )


def number(figure: int, language: str) -> str:
    """A number as the sentences of this language write it."""
    return _words(language).number(figure)


def _words(language: str) -> _Pattern:
    return _PATTERNS.get(language.split("-")[0], _ENGLISH)


def _lowered(outcome: str) -> str:
    """“Major bleeding” inside a sentence; a name that is all capitals, such as “CRS”, stays."""
    first, _space, _rest = outcome.partition(" ")
    return outcome if first[1:] != first[1:].lower() else outcome[:1].lower() + outcome[1:]
