"""Knows what a call inside the site's own process took: SQL statements and milliseconds of processor."""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from tests.bench.figures import late, middle


@dataclass
class Cost:
    """One call."""

    statements: int = 0
    milliseconds: float = 0.0
    waited: float = 0.0

    def count(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self.statements += 1
        return execute(*arguments)


@dataclass
class Ledger:
    """Calls by name, round after round; the figures are their medians."""

    rounds: dict[str, list[Cost]] = field(default_factory=lambda: defaultdict(list))

    @contextmanager
    def entry(self, name: str) -> Iterator[None]:
        cost = Cost()
        with connection.execute_wrapper(cost.count):
            began, asked_at = time.process_time(), time.perf_counter()
            yield
            cost.milliseconds = 1000 * (time.process_time() - began)
            cost.waited = 1000 * (time.perf_counter() - asked_at)
        self.rounds[name].append(cost)

    def statements(self, name: str, at_most: float | None = None) -> Mapping[str, Any]:
        value = middle(cost.statements for cost in self.rounds[name])
        return {"name": name, "value": value, "unit": "statements", "at_most": at_most}

    def milliseconds(self, name: str, at_most: float | None = None) -> Mapping[str, Any]:
        value = middle(cost.milliseconds for cost in self.rounds[name])
        return {"name": name, "value": value, "unit": "ms CPU", "at_most": at_most}

    def waited(self, name: str, at_most: float | None = None) -> Mapping[str, Any]:
        """With the database's work, within which 19 of 20 were done."""
        value = round(late([cost.waited for cost in self.rounds[name]]), 3)
        return {"name": name, "value": value, "unit": "ms, 19 of 20", "at_most": at_most}


def quickest(call: Callable[[Any], object], given: Iterable[object]) -> list[float]:
    """Milliseconds that each takes when nothing else runs in between: the quickest of three."""
    return [min(_once(call, each) for _ in range(3)) for each in given]


def _once(call: Callable[[Any], object], given: object) -> float:
    began = time.perf_counter()
    call(given)
    return 1000 * (time.perf_counter() - began)


def tell(found: list[Mapping[str, Any]]) -> None:
    """One line of JSON for the process that asked."""
    sys.stdout.write(f"\n{json.dumps(found)}\n")
