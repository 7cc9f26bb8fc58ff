"""The words under an answer as its page prints them, and the key ones of a short sheet."""

from __future__ import annotations

from dataclasses import dataclass

from answers.content import Content
from answers.models.questions import address
from answers.rendering import terms, words_used

KEY_WORDS = 4
"""How many words a short sheet explains: those of the short answer."""


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


def key(content: Content, explained: terms.Glossary) -> tuple[Word, ...]:
    """The words that the question and the short answer use, so many as a short sheet has room for."""
    first = ("question", "short_answer")
    used = [use.term for use in words_used.first_uses(content, explained) if use.block in first]
    found = list(dict.fromkeys(used))[:KEY_WORDS]
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
