"""What an import did, or would do, record by record, in words for a person and for a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sources import formatting
from sources.importers.formats import Problem, Record
from sources.importers.matching import Known, Match, Verdict


@dataclass(frozen=True)
class Line:
    """One record: what it is, what it was found to be, and the source it became or belongs to."""

    index: int
    line: int
    work: formatting.Work
    verdict: Verdict
    sentence: str = ""
    source_key: str = ""
    same_as: int = 0
    """The line of the earlier record of this file that it is, or may be."""
    is_taken: bool = False
    filled: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    between: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """The record as a reference, as far as it is known."""
        return formatting.reference_text(self.work)[:400]

    def as_dict(self) -> dict[str, Any]:
        """The same for a script."""
        return {
            "line": self.line,
            "title": self.work.title,
            "verdict": self.verdict.value,
            "key": self.source_key,
            "imported": self.is_taken,
            "filled": list(self.filled),
            "reason": self.sentence,
            "remarks": list(self.remarks),
        }


@dataclass(frozen=True)
class Report:
    """Every record in the order of the file."""

    lines: tuple[Line, ...]
    notices: int = 0

    def of(self, verdict: Verdict) -> tuple[Line, ...]:
        """The records of one verdict."""
        return tuple(line for line in self.lines if line.verdict == verdict)

    @property
    def taken(self) -> tuple[Line, ...]:
        """The records that became sources."""
        return tuple(line for line in self.lines if line.is_taken)

    @property
    def filled(self) -> tuple[Line, ...]:
        """The records that filled empty fields of sources that were here."""
        return tuple(line for line in self.lines if line.filled)

    def as_dict(self, problems: Sequence[Problem] = ()) -> dict[str, Any]:
        """Counts first, then what a person should look at."""
        told = [line for line in self.lines if line.verdict in (Verdict.CONFLICT, Verdict.SUGGESTION)]
        return {
            "imported": len(self.taken),
            "already_here": len(self.of(Verdict.HERE)),
            "filled": len(self.filled),
            "conflicts": len(self.of(Verdict.CONFLICT)),
            "suggestions": len(self.of(Verdict.SUGGESTION)),
            "bad": len(problems),
            "notices": self.notices,
            "keys": [line.source_key for line in self.taken],
            "to_look_at": [line.as_dict() for line in told],
            "remarks": [line.as_dict() for line in self.lines if line.remarks],
            "problems": [{"line": each.line, "reason": each.sentence} for each in problems],
        }


def line(index: int, record: Record, match: Match, **told: Any) -> Line:
    """The line of one record."""
    known: Known | None = match.known
    return Line(
        index=index,
        line=record.line,
        work=record.work,
        verdict=match.verdict,
        sentence=match.sentence,
        between=match.between,
        same_as=known.line if known else 0,
        **({"source_key": known.key if known else "", "remarks": record.remarks} | told),
    )
