"""What our references cost beside citeproc-py and rispy, and how many records each of us gets right."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from tests import run
from tests.bench import servers
from tests.bench.figures import Figure, middle
from tests.bench.references import COUNT

ROUNDS = 3
NOWHERE = "no database"
SIDES = ("our formatting", "citeproc-py", "our reading", "rispy")

Told = Mapping[str, Sequence[Mapping[str, Any]]]


def figures() -> list[Figure]:
    """The sides take turns, each in a process of its own."""
    told = defaultdict(list)
    for _ in range(ROUNDS):
        for side in SIDES:
            told[side].append(_side(side))
    return [*_formatting(told), *_reading(told)]


def _side(side: str) -> dict[str, Any]:
    call = f"from tests.bench import beside; beside.tell({side!r})"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", call]
    finished = subprocess.run(
        command, cwd=servers.ROOT, env=run.clean_environment(), stdout=subprocess.PIPE, text=True, check=True
    )
    answered: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    return answered


def _formatting(told: Told) -> Iterator[Figure]:
    name = f"{COUNT:,} references formatted"
    yield from _beside(name, told, "our formatting", "citeproc-py", at_most=1)
    yield _right(f"{name}, as the goldens", told, "our formatting", at_least=100)
    yield _right(f"{name}, as the goldens: citeproc-py", told, "citeproc-py")


def _reading(told: Told) -> Iterator[Figure]:
    """The peer leaves names, dates and numbers as they stand; ours are taken apart and checked."""
    yield from _beside(f"{COUNT:,} RIS records read", told, "our reading", "rispy")
    odd = f"{COUNT:,} RIS records with BOM, CRLF, missing ER, AU and A1"
    yield Figure(f"{odd}: lost", NOWHERE, told["our reading"][0]["lost"], "records", at_most=0)
    yield Figure(f"{odd}: lost by rispy", NOWHERE, told["rispy"][0]["lost"], "records")
    yield _right(f"{odd}: whole", told, "our reading", at_least=100)
    yield _right(f"{odd}: whole, rispy", told, "rispy")


def _beside(name: str, told: Told, ours: str, peer: str, at_most: float | None = None) -> Iterator[Figure]:
    unit = f"× {peer} {version(peer)}"
    for what, measure in (("CPU", "seconds"), ("memory", "bytes")):
        pairs = zip(told[ours], told[peer], strict=True)
        ratio = middle(own[measure] / other[measure] for own, other in pairs)
        yield Figure(f"{name}: {what}", NOWHERE, ratio, unit, at_most=at_most if what == "CPU" else None)


def _right(name: str, told: Told, side: str, at_least: float | None = None) -> Figure:
    return Figure(name, NOWHERE, 100 * told[side][0]["right"] / COUNT, "%", at_least=at_least)
