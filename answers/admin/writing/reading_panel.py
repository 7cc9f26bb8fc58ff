"""How hard a text is to read, as its writers and reviewers see it: figures and hard sentences; no rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answers import readability
from answers.admin.writing.forms import DraftForm
from answers.content import Content
from answers.pages import reading_level
from answers.readability import EASY_LENGTH, Counts, Level, Sentence, bands
from answers.rendering import terms
from answers.rendering.terms import Glossary

MOST_HARD = 8
"""So many hard sentences are named; who mends them sees the next ones."""

MOST_WORDS = 4
"""So many long words of one sentence are named."""


@dataclass(frozen=True)
class BlockShown:
    """One part of the answer: its figures as written and with explained terms set aside, as text."""

    label: str
    written: str
    adjusted: str
    smog: str
    longest: int

    @property
    def is_long(self) -> bool:
        """Whether its longest sentence is hard to follow."""
        return self.longest > EASY_LENGTH


@dataclass(frozen=True)
class HardShown:
    """One hard sentence and what makes it hard; `claim` is its place in the list of sentences."""

    text: str
    claim: int | None
    why: tuple[str, ...]


@dataclass(frozen=True)
class ReadingShown:
    """The whole panel; `is_english` chooses between the two kinds of figures."""

    band: str
    blocks: tuple[BlockShown, ...]
    hard: tuple[HardShown, ...]
    more: int
    is_english: bool
    set_aside: int
    is_short: bool


def of(content: Content, explained: Glossary = terms.NONE) -> ReadingShown | None:
    """The panel of a text; None of an empty one."""
    levels = readability.of(content, explained)
    whole = readability.of_all(levels)
    if whole is None:
        return None
    hard = whole.worst
    return ReadingShown(
        band=reading_level.words(whole),
        blocks=tuple(_block(each) for each in levels),
        hard=tuple(HardShown(each.text, each.claim, tuple(_why(each))) for each in hard[:MOST_HARD]),
        more=max(len(hard) - MOST_HARD, 0),
        is_english=bands.grade(whole) is not None,
        set_aside=whole.set_aside,
        is_short=any(each.raw.is_short for each in levels),
    )


def _block(level: Level) -> BlockShown:
    smog = level.adjusted.smog if bands.grade(level) is not None else None
    return BlockShown(
        label=_label(level.block),
        written=_figure(level, level.raw),
        adjusted=_figure(level, level.adjusted),
        smog=number_format(smog, 1) if smog is not None else "",
        longest=level.longest,
    )


def _figure(level: Level, counts: Counts) -> str:
    if bands.grade(level) is not None:
        return str(number_format(max(counts.grade, 0), 1))
    return str(number_format(counts.ease_in_spanish, 0)) if bands.inflesz(level) else ""


def _label(block: str) -> str:
    if block == "doctor_questions":
        return _("What to ask your doctor")
    return str(DraftForm.base_fields[block].label)


def _why(sentence: Sentence) -> Iterator[str]:
    """What makes it hard, the heaviest first."""
    if sentence.length > EASY_LENGTH:
        yield _("%(n)s words") % {"n": sentence.length}
    long = sentence.long_words
    if long:
        words = ngettext("long word: %(words)s", "long words: %(words)s", len(long))
        yield words % {"words": _listed(long)}
    if sentence.acronyms:
        yield _("not explained: %(words)s") % {"words": _listed(sentence.acronyms)}
    if sentence.is_passive:
        yield _("passive: it does not say who does it")


def _listed(words: Iterable[str]) -> str:
    listed = list(words)
    return ", ".join(listed[:MOST_WORDS]) + (" …" if len(listed) > MOST_WORDS else "")
