"""What every rule says of a text while it is written, for the list beside the form; it holds no rule."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from answers import gates
from answers.admin.review import standing
from answers.content import Content
from answers.gates import Finding, Gate
from answers.models import Answer, PassedWarning, Severity
from answers.rendering.terms import Glossary
from sources.cited import Cited

BLOCKS, WARNS, LATER, MET = "blocking", "warning", "later", "met"
IN_WORDS = {BLOCKS: _("blocks"), WARNS: _("warns"), LATER: _("later"), MET: _("met")}
PLACES: Mapping[str, str] = {
    "question": "id_wording",
    "doctor_questions": "rows-ask",
    "byline": "rows-byline",
    "set_aside": "rows-aside",
    "outcomes": "rows-outcome",
}
"""Where a part of the text stands in the form, unless its field has its name."""


@dataclass(frozen=True)
class Line:
    """One thing found: the sentence, its place in the form, and the reason that holds for it already."""

    sentence: str
    href: str
    block: str
    claim: int | None
    reason: str


@dataclass(frozen=True)
class Told:
    """One gate, how it stands, and what it found."""

    gate: Gate
    state: str
    lines: tuple[Line, ...] = ()

    @property
    def words(self) -> str:
        """How it stands, in a word."""
        return str(IN_WORDS[self.state])


@dataclass(frozen=True)
class GateList:
    """Every gate that is asked here: what blocks first, then what warns, what comes later, what is met."""

    told: tuple[Told, ...]

    @property
    def left(self) -> int:
        """How many rules the text does not meet."""
        return sum(each.state in (BLOCKS, WARNS) for each in self.told)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many stand how, in words."""
        states = [each.state for each in self.told]
        return [(str(words), states.count(state)) for state, words in IN_WORDS.items()]


def of(
    answer: Answer,
    frozen: Content,
    *,
    today: datetime.date,
    cited: Cited | None = None,
    words: Glossary | None = None,
) -> GateList:
    """The list for what is typed now; with its sources and the glossary, where they are read."""
    passed = PassedWarning.objects.of(answer)
    found = gates.while_writing(frozen, answer, today=today, cited=cited, words=words)
    told = [_told(answer, *each, passed=passed) for each in found]
    return GateList(tuple(sorted(told, key=lambda each: list(IN_WORDS).index(each.state))))


def _told(
    answer: Answer,
    gate: Gate,
    severity: Severity,
    found: tuple[Finding, ...] | None,
    *,
    passed: Mapping[str, PassedWarning],
) -> Told:
    if found is None:
        return Told(gate, LATER)
    if not found:
        return Told(gate, MET)
    lines = tuple(_line(answer, each, passed.get(each.fingerprint)) for each in found)
    return Told(gate, BLOCKS if severity == Severity.BLOCK else WARNS, lines)


def _line(answer: Answer, finding: Finding, row: PassedWarning | None) -> Line:
    reason = standing.given(row) if row is not None and not finding.is_blocking else ""
    if finding.gate == "origin told":
        page = reverse("admin:answers_question_change", args=[answer.question_id])
        return Line(finding.sentence, page, "", None, reason)
    href = f"#{PLACES.get(finding.block, f'id_{finding.block}')}" if finding.block else ""
    return Line(finding.sentence, href, finding.block, finding.claim, reason)
