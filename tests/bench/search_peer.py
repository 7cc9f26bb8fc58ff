"""What our search takes beside modelsearch: the same pages, the same searches, where it finishes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests import run
from tests.bench import installed, servers, sites
from tests.bench.figures import Figure, late
from tests.bench.sites import Site

PEER = "modelsearch"
PINNED = Path(__file__).with_name("requirements.txt")
VENV = servers.ROOT / "build" / "bench-venv"
SETTINGS = "tests.bench.modelsearch_site.settings"
KINDS = ("selective", "broad")
"""It mends no mistyped word, so there is nothing to compare."""

SECONDS, SECONDS_TO_INDEX = 30, 600
IN_TIME = f"did not finish within {SECONDS} s"
INDEXED = f"was not indexed within {SECONDS_TO_INDEX} s"
AMONG_FEWER = "not asked, did not finish among fewer pages"


def figures(site: Site, sizes: Sequence[int], ours: Sequence[Figure]) -> list[Figure]:
    """A peer that cannot be installed, or fails, is said and takes no figure of ours with it."""
    try:
        python = installed.command("python", VENV, PINNED)
        with sites.empty(site.database, site.folder) as address:
            peer = Peer(python, address, site.folder)
            site.inside(f"searches.hand_over({str(peer.texts)!r}, {str(peer.searches)!r}, {max(sizes)})")
            return beside(peer, site.database, sizes, ours)
    except installed.NotInstalledError as reason:
        run.say(f"Left out: {PEER} could not be installed ({reason}).")
    except subprocess.CalledProcessError:
        run.say(f"Left out, because it failed: {PEER} on {site.database}.")
    return []


@dataclass(frozen=True)
class Peer:
    """Its site, asked in processes of its own; each call may take too long."""

    python: str
    address: str
    folder: Path

    @property
    def texts(self) -> Path:
        return self.folder / "texts.jsonl"

    @property
    def searches(self) -> Path:
        return self.folder / "searches.json"

    def fill(self, size: int) -> None:
        self._run("migrate", "--run-syncdb", "--verbosity", "0", seconds=SECONDS_TO_INDEX)
        self._call(f"fill(Path({str(self.texts)!r}), {size})", seconds=SECONDS_TO_INDEX)

    def ask(self, kind: str) -> Mapping[str, Any]:
        """Its version, and the milliseconds of each search."""
        printed = self._call(f"tell(Path({str(self.searches)!r}), {kind!r})", seconds=SECONDS)
        [answered] = json.loads(printed.splitlines()[-1])
        return dict(answered)

    def _call(self, call: str, *, seconds: int) -> str:
        script = f"from pathlib import Path; from tests.bench.modelsearch_site import asking; asking.{call}"
        return self._run("shell", "--no-imports", "-c", script, seconds=seconds)

    def _run(self, *arguments: str, seconds: int) -> str:
        return subprocess.run(
            [self.python, "-m", "django", *arguments],
            cwd=servers.ROOT,
            env=run.clean_environment() | {"DATABASE_URL": self.address, "DJANGO_SETTINGS_MODULE": SETTINGS},
            stdout=subprocess.PIPE,
            text=True,
            timeout=seconds,
            check=True,
        ).stdout


def beside(peer: Peer, database: str, sizes: Sequence[int], ours: Sequence[Figure]) -> list[Figure]:
    """What did not finish stands in the table as that, and is not tried again among more pages."""
    found: list[Figure] = []
    unfinished: dict[str, str] = {}
    for size in sizes:
        asked = [kind for kind in KINDS if kind not in unfinished]
        why = dict.fromkeys(unfinished, AMONG_FEWER)
        if asked and not _is_filled(peer, size):
            why |= dict.fromkeys(asked, INDEXED)
        for kind in KINDS:
            name = f"{kind} search, {size:,} pages"
            answered = None if kind in why else _answered(peer, kind)
            if answered is None:
                unfinished[kind] = why.get(kind, IN_TIME)
                found.append(Figure(f"{name}: {PEER}", database, None, unfinished[kind]))
            else:
                found += _compared(name, database, answered, ours)
    return found


def _is_filled(peer: Peer, size: int) -> bool:
    try:
        peer.fill(size)
    except subprocess.TimeoutExpired:
        return False
    return True


def _answered(peer: Peer, kind: str) -> Mapping[str, Any] | None:
    try:
        return peer.ask(kind)
    except subprocess.TimeoutExpired:
        return None


def _compared(
    name: str, database: str, answered: Mapping[str, Any], ours: Sequence[Figure]
) -> Iterator[Figure]:
    took = answered["took"]
    for part, value in (("p50", median(took)), ("p95", late(took))):
        yield Figure(f"{name}: {PEER} {part}", database, round(value, 2), "ms")
        for own in ours:
            if own.name == f"{name}: {part}" and own.unit == "ms" and own.value is not None:
                ratio = round(own.value / value, 3)
                yield Figure(own.name, database, ratio, f"× {PEER} {answered['version']}")
