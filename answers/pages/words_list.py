"""The words under an answer as its page prints them, and the key ones of a short sheet."""

from __future__ import annotations

from dataclasses import dataclass

from answers.content import Content
from answers.models.questions import address
from answers.rendering import terms, words_used

KEY_WORDS = 3
"""How many words a short sheet explains at most: those of the question and the short answer."""

LINE = 56
"""Letters in a line of a short sheet."""


@dataclass(frozen=True)
class Word:
    """One word with its plain meaning, where its mark in the text leads, and where its own page is."""

    name: str
    headword: str
    said: str
    meaning: str
    path: str


def listed(explained: terms.Glossary) -> tuple[Word, ...]:
    """Every word that the page explains, in alphabetical order."""
    return tuple(word(each) for each in explained.terms)


def key(content: Content, explained: terms.Glossary, *, room: int) -> tuple[Word, ...]:
    """The words that the question and the short answer use first, as many as fit into `room` letters."""
    first = ("question", "short_answer")
    used = dict.fromkeys(use.term for use in words_used.first_uses(content, explained) if use.block in first)
    found, left = [], room - LINE
    for term in list(used)[:KEY_WORDS]:
        left -= -(-len(f"{term.headword} ({term.said}): {term.meaning}") // LINE) * LINE
        if left >= 0:
            found.append(term)
    return tuple(word(each) for each in sorted(found, key=words_used.alphabetical))


def word(term: terms.Term) -> Word:
    """One word as a page prints it."""
    return Word(
        name=term.name,
        headword=term.headword,
        said=term.said,
        meaning=term.meaning,
        path=address("word", term.language, term.address),
    )
