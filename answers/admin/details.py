"""What is said of each citation, gathered under the sentence it stands in; it stores nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import Form

from answers.admin.sheets import Sheet
from answers.models import Answer
from sources.models import Source


@dataclass(frozen=True)
class Cited:
    """One citation: the source as an editor knows it, and the row of the form that speaks of it."""

    source: str
    title: str
    row: Form


@dataclass(frozen=True)
class Sentence:
    """One sentence of the working copy with its citations."""

    text: str
    cited: tuple[Cited, ...]


def of_sheet(answer: Answer, sheet: Sheet) -> list[Sentence]:
    """The sentences that the form's rows of citations speak of, in reading order."""
    rows = sheet.rows["citations"].forms
    texts = dict(answer.citations.order_by("position").values_list("claim_hash", "claim_text"))
    keys = {_value(row, "source_key") for row in rows}
    found = Source.objects.by_key(keys)
    by_claim: dict[str, list[Form]] = {}
    for row in rows:
        by_claim.setdefault(_value(row, "claim_hash"), []).append(row)
    return [
        Sentence(texts.get(claim, ""), tuple(_cited(row, found) for row in rows))
        for claim, rows in by_claim.items()
    ]


def _cited(row: Form, found: dict[str, Source]) -> Cited:
    key = _value(row, "source_key")
    source = found.get(key)
    return Cited(source.label if source else key, source.title if source else "", row)


def _value(row: Form, name: str) -> str:
    return str(row[name].value() or "")
