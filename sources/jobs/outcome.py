"""What a check of the sources came to; it knows neither files nor services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sources.models import Notice

LISTED = 200
"""How many conflicts and faults a check names; it counts them all."""

Progress = Callable[[int], None]


def silent(done: int) -> None:
    """Progress that nobody waits for."""


@dataclass(frozen=True)
class Conflict:
    """A notice under the number of one of our sources that names another work; somebody has to look."""

    key: str
    our_title: str
    its_title: str
    where: str


@dataclass
class Outcome:
    """Numbers and the lines that need somebody's eye."""

    rows: int = 0
    found: set[int] = field(default_factory=set)
    known: set[int] = field(default_factory=set)
    sources_checked: int = 0
    conflicts: int = 0
    faults: int = 0
    is_complete: bool = True
    listed_conflicts: list[Conflict] = field(default_factory=list)
    listed_faults: list[str] = field(default_factory=list)

    def add_conflict(self, conflict: Conflict) -> None:
        """Counted always, named while there is room."""
        self.conflicts += 1
        if len(self.listed_conflicts) < LISTED:
            self.listed_conflicts.append(conflict)

    def add_fault(self, sentence: str) -> None:
        """Counted always, named while there is room."""
        self.faults += 1
        if len(self.listed_faults) < LISTED:
            self.listed_faults.append(sentence)

    def add_notice(self, notice: Notice, *, at: datetime) -> None:
        """Found in this check, or known before it; a file may name it twice."""
        (self.found if notice.recorded_at == at else self.known).add(notice.pk)

    def as_dict(self) -> dict[str, Any]:
        """For the command's JSON."""
        return asdict(self) | {"found": len(self.found), "known": len(self.known)}
