"""An answer on paper: three sheets made from what its page shows today; it stores nothing.

A sheet adds no word to the page. What is left out of a short one stands on the page, and the sheet says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.template.loader import render_to_string
from django.utils import translation

from answers.content import SIGNS, Content
from answers.models import Answer, Revision
from answers.pages import circumstance, printing, words_list
from answers.rendering import claims
from answers.rendering.fragments import Fragments, Standing
from answers.rendering.references import Reference
from sources import formatting

Kind = Literal["easy", "everything", "questions"]

KEY_SOURCES = 3
"""How many sources a short sheet names."""

EASY_QUESTIONS = 5
"""How many questions stand on the sheet in large letters when nobody chose any."""


LETTERS = 1090
"""How many letters two sheets have room for beside what stands on every short sheet, so that words fit."""


@dataclass(frozen=True)
class Chosen:
    """What a reader ticked on a page, by number, and which version of the page that was."""

    asked: frozenset[int] = frozenset()
    first: frozenset[int] = frozenset()
    version: int | None = None


NOTHING = Chosen()


@dataclass(frozen=True)
class Line:
    """One question for the doctor on a sheet; a further one waits behind those that are printed unasked."""

    number: int
    text: str
    is_asked: bool
    is_first: bool
    is_further: bool


@dataclass(frozen=True)
class KeySource:
    """A source by its number, in as few words as find it again; its standing where that is told first."""

    number: int
    name: str
    title: str
    patient_line: str
    standing: Standing | None


def html(answer: Answer, revision: Revision, kind: Kind, chosen: Chosen, *, today: datetime.date) -> str:
    """One sheet of a public answer. Ticks that were made on another version of the page are let go."""
    content = revision.content()
    with translation.override(content.language):
        values, parts = printing.live_values(answer, revision, today=today)
        version = values["record"].version
        is_outdated = chosen.version not in (None, version)
        key = _key_sources(content, parts)
        values |= {
            "short_answer": parts.short_answer.replace('href="#', f'href="{values["path"]}#'),
            "has_changed": is_outdated,
            "lines": _lines(content.doctor_questions, NOTHING if is_outdated else chosen),
            "further": max(0, len(content.doctor_questions) - EASY_QUESTIONS),
            "number": answer.question_id,
            "key_sources": key,
            "other_sources": len(parts.references) - len(key),
        }
        values["key_words"] = words_list.key(content, values["explained"], room=_room(content, values))
        return render_to_string(f"answers/sheet_{kind}.html", values)


def _room(content: Content, values: Mapping[str, Any]) -> int:
    """How many letters the two sheets have left once all is told that matters more than words."""
    first, *others = values["notices"] or (circumstance.StatusNotice(""),)
    notices = first.sentence + first.meaning + "".join(each.sentence for each in others if each.is_of_all)
    questions = "".join(content.doctor_questions[:EASY_QUESTIONS])
    sources = "".join(f"{each.name}{each.title}{each.patient_line}" for each in values["key_sources"])
    said = claims.block_text(content.short_answer) + content.certainty_reason
    signs = "".join(line for card in SIGNS for line in content.signs(card))
    told = len(content.question) + len(notices + said + questions + sources) + len(signs)
    return LETTERS - told


def _lines(questions: Iterable[str], chosen: Chosen) -> tuple[Line, ...]:
    """The most important first, then what was asked, then the rest, each in the order of the page."""
    lines = [
        Line(
            number=number,
            text=text,
            is_asked=number in chosen.asked | chosen.first,
            is_first=number in chosen.first,
            is_further=number > EASY_QUESTIONS,
        )
        for number, text in enumerate(questions, start=1)
    ]
    return tuple(sorted(lines, key=lambda line: (not line.is_first, not line.is_asked)))


def _key_sources(content: Content, parts: Fragments) -> tuple[KeySource, ...]:
    """What the short answer rests on; where it cites nothing, the first sources of the page."""
    cited = [
        each for each in parts.references if any(_is_short(link.claim.block) for link in each.back_links)
    ]
    return tuple(_brief(content, each) for each in (cited or list(parts.references))[:KEY_SOURCES])


def _is_short(block: str) -> bool:
    return block == "short_answer"


def _brief(content: Content, reference: Reference) -> KeySource:
    work = content.work(reference.key)
    name = formatting.short_name(work.contributors, work.year) if work else ""
    return KeySource(
        number=reference.number,
        name=name,
        title=work.title if work else "",
        patient_line=reference.patient_line,
        standing=reference.standing if circumstance.is_told(reference) else None,
    )
