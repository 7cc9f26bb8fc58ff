"""The shape of one answer, frozen: what an approval binds. It knows no database, no HTML and no Django."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from html import escape
from typing import Any

from answers import outcomes as rows_of
from answers.outcomes import Outcome
from sources.formatting import Work

SCHEMA = 1

CITED_BLOCKS = (
    "short_answer",
    "research",
    "how_it_works",
    "outcomes",
    "no_treatment",
    "other_choices",
    "quality_of_life",
    "unknowns",
)
"""The blocks that may carry citations, in reading order; numbers follow first use in this order."""

WRITTEN_BLOCKS = tuple(block for block in CITED_BLOCKS if block != "outcomes")
"""Those that somebody writes; what `outcomes` says is made of its rows."""

SIGNS = ("emergency_signs", "urgent_signs", "soon_signs")
"""The cards of “When to get help now”, the most pressing first: each says when, one sign a line."""

COMMENTED_BLOCKS = (
    "question",
    "short_answer",
    "certainty_reason",
    *SIGNS,
    *CITED_BLOCKS[1:],
    "doctor_questions",
)
"""The parts of a page that a comment can speak of, in reading order: the blocks, and what cites nothing."""

CHECKED_BLOCKS = CITED_BLOCKS[:-1]
"""The blocks in which every sentence must have been looked at by someone other than its author."""

ROLES = ("supports", "partly", "contradicts", "context", "not_relevant")
CERTAINTIES = ("high", "moderate", "low", "very_low", "expert", "none")


@dataclass(frozen=True)
class Use:
    """One citation: one source used by one claim, with its role and the writer's proposed quote."""

    claim_hash: str
    source_key: str
    locator: str = ""
    role: str = "supports"
    quote: str = ""
    note: str = ""

    @property
    def says_something(self) -> bool:
        """Whether the writer said more of it than that it supports its sentence."""
        return bool(self.quote or self.note or self.role != "supports")


@dataclass(frozen=True)
class Sure:
    """How sure we are of one sentence, where that is not as sure as of the answer."""

    claim_hash: str
    certainty: str


@dataclass(frozen=True)
class SetAside:
    """A source we looked at but did not use, and why."""

    source_key: str
    reason: str = ""


@dataclass(frozen=True)
class Byline:
    """Who wrote the answer: the id, role and credentials are frozen, the name stays in its erasable row."""

    contributor: int
    role: str = ""
    credentials: str = ""


@dataclass(frozen=True)
class Content:
    """Everything of an answer that an approval binds; bodies are restricted HTML with citation tokens."""

    question: str
    language: str = "en"
    short_answer: str = ""
    certainty: str = ""
    certainty_reason: str = ""
    research: str = ""
    unknowns: str = ""
    doctor_questions: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    works: tuple[Work, ...] = ()
    byline: tuple[Byline, ...] = ()
    evidence_searched_to: str = ""
    search_notes: str = ""
    drafted_with: str = ""
    translates: int = 0
    """The version of the original that a translation follows; 0 in an original."""
    emergency_signs: str = ""
    urgent_signs: str = ""
    soon_signs: str = ""
    signs_of_topic: tuple[str, ...] = ()
    """Which of SIGNS are the topic's words, copied when this was frozen; the others are the answer's own."""
    how_it_works: str = ""
    outcomes: tuple[Outcome, ...] = ()
    no_treatment: str = ""
    other_choices: str = ""
    quality_of_life: str = ""
    certainties: tuple[Sure, ...] = ()

    def work(self, key: str) -> Work | None:
        """The cited work as it was when this content was frozen, or None."""
        return next((work for work in self.works if work.key == key), None)

    def use(self, claim_hash: str, source_key: str) -> Use | None:
        """The citation of this source by this claim, or None."""
        pair = (claim_hash, source_key)
        return next((use for use in self.uses if (use.claim_hash, use.source_key) == pair), None)

    def signs(self, card: str) -> tuple[str, ...]:
        """The lines of one of SIGNS; a card without a line is no card."""
        if card not in SIGNS:
            raise KeyError(card)
        return tuple(str(getattr(self, card)).splitlines())

    def body(self, block: str) -> str:
        """The restricted HTML of one of CITED_BLOCKS; of the outcomes one paragraph for each row."""
        if block not in CITED_BLOCKS:
            raise KeyError(block)
        if block == "outcomes":
            return "".join(self._row(row) for row in self.outcomes)
        return str(getattr(self, block))

    def _row(self, row: Outcome) -> str:
        return f"<p>{escape(f'{rows_of.sentence(row, self.language)} {row.token}'.strip())}</p>"


def dumps(content: Content) -> str:
    """The canonical text of a content: the same content always gives the same bytes.

    A field that came later and says nothing is left out, so that what was frozen before keeps its hash.
    """
    document = asdict(content) | {"works": [work.as_dict() for work in content.works], "schema": SCHEMA}
    for name, nothing in _CAME_LATER.items():
        if document[name] == nothing:
            del document[name]
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=8)
def loads(text: str) -> Content:
    """The content that was frozen as this text; every former schema stays readable.

    One verb asks for the same several times over, so the last few are kept; nothing in a content can change.

    Raises ValueError for a schema that this version does not know.
    """
    document = json.loads(text)
    if document.get("schema") != SCHEMA:
        raise ValueError(
            f"This text has content schema {document.get('schema')}; this version reads {SCHEMA}."
        )
    return _from_document(document)


def digest(text: str) -> str:
    """The SHA-256 of a canonical text in hexadecimal: what an approval names."""
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(use: Use, work: Work) -> str:
    """What a check of a citation holds for: sentence, source, place, role and quote.

    A source stays the same work while its identifiers, year and the words of its title stay the same, so
    that a mended page number or initial does not undo a check, and another paper under the same key does.
    """
    identity = [work.doi.casefold(), work.pmid, work.pmcid, work.isbn, work.nct, work.arxiv, work.year]
    title = " ".join("".join(c if c.isalnum() else " " for c in work.title.casefold()).split())
    facts = [use.claim_hash, use.source_key, use.locator, use.role, use.quote, *identity, title]
    return digest(json.dumps(facts, ensure_ascii=False, separators=(",", ":")))


def _from_document(document: Mapping[str, Any]) -> Content:
    plain = {name: value for name, value in document.items() if name not in _LISTS and name != "schema"}
    return Content(
        **plain,
        doctor_questions=tuple(document["doctor_questions"]),
        uses=tuple(Use(**each) for each in document["uses"]),
        set_aside=tuple(SetAside(**each) for each in document["set_aside"]),
        outcomes=tuple(Outcome(**each) for each in document.get("outcomes", ())),
        certainties=tuple(Sure(**each) for each in document.get("certainties", ())),
        signs_of_topic=tuple(document.get("signs_of_topic", ())),
        works=tuple(Work.from_dict(each) for each in document["works"]),
        byline=tuple(Byline(**each) for each in document["byline"]),
    )


_CAME_LATER: Mapping[str, object] = {
    "translates": 0,
    "emergency_signs": "",
    "urgent_signs": "",
    "soon_signs": "",
    "signs_of_topic": (),
    "how_it_works": "",
    "outcomes": (),
    "no_treatment": "",
    "other_choices": "",
    "quality_of_life": "",
    "certainties": (),
}
_LISTS = frozenset(
    {"doctor_questions", "uses", "set_aside", "works", "byline", "signs_of_topic", "outcomes", "certainties"}
)
