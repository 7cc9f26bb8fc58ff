"""The whole form of an answer as one thing: draft in, typed text out and back; it stores nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, TypeAlias, cast

from django.forms import BaseFormSet, Media
from django.http import QueryDict

from answers import sanitize
from answers.admin.writing.forms import (
    BODIES,
    BylineRows,
    CitationRows,
    DoctorQuestionRows,
    DraftForm,
    OutcomeRows,
    SetAsideRows,
    SureFormSet,
    SureRows,
)
from answers.content import ROLES, SetAside, Sure, Use
from answers.models import Answer, Refused
from answers.outcomes import DENOMINATORS, Outcome
from answers.revisions import Draft, Malformed, Said

Rows: TypeAlias = "BaseFormSet[Any]"

ROWS: Mapping[str, tuple[str, type[Rows]]] = {
    "doctor_questions": ("ask", DoctorQuestionRows),
    "outcomes": ("outcome", OutcomeRows),
    "certainties": ("sure", SureRows),
    "set_aside": ("aside", SetAsideRows),
    "byline": ("byline", BylineRows),
    "citations": ("cite", CitationRows),
}
"""The repeated parts of a draft, each with the prefix of its fields."""

_FROM_ABOVE = ("option", "instead", "denominator", "time")

SINGLE = tuple(name for name in DraftForm.base_fields if name not in ("base", "note"))


@dataclass
class Sheet:
    """The form and its rows; `problems` are faults that belong to rows and not to one field."""

    form: DraftForm
    rows: dict[str, Rows]
    problems: dict[str, list[str]] = field(default_factory=dict)

    @property
    def media(self) -> Media:
        """The files that the fields need."""
        return self.form.media

    @property
    def base(self) -> int:
        """The number of the revision that the typed text began from."""
        return int(self.form.cleaned_data["base"])

    @property
    def note(self) -> str:
        """What the editor says to colleagues about this save."""
        return str(self.form.cleaned_data["note"])

    def is_valid(self) -> bool:
        """Whether every field can be read; every part is asked, so that every error is shown."""
        return all([self.form.is_valid(), *(rows.is_valid() for rows in self.rows.values())])

    def draft(self) -> Draft:
        """What was typed, once `is_valid()` said yes."""
        single = {name: self.form.cleaned_data[name] for name in SINGLE}
        return Draft(
            **single,
            outcomes=tuple(_outcomes(self._ordered("outcomes"))),
            certainties=tuple(
                Sure(row["claim_hash"], row["certainty"])
                for row in self._ordered("certainties")
                if row["claim_hash"]
            ),
            doctor_questions=tuple(row["text"] for row in self._ordered("doctor_questions") if row["text"]),
            set_aside=tuple(
                SetAside(row["source"], row["reason"]) for row in self._ordered("set_aside") if row["source"]
            ),
            byline=tuple(dict.fromkeys(row["contributor"] for row in self._people())),
            **_of_citations(row.cleaned_data for row in self.rows["citations"].forms),
        )

    def as_typed(self) -> Draft:
        """The text and what is said of its citations, cleaned, even where a field is wrong; never to save."""
        rows = (
            {name: row[name].value() or "" for name in row.fields} for row in self.rows["citations"].forms
        )
        texts: dict[str, Any] = {name: _fit(self.form[name].value()) for name in BODIES}
        draft = Draft(
            wording="",
            translates=_number(self.form["translates"].value()),
            outcomes=self._outcomes_typed(),
            **texts,
            **_of_citations(_readable(row) for row in rows),
        )
        return draft.cleaned() if self.form.is_bound else draft

    def offer(self, sentences: list[tuple[str, str]]) -> None:
        """Let it be said of each of these sentences how sure we are of it."""
        cast("SureFormSet", self.rows["certainties"]).offer(sentences)

    def shut(self) -> None:
        """Show everything and let nothing be typed."""
        forms = [self.form, *(row for rows in self.rows.values() for row in rows.forms)]
        for each in (each for form in forms for each in form.fields.values()):
            each.disabled = True

    def refuse(self, refused: Refused) -> None:
        """Show why the draft was refused beside the field that it is about."""
        if not isinstance(refused, Malformed):
            for sentence in refused.sentences:
                self.form.add_error(None, sentence)
            return
        for problem in refused.problems:
            if problem.block in self.rows:
                self.problems.setdefault(problem.block, []).append(problem.message)
            else:
                self.form.add_error(
                    problem.block if problem.block in self.form.fields else None, problem.message
                )

    def citation_problems(self) -> list[str]:
        """What is wrong with what is said of citations, each with the source that it is said of."""
        rows = self.rows["citations"].forms if self.rows["citations"].is_bound else ()
        said = [
            f"{row['source_key'].value()}: {' '.join(map(str, sentences))}"
            for row in rows
            for sentences in row.errors.values()
        ]
        return [*self.problems.get("citations", []), *said]

    def _outcomes_typed(self) -> tuple[Outcome, ...]:
        """The rows of numbers, where all of them can be read."""
        rows = self.rows["outcomes"]
        if rows.is_bound:
            return tuple(_outcomes(self._ordered("outcomes"))) if rows.is_valid() else ()
        return tuple(Outcome(**each) for each in rows.initial or ())

    def _people(self) -> Iterator[dict[str, Any]]:
        return (row for row in self._ordered("byline") if row["contributor"])

    def _ordered(self, name: str) -> list[dict[str, Any]]:
        """The rows that were not removed, by their order number; a row without a number comes last."""
        rows = [row.cleaned_data for row in self.rows[name].forms if row.cleaned_data]
        kept = [row for row in rows if not row["DELETE"]]
        return sorted(kept, key=lambda row: (row["ORDER"] is None, row["ORDER"] or 0))


def blank(answer: Answer, draft: Draft) -> Sheet:
    """The form filled with this draft, nothing typed yet."""
    form = DraftForm(initial={"base": answer.latest_number} | {name: getattr(draft, name) for name in SINGLE})
    return Sheet(form, {name: _rows(name, initial=rows) for name, rows in _initial(draft).items()})


def typed(posted: QueryDict | Mapping[str, str]) -> Sheet:
    """The form as it was sent."""
    return Sheet(DraftForm(posted), {name: _rows(name, posted=posted) for name in ROWS})


def as_posted(draft: Draft, *, base: int, note: str = "") -> dict[str, str]:
    """The fields that sending this draft would send."""
    posted = {"base": str(base), "note": note}
    posted |= {name: _text(getattr(draft, name)) for name in SINGLE}
    for name, rows in _initial(draft).items():
        prefix = ROWS[name][0]
        posted |= {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
        for place, row in enumerate(rows):
            posted |= {f"{prefix}-{place}-{key}": _text(value) for key, value in row.items()}
            if name != "citations":
                posted[f"{prefix}-{place}-ORDER"] = str(place + 1)
    return posted


def _rows(
    name: str,
    *,
    posted: QueryDict | Mapping[str, str] | None = None,
    initial: Iterable[dict[str, Any]] | None = None,
) -> Rows:
    prefix, kind = ROWS[name]
    return kind(posted, initial=None if initial is None else list(initial), prefix=prefix)


def _initial(draft: Draft) -> dict[str, list[dict[str, Any]]]:
    return {
        "doctor_questions": [{"text": text} for text in draft.doctor_questions],
        "outcomes": [asdict(row) for row in draft.outcomes],
        "certainties": [asdict(each) for each in draft.certainties],
        "set_aside": [{"source": each.source_key, "reason": each.reason} for each in draft.set_aside],
        "byline": [{"contributor": contributor} for contributor in draft.byline],
        "citations": [
            {name: getattr(use, name) for name in ("claim_hash", "source_key", "role", "quote", "note")}
            for use in draft.citations
        ]
        + [asdict(each) for each in draft.said],
    }


def _outcomes(rows: Iterable[Mapping[str, Any]]) -> Iterator[Outcome]:
    """The rows that say something; where one does not name its option, it goes on with that above it."""
    above: Mapping[str, Any] = {}
    for row in rows:
        if not row["outcome"]:
            continue
        told = {each.name: row[each.name] for each in fields(Outcome)}
        for name in _FROM_ABOVE if not row["option"] else ("denominator", "time"):
            told[name] = told[name] or above.get(name, told[name])
        told["denominator"] = told["denominator"] or DENOMINATORS[0]
        above = told
        yield Outcome(**told)


def _of_citations(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What is said of citations: by their sentence where that is known, else by where they stand."""
    uses, said = [], []
    for row in rows:
        values = {name: row[name] for name in ("source_key", "role", "quote", "note")}
        if row["claim_hash"]:
            uses.append(Use(row["claim_hash"], **values))
        else:
            said.append(Said(row["block"], place=row["place"], **values))
    return {"citations": tuple(uses), "said": tuple(said)}


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    plain = {name: _fit(value) for name, value in row.items()}
    place = int(plain["place"]) if plain["place"].isdecimal() else 0
    return plain | {"place": place, "role": plain["role"] if plain["role"] in ROLES else "supports"}


def _number(value: object) -> int:
    typed = _text(value)
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 0


def _fit(value: object) -> str:
    """As much of it as cleaning can read."""
    return _text(value).replace("\x00", "")[: sanitize.LONGEST]


def _text(value: object) -> str:
    return "" if value is None else str(value)
