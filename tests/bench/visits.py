"""Knows how visits are paid in rounds, site and bare view in turn, and what each took; it judges nothing."""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import servers
from tests.bench.figures import middle

ROUNDS = 5
FINE = {200, 304}
_NUMBERS = itertools.count()


@dataclass(frozen=True)
class Visit:
    """One kind of request to the site of one size; `at_most` is what it may cost beside the bare view.

    One that `is_cold` asks each time at an address that nobody has asked at, so that nothing is kept of it.
    """

    name: str
    size: int
    path: str
    headers: Mapping[str, str]
    times: int
    at_most: float | None = None
    is_cold: bool = False

    @property
    def key(self) -> str:
        """Its name in an address and in a folder."""
        return "".join(letter if letter.isalnum() else "-" for letter in f"{self.name} {self.size}")


@dataclass
class Costs:
    """What each round measured: seconds of processor and of waiting per request, ours and the bare view's."""

    used: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    bare_used: list[float] = field(default_factory=list)
    bare_waited: list[float] = field(default_factory=list)

    @property
    def times_bare(self) -> float:
        return middle(own / bare for own, bare in zip(self.used, self.bare_used, strict=True))

    @property
    def times_bare_waited(self) -> float:
        return middle(own / bare for own, bare in zip(self.waited, self.bare_waited, strict=True))


def keep_replies(visits: Sequence[Visit], at_size: Mapping[int, servers.Server], folder: Path) -> None:
    """The site's second reply of each kind is what the bare view will answer."""
    folder.mkdir()
    for visit in visits:
        server = at_size[visit.size]
        server.get(visit.path, visit.headers)
        reply = server.get(visit.path, visit.headers)
        _demand_fine(visit, reply.status)
        (folder / f"{visit.key}.{reply.status}").write_bytes(reply.body)


def paid(
    visits: Sequence[Visit], at_size: Mapping[int, servers.Server], bare: servers.Server
) -> dict[str, Costs]:
    """The costs of every visit by its key."""
    costs = {visit.key: Costs() for visit in visits}
    for _ in range(ROUNDS):
        for visit in visits:
            found = costs[visit.key]
            used, waited = _round(visit, bare, f"/{visit.key}", {})
            found.bare_used.append(used)
            found.bare_waited.append(waited)
            used, waited = _round(visit, at_size[visit.size], visit.path, visit.headers)
            found.used.append(used)
            found.waited.append(waited)
    return costs


def _round(
    visit: Visit, server: servers.Server, path: str, headers: Mapping[str, str]
) -> tuple[float, float]:
    """Seconds of processor and of waiting for one request."""
    asked = [f"{path}?visit={next(_NUMBERS)}" if visit.is_cold else path for _ in range(visit.times)]
    server.get(path, headers)
    used, began = server.used(), time.perf_counter()
    for each in asked:
        _demand_fine(visit, server.get(each, headers).status)
    waited = time.perf_counter() - began
    return servers.between(used, server.used()) / visit.times, waited / visit.times


def _demand_fine(visit: Visit, status: int) -> None:
    if status not in FINE:
        raise RuntimeError(f"“{visit.name}” answers {status}, so it cannot be measured.")
