"""What of a published answer can be found: its fields as lines of plain text, and how much each weighs.

It takes the frozen content that readers see, so that nothing of a draft gets in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils import translation

from answers.content import CITED_BLOCKS, SIGNS, Content, Use
from answers.models import Answer
from answers.rendering import claims, reading, words_used
from answers.rendering.terms import Glossary, Term
from answers.search import words

WEIGHTS: Mapping[str, float] = {
    "question": 10,
    "phrasings": 8,
    "topics": 2,
    "short_answer": 4,
    "research": 2,
    "doctor_questions": 2,
    "words": 1,
    "sources": 1,
}
"""By field, in the order in which a result is explained."""

Lines = Mapping[str, list[str]]


def _version() -> str:
    """Changes with the rules by which pages are read into the index."""
    here = Path(__file__).parent
    names = ("texts.py", "words.py", "stemming.py", "wanted.py", "postgresql.py", "sqlite.py")
    return hashlib.sha256(b"".join((here / name).read_bytes() for name in names)).hexdigest()[:16]


VERSION = _version()


@dataclass(frozen=True)
class Texts:
    """The lines of each field, and the study types that the text rests on."""

    lines: Lines
    studies: list[str]

    @property
    def digest(self) -> str:
        """The same texts have the same."""
        written = json.dumps([self.lines, self.studies], ensure_ascii=False)
        return hashlib.sha256(written.encode(errors="surrogatepass")).hexdigest()


def of(answer: Answer, content: Content, glossary: Glossary) -> Texts:
    """The texts of the content that is live; phrasings, topics and explained words are those of today."""
    keys = _cited(content.uses, content)
    cited = [work for work in content.works if work.key in keys]
    lines = {
        "question": [content.question],
        "phrasings": sorted(each.text for each in answer.question.phrasings.all()),
        "topics": _topics(answer),
        "short_answer": [*_lines(content.short_answer), content.certainty_reason],
        "research": [*_beside_short_answer(content), *_signs(content)],
        "doctor_questions": list(content.doctor_questions),
        "words": [_word(each) for each in words_used.explained(content, glossary).terms],
        "sources": [work.title for work in cited],
    }
    kept = {field: [line for line in found if line] for field, found in lines.items()}
    return Texts(kept, sorted({work.study_type for work in cited if work.study_type}))


def stems(lines: Iterable[str]) -> list[str]:
    """The stems of a field in order."""
    return [stem for line in lines for stem in words.stems(line)]


def vocabulary(lines: Lines) -> list[str]:
    """The words of all fields that a mistyped word may have meant."""
    every = set[str]().union(*(words.telling(line) for found in lines.values() for line in found))
    return sorted(word for word in every if len(word) > 2 and not word.isdecimal())


def _beside_short_answer(content: Content) -> list[str]:
    return [line for block in CITED_BLOCKS[1:] for line in _lines(content.body(block))]


def _signs(content: Content) -> list[str]:
    return [line for card in SIGNS for line in content.signs(card)]


def _word(term: Term) -> str:
    return f"{', '.join((term.headword, *term.forms))}: {term.meaning}"


def _lines(html: str) -> list[str]:
    return claims.block_text(html).split("\n") if html else []


def _cited(uses: Iterable[Use], content: Content) -> frozenset[str]:
    """The keys of the works that some sentence cites; what was only looked at is no reason to find a page."""
    left = {use.source_key for use in uses if use.role == "not_relevant"}
    return frozenset(_named(content)) - left


def _named(content: Content) -> Iterator[str]:
    """Which claim names a work makes no difference here, and their hashes are not needed."""
    lines = (line for block in CITED_BLOCKS for line in reading.read(content.body(block)).lines)
    marks = (mark for line in lines for mark in line.marks)
    return (item.key for mark in marks for item in mark.token.items or ())


def _topics(answer: Answer) -> list[str]:
    ruling = answer.question.ruling_topics()
    with translation.override(answer.question.language):
        return list(dict.fromkeys(each.name_here for topic in ruling for each in (topic, *topic.ancestors())))
