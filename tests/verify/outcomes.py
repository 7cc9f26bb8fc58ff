"""Knows how one long check is named, judged, printed and kept; it checks nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """One check on one database; `broken` says what did not hold, in words for who has to mend it.

    One that this machine lacks the parts for was not run, and so did not hold either.
    """

    check: str
    database: str
    told: str = ""
    broken: tuple[str, ...] = ()
    was_run: bool = True

    @property
    def held(self) -> bool:
        return self.was_run and not self.broken

    @property
    def verdict(self) -> str:
        if not self.was_run:
            return "not run"
        return "BROKEN" if self.broken else "held"


def table(outcomes: Sequence[Outcome]) -> str:
    """One line for each, and below those that did not hold what was seen."""
    names, databases = (
        max([len(heading), *(len(getattr(each, field)) for each in outcomes)])
        for heading, field in (("check", "check"), ("database", "database"))
    )
    lines = []
    for each in outcomes:
        lines.append(
            f"{each.verdict:<7} {each.check:<{names}}  {each.database:<{databases}}  {each.told}".rstrip()
        )
        lines += [f"        {sentence}" for sentence in each.broken]
    return "\n".join(lines)


def keep(outcomes: Sequence[Outcome], path: Path, circumstances: dict[str, object]) -> None:
    """Write everything as JSON, for whoever compares two runs."""
    document = circumstances | {"checks": [asdict(each) | {"held": each.held} for each in outcomes]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
