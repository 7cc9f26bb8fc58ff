"""How hard an answer is to read, block by block, as it is written and with its explained terms set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce

from answers.content import WRITTEN_BLOCKS, Content
from answers.readability import words as words_of
from answers.readability.formulas import Counts
from answers.readability.passive import is_passive
from answers.readability.words import Span, Word
from answers.rendering import claims as claims_of
from answers.rendering import sentences, terms
from answers.rendering.terms import Glossary

BLOCKS = (*WRITTEN_BLOCKS, "doctor_questions")
"""What is scored, in reading order; headings are not, because they are no sentences, nor rows of numbers."""

EASY_LENGTH = 20
"""A sentence of more words is hard to follow."""

HARD_GRADE, LONG_ENOUGH = 10, 8
"""So is one that reads alone like a text of a later school year; a few words alone say little of that."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of a block, its words as written and with explained terms set aside."""

    text: str
    language: str
    words: tuple[Word, ...]
    adjusted: tuple[Word, ...]
    claim: int | None = None

    @property
    def length(self) -> int:
        """Its words as a reader meets them."""
        return len(self.words)

    @property
    def grade(self) -> float:
        """What it would score alone, terms set aside."""
        return _counted(self.adjusted, 1).grade

    @property
    def is_hard(self) -> bool:
        """Whether a reader may lose the thread in it."""
        if self.length > EASY_LENGTH:
            return True
        return self.has_grade and self.length >= LONG_ENOUGH and self.grade > HARD_GRADE

    @property
    def has_grade(self) -> bool:
        """Whether we can count syllables in its language."""
        return self.language.partition("-")[0] == "en"

    @property
    def long_words(self) -> tuple[str, ...]:
        """Its long words that nobody explained, the longest first, each once."""
        found = [each for each in self.adjusted if each.is_long and not each.is_acronym]
        return tuple(dict.fromkeys(each.text for each in sorted(found, key=lambda each: -each.syllables)))

    @property
    def acronyms(self) -> tuple[str, ...]:
        """Its acronyms that nobody explained or spelled out."""
        found = (each for each in self.adjusted if each.is_acronym and each.syllables > 1)
        unknown = (each for each in found if each.text not in words_of.KNOWN)
        return tuple(dict.fromkeys(words_of.with_number(self.text, each) for each in unknown))

    @property
    def is_passive(self) -> bool:
        """Whether it is in the passive voice."""
        return is_passive(self.text, self.language)


@dataclass(frozen=True)
class Level:
    """How hard one block is, or the whole answer: `adjusted` is without the terms that the page explains."""

    block: str
    language: str
    raw: Counts
    adjusted: Counts
    sentences: tuple[Sentence, ...]

    @property
    def longest(self) -> int:
        """The words of its longest sentence."""
        return max((each.length for each in self.sentences), default=0)

    @property
    def set_aside(self) -> int:
        """How many words as written the explained terms take up."""
        left = sum(not each.is_set_aside for one in self.sentences for each in one.adjusted)
        return self.raw.words - left

    @property
    def worst(self) -> tuple[Sentence, ...]:
        """Its hard sentences, the hardest first."""
        hard = [each for each in self.sentences if each.is_hard]
        return tuple(sorted(hard, key=lambda each: (-(each.grade if each.has_grade else 0), -each.length)))


@lru_cache(maxsize=32)
def of(content: Content, explained: Glossary = terms.NONE) -> tuple[Level, ...]:
    """The blocks of an answer that say something, in reading order.

    Only `explained` terms are set aside (`words_used.explained`); an acronym that a block spells out is no
    puzzle in another.
    """
    passages = {block: _passages(content, block) for block in BLOCKS}
    spelled_out = words_of.acronyms_spelled_out(text for each in passages.values() for text, _claim in each)
    found = (
        _level(block, content.language, tuple(_placed(each, explained)), spelled_out)
        for block, each in passages.items()
    )
    return tuple(level for level in found if level.sentences)


def of_all(levels: Sequence[Level]) -> Level | None:
    """The answer as one text; None of an empty one."""
    if not levels:
        return None
    return Level(
        "",
        levels[0].language,
        reduce(_sum, (level.raw for level in levels)),
        reduce(_sum, (level.adjusted for level in levels)),
        tuple(each for level in levels for each in level.sentences),
    )


def acronyms(level: Level) -> tuple[str, ...]:
    """Every acronym of a level that not everybody knows, explained or not, in the singular, each once."""
    found = (each.text for one in level.sentences for each in one.words if each.is_acronym)
    return tuple(dict.fromkeys(words_of.singular(each) for each in found if each not in words_of.KNOWN))


def _passages(content: Content, block: str) -> list[tuple[str, int | None]]:
    """The sentences of a block, each with the number of its claim."""
    if block == "doctor_questions":
        lines = content.doctor_questions
        return [(line[start:end], None) for line in lines for start, end in sentences.split(line)]
    found = claims_of.claims(content, (block,))
    return [(claim.text, claim.number) for claim in found if not claim.is_heading]


def _placed(
    passages: Iterable[tuple[str, int | None]], explained: Glossary
) -> Iterator[tuple[str, int | None, tuple[Span, ...]]]:
    for text, claim in passages:
        yield text, claim, tuple((spot.start, spot.end) for spot in explained.find(text))


@lru_cache(maxsize=512)
def _level(
    block: str,
    language: str,
    passages: tuple[tuple[str, int | None, tuple[Span, ...]], ...],
    spelled_out: frozenset[str],
) -> Level:
    found = []
    for text, claim, spans in passages:
        words = words_of.read(text, language, spelled_out)
        if words:
            found.append(Sentence(text, language, words, words_of.set_aside(words, spans), claim))
    raw = _counted([word for each in found for word in each.words], len(found))
    adjusted = _counted([word for each in found for word in each.adjusted], len(found))
    return Level(block, language, raw, adjusted, tuple(found))


def _counted(words: Sequence[Word], number: int) -> Counts:
    syllables = sum(word.syllables for word in words)
    return Counts(len(words), number, syllables, sum(word.is_long and not word.is_acronym for word in words))


def _sum(one: Counts, other: Counts) -> Counts:
    return Counts(
        one.words + other.words,
        one.sentences + other.sentences,
        one.syllables + other.syllables,
        one.long_words + other.long_words,
    )
