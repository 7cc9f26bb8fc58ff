"""What is wrong with an answer's citations, in sentences for editors; it changes nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from answers.content import CITED_BLOCKS, Content
from answers.rendering import reading, tokens

WARNINGS = frozenset({"looks_like_exponent"})
LONGEST_SENTENCE = 80
LONGEST_UNIT = 8

_EXPONENT = re.compile(r"(?:\d|(?<=[\s\d\u00a0])(?:[kmµμnc]?[gLlm]|m?mol|mmHg|IU|kcal|cm|mm|km|Hz|kPa))\Z")


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, and a message that says what to do about it."""

    kind: str
    block: str
    sentence: str
    message: str

    @property
    def is_warning(self) -> bool:
        """Whether an editor may leave it as it is."""
        return self.kind in WARNINGS


def problems(content: Content, known_keys: Collection[str]) -> tuple[Problem, ...]:
    """Every fault of an answer's citations, in reading order."""
    known = frozenset(known_keys)
    in_bodies = (fault for block in CITED_BLOCKS for fault in _of_body(block, content.body(block), known))
    return (*in_bodies, *_misplaced(content))


def _of_body(block: str, html: str, known: frozenset[str]) -> Iterator[Problem]:
    for line in reading.read(html).lines:
        for mark in line.marks:
            yield from _of_mark(block, line, mark, known)
        yield from _of_line(block, line)


def _of_mark(block: str, line: reading.Line, mark: reading.Mark, known: frozenset[str]) -> Iterator[Problem]:
    start, end = line.sentences[line.sentence_of(mark)]
    sentence = line.text[start:end]
    raw = mark.token.raw
    if mark.token.items is None:
        yield Problem(
            "malformed",
            block,
            sentence,
            f"The citation {raw} in {_named(sentence)} cannot be read: {mark.token.problem}. "
            "Write it as [@key] or [@key, p. 4], with “;” between sources.",
        )
    for item in mark.token.items or ():
        if item.key not in known:
            yield Problem("unknown_key", block, sentence, _unknown(item.key, sentence))
    if not sentence:
        yield Problem(
            "no_sentence",
            block,
            "",
            f"The citation {raw} stands alone. Move it to the end of the sentence that it supports.",
        )
    before = line.text[max(mark.place - LONGEST_UNIT, 0) : mark.place]
    if _EXPONENT.search(before) or _in_superscript(line, mark.place):
        yield Problem(
            "looks_like_exponent",
            block,
            sentence,
            f"In {_named(sentence)} the citation {raw} follows a number or a unit, so that it looks "
            "like an exponent. Move it to the end of the sentence or after another word.",
        )


def _of_line(block: str, line: reading.Line) -> Iterator[Problem]:
    """What looks like a token and is none: inside a link, or not finished."""
    for run in line.runs:
        if "a" in run.marks and tokens.find(run.text):
            yield Problem(
                "misplaced",
                block,
                line.text,
                f"A citation stands inside the link “{_short(run.text)}”. Move it behind the link.",
            )
    for beginning in line.unfinished:
        yield Problem(
            "malformed",
            block,
            line.text,
            f"A citation begins at “{_short(beginning)}” and cannot be read. Write it as [@key] or "
            "[@key, p. 4], or type \\[@ where no citation is meant.",
        )


def _misplaced(content: Content) -> Iterator[Problem]:
    for question in content.doctor_questions:
        if "[@" in question:
            yield Problem(
                "doctor_question",
                "doctor_questions",
                question,
                f"The question for the doctor “{_short(question)}” holds a citation. Take it out: "
                "only the parts that say something of the research carry citations.",
            )


def _unknown(key: str, sentence: str) -> str:
    return (
        f"The source “{key}” cited in {_named(sentence)} does not exist. "
        "Choose an existing source, or add this one first."
    )


def _named(sentence: str) -> str:
    return f"“{_short(sentence)}”" if sentence else "a line without words"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SENTENCE else f"{text[: LONGEST_SENTENCE - 1].rstrip()}…"


def _in_superscript(line: reading.Line, place: int) -> bool:
    before = line.cut(max(place - 1, 0), place)
    return bool(before) and bool({"sup", "sub"} & set(before[0].marks))
