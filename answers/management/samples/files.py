"""What the files of the sample site hold, as values; it knows no database and no verb."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from answers.outcomes import Outcome
from answers.rendering.terms import Term

HERE = Path(__file__).resolve().parent
BODIES = ("short_answer", "research", "unknowns")
FURTHER = ("how_it_works", "no_treatment", "other_choices", "quality_of_life")
"""Bodies that not every answer has."""

ABOUT = {
    "search_notes": "This sample rests on a short list of works, not on a full search.",
    "drafted_with": "A language model wrote this sample. No clinician has read it.",
}
"""What every sample says of itself; one in another language says it in its own."""

TEXTS = (*BODIES, "certainty", "certainty_reason", "doctor_questions")

_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Step:
    """One thing somebody did in an answer's life, so many days before the samples are loaded."""

    do: str
    days_ago: int
    by: str
    details: Mapping[str, Any]


@dataclass(frozen=True)
class Sample:
    """One answer: what stands in it, what is said of its citations, and its life."""

    name: str
    question: str
    topic: str
    author: str
    texts: Mapping[str, Any]
    before: Mapping[str, Any]
    life: tuple[Step, ...]
    phrasings: tuple[str, ...] = ()
    kind: str = ""
    citations: tuple[Mapping[str, str], ...] = ()
    set_aside: tuple[Mapping[str, str], ...] = field(default=())
    language: str = "en"
    translates: str = ""
    """The name of its original; empty for an original."""


def answers() -> list[Sample]:
    """Every answer of the sample site, by the name of its file."""
    return [_sample(path.stem, _read(path)) for path in sorted((HERE / "answers").glob("*.toml"))]


def topics() -> list[dict[str, Any]]:
    """The topics; a parent stands before its children."""
    return list(_read(HERE / "topics.toml")["topics"])


def sources() -> Iterator[tuple[str, dict[str, Any], list[dict[str, Any]]]]:
    """Each source: its key, the fields of its row, and the notices about it."""
    for key, written in _read(HERE / "sources.toml").items():
        fields = dict(written)
        notices = fields.pop("notices", [])
        fields["contributors"] = [_contributor(name) for name in fields.pop("people", [])]
        yield key, fields, notices


def words() -> Iterator[tuple[Term, bool]]:
    """Each word of the glossary, and whether it waits for approval."""
    for written in _read(HERE / "glossary.toml")["words"]:
        fields = dict(written)
        waits = fields.pop("waits", False)
        yield Term(**fields | {"forms": tuple(fields.get("forms", ()))}), waits


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _sample(name: str, written: Mapping[str, Any]) -> Sample:
    author = written["author"]
    return Sample(
        name=name,
        question=written["question"],
        topic=written["topic"],
        author=author,
        texts=_texts(written),
        before=_texts({**written, **written.get("before", {})}),
        life=tuple(_step(step, author) for step in written["life"]),
        phrasings=tuple(written.get("phrasings", ())),
        kind=written.get("kind", ""),
        citations=tuple(written.get("citations", ())),
        set_aside=tuple(written.get("set_aside", ())),
        language=written.get("language", "en"),
        translates=written.get("translates", ""),
    )


def _texts(written: Mapping[str, Any]) -> dict[str, Any]:
    texts = ABOUT | {name: written[name] for name in ABOUT if name in written}
    texts |= {name: written[name] for name in TEXTS}
    texts |= {name: _unwrapped(texts[name]) for name in BODIES}
    texts |= {name: _unwrapped(written[name]) for name in FURTHER if name in written}
    outcomes = tuple(Outcome(**row) for row in written.get("outcomes", ()))
    return texts | {"doctor_questions": tuple(texts["doctor_questions"]), "outcomes": outcomes}


def _unwrapped(text: str) -> str:
    """The file breaks its lines where it likes; a blank line ends a paragraph, a tag stands for itself."""
    parts = [" ".join(part.split()) for part in _BLANK_LINES.split(text.strip())]
    return "".join(part if part.startswith("<") or not part else f"<p>{part}</p>" for part in parts)


def _step(written: Mapping[str, Any], author: str) -> Step:
    details = {name: value for name, value in written.items() if name not in ("do", "by", "days_ago")}
    return Step(written["do"], written["days_ago"], written.get("by", author), details)


def _contributor(name: str) -> dict[str, str]:
    """“Moreau, P” is a person, “=NICE” a group."""
    if name.startswith("="):
        return {"literal": name.removeprefix("=")}
    family, _, given = name.partition(", ")
    return {"family": family} | ({"given": given} if given else {})
