"""A draft: everything an editor can type for one answer, on its way into or out of the working copy."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, fields, replace
from typing import Any

from answers import sanitize
from answers.content import SIGNS, WRITTEN_BLOCKS, Content, SetAside, Sure, Use
from answers.models import Answer, Refused
from answers.outcomes import Outcome
from answers.rendering import claims as claims_of
from answers.rendering import markup
from answers.revisions import placing
from answers.revisions.placing import Said


@dataclass(frozen=True)
class Draft:
    """The working copy as a value. `citations` says more about the tokens in the text, matched by
    (claim_hash, source_key), and `said` the same by where they stand; `byline` holds contributors' ids in
    order."""

    wording: str
    short_answer: str = ""
    certainty: str = ""
    certainty_reason: str = ""
    research: str = ""
    unknowns: str = ""
    doctor_questions: tuple[str, ...] = ()
    citations: tuple[Use, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    byline: tuple[int, ...] = ()
    evidence_searched_to: datetime.date | None = None
    search_notes: str = ""
    drafted_with: str = ""
    translates: int = 0
    emergency_signs: str = ""
    urgent_signs: str = ""
    soon_signs: str = ""
    how_it_works: str = ""
    outcomes: tuple[Outcome, ...] = ()
    no_treatment: str = ""
    other_choices: str = ""
    quality_of_life: str = ""
    certainties: tuple[Sure, ...] = ()
    said: tuple[Said, ...] = ()

    def cleaned(self) -> Draft:
        """The draft as it may be stored: bodies sanitised, plain texts trimmed, empty rows dropped, and what
        is said of citations matched to their sentences.

        Raises Refused for a character that no text may hold.
        """
        try:
            texts: dict[str, Any] = {name: sanitize.plain(getattr(self, name)) for name in _PLAIN}
            texts |= {name: signs(sanitize.plain(getattr(self, name))) for name in SIGNS}
            for block in WRITTEN_BLOCKS:
                texts[block] = sanitize.clean(markup.paragraphs(getattr(self, block)))
            questions = (sanitize.plain(text) for text in self.doctor_questions)
            citations = tuple(
                replace(use, quote=sanitize.plain(use.quote), note=sanitize.plain(use.note))
                for use in (*self.citations, *placing.uses(texts, self.said))
            )
            outcomes = tuple(_cleaned(row) for row in self.outcomes)
            set_aside = tuple(
                SetAside(sanitize.plain(each.source_key), sanitize.plain(each.reason))
                for each in self.set_aside
            )
        except sanitize.UnfitTextError as unfit:
            raise Refused(str(unfit)) from unfit
        return replace(
            self,
            **texts,
            doctor_questions=tuple(text for text in questions if text),
            citations=citations,
            set_aside=set_aside,
            outcomes=outcomes,
            certainties=_once(self.certainties),
            said=(),
        )


_BULLET = re.compile(r"^\s*[-–—•*·]+\s+")
_PLAIN = ("wording", "certainty_reason", "search_notes", "drafted_with")
SAME_NAME = tuple(
    each.name
    for each in fields(Draft)
    if each.name not in ("wording", "citations", "said", "byline", "evidence_searched_to")
)


def signs(text: str) -> str:
    """The lines of a card: each without the dash or bullet somebody typed before it, and no empty one."""
    lines = (_BULLET.sub("", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


OF_ROWS = ("doctor_questions", "set_aside", "outcomes", "certainties")
"""The parts of a draft that are rows, and stand otherwise in the working copy."""


def _once(said: tuple[Sure, ...]) -> tuple[Sure, ...]:
    """Of each sentence what was said last, where anything was."""
    last = {each.claim_hash: each for each in said}
    return tuple(each for each in last.values() if each.certainty)


def _cleaned(row: Outcome) -> Outcome:
    """A row as it may be stored: one line for each text, and its sources as a token names them."""
    texts: dict[str, Any] = {
        name: " ".join(sanitize.plain(getattr(row, name)).split())
        for name in ("option", "outcome", "instead", "time", "cited", "quote")
    }
    texts["outcome"] = texts["outcome"].rstrip(".")
    sources = (each.strip().removeprefix("@").strip() for each in texts["cited"].strip("[]").split(";"))
    return replace(row, **texts | {"cited": "; ".join(f"@{each}" for each in sources if each)})


def _written(content: Content) -> tuple[Use, ...]:
    """What is said of citations in the text; of a row's, the row says it."""
    of_rows = {claim.hash for claim in claims_of.claims(content, {"outcomes"})} if content.outcomes else set()
    return tuple(use for use in content.uses if use.claim_hash not in of_rows)


def draft_from(content: Content) -> Draft:
    """The draft that would give this content; the topic's cards are the topic's, and come anew."""
    searched = content.evidence_searched_to
    return Draft(
        wording=content.question,
        citations=_written(content),
        byline=tuple(each.contributor for each in content.byline),
        evidence_searched_to=datetime.date.fromisoformat(searched) if searched else None,
        **{name: getattr(content, name) for name in SAME_NAME} | dict.fromkeys(content.signs_of_topic, ""),
    )


def draft_of(answer: Answer) -> Draft:
    """The working copy as it is now."""
    same = [name for name in SAME_NAME if name not in OF_ROWS]
    return Draft(
        wording=answer.question.wording,
        doctor_questions=tuple(answer.doctor_questions.order_by("order").values_list("text", flat=True)),
        citations=tuple(
            Use(row.claim_hash, row.source.key, row.locator, row.role, row.quote, row.note)
            for row in answer.citations.exclude(block="outcomes")
            .select_related("source")
            .order_by("position", "id")
        ),
        set_aside=tuple(
            SetAside(row.source.key, row.reason)
            for row in answer.set_aside_sources.select_related("source").order_by("order", "id")
        ),
        byline=tuple(answer.bylines.order_by("order", "id").values_list("contributor_id", flat=True)),
        outcomes=tuple(Outcome(**row) for row in answer.outcomes),
        certainties=tuple(Sure(**each) for each in answer.certainties),
        evidence_searched_to=answer.evidence_searched_to,
        **{name: getattr(answer, name) for name in same},
    )
