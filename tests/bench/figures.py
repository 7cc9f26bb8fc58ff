"""Knows how one measured figure is named, judged, printed and kept; it measures nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles


@dataclass(frozen=True)
class Figure:
    """A ratio or a count, and the most (or, for a share that should be high, the least) it may be.

    Without a value, the unit says why there is none.
    """

    name: str
    database: str
    value: float | None
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "no figure"
        if self.at_most is None and self.at_least is None:
            return "no target"
        too_much = self.at_most is not None and self.value > self.at_most
        too_little = self.at_least is not None and self.value < self.at_least
        return "not met" if too_much or too_little else "met"

    @property
    def target(self) -> str:
        if self.at_most is not None:
            return f"≤ {_number(self.at_most)}"
        return f"≥ {_number(self.at_least)}" if self.at_least is not None else ""

    @property
    def shown(self) -> str:
        return self.unit if self.value is None else f"{_number(self.value)} {self.unit}"


def middle(values: Iterable[float]) -> float:
    """The median, to the digits that a shared machine can promise."""
    return round(median(values), 3)


def late(values: Sequence[float]) -> float:
    """Within which 19 of 20 were done."""
    return quantiles(values, n=20)[-1]


def table(figures: Sequence[Figure]) -> str:
    rows = [("what", "database", "figure", "target", "")]
    rows += [(each.name, each.database, each.shown, each.target, each.verdict) for each in figures]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def keep(figures: Sequence[Figure], path: Path, circumstances: dict[str, object]) -> None:
    """Write everything as JSON, for whoever compares two runs."""
    document = circumstances | {
        "figures": [asdict(each) | {"verdict": each.verdict} for each in figures],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _number(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.1f}" if value >= 10 else f"{value:.2f}"
