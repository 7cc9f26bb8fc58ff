"""Whether the first sentence of a short answer answers its question, as far as words can show it."""

from __future__ import annotations

import enum
import re

from answers.wording.answering_words import WAYS


class Miss(enum.Enum):
    """How a first sentence misses its question."""

    ASKS = "asks"
    LEADS_UP = "leads up"
    DEFINES = "defines"
    ELSEWHERE = "elsewhere"


_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!])\s+")
_SHORTEST, _BEGINNING = 4, 5


def missed(question: str, sentence: str, language: str = "en") -> Miss | None:
    """How the sentence misses the question; None where it answers it, or where we cannot know.

    A question for yes or no is answered by such a word, or in the question's own words unless they only
    explain one of them. Any other is answered in its own words, and what to do by any advice.
    """
    ways = WAYS.get(language.partition("-")[0])
    if sentence.rstrip("”\"'») ").endswith(("?", "？", "؟")):
        return Miss.ASKS
    if ways is None:
        return None
    if ways.leads_up.search(sentence):
        return Miss.LEADS_UP
    asked = _SENTENCE_END.split(question.strip())[-1]
    if ways.what_to_do.search(asked):
        return None
    if ways.yes_or_no.search(asked):
        if ways.answers.search(sentence):
            return None
        if ways.defines.search(sentence):
            return Miss.DEFINES
    main_words = _main_words(question, ways.small_words)
    shared = main_words & _main_words(sentence, ways.small_words)
    return None if shared or not main_words else Miss.ELSEWHERE


def _main_words(text: str, small_words: frozenset[str]) -> set[str]:
    """Each by its beginning, so that “safe” and “safer” are one; short forms count, small words do not."""
    found = _WORD.findall(text)
    long = {word.casefold() for word in found if len(word) >= _SHORTEST} - small_words
    short_forms = {word.casefold() for word in found if word.isupper() and len(word) > 1}
    return {word[:_BEGINNING].rstrip("s") for word in long | short_forms}
