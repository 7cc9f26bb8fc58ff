"""Runs every measurement of the bench once, prints a table and keeps it as build/bench.json.

`FULL=1` adds 20,000 pages and asks more often, `SCALE=1000000` a site of so many. Add a measurement where its
kind is: readers (through the server), screens, verbs, imports, scaling and searches (inside the site's
process; `floor` puts their milliseconds beside a bare view), texts and peers (no database), search_peer
(beside modelsearch, in a site of its own).
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import django

from tests import parts, run
from tests.bench import figures, floor, peers, readers, search_peer, servers, sites, texts
from tests.bench.figures import Figure
from tests.bench.sites import Site

KEPT = servers.ROOT / "build" / "bench.json"
QUICK_SIZES, FULL_SIZES = (100, 1_000), (100, 1_000, 20_000)
QUICK_SEARCHED, FULL_SEARCHED = (1_000, 20_000), (1_000, 20_000, 200_000)

QUICK_SCALED, FULL_SCALED = 2_000, 20_000

Made = Callable[[Path, Sequence[int]], AbstractContextManager[list[Site]]]


def main() -> int:
    began = time.monotonic()
    is_full, scale = os.environ.get("FULL") == "1", int(os.environ.get("SCALE") or 0)
    sizes = [*(FULL_SIZES if is_full else QUICK_SIZES), *([scale] if scale else [])]
    found = [*texts.figures(), *peers.figures()]
    for name, made in _databases().items():
        run.say(f"== {name}")
        found += _scaled(name, scale or (FULL_SCALED if is_full else QUICK_SCALED))
        found += _on(made, sizes, times=4 if is_full else 1)
    run.say(figures.table(found))
    seconds = round(time.monotonic() - began)
    figures.keep(found, KEPT, _circumstances(seconds=seconds, is_full=is_full))
    missed = sum(each.verdict == "not met" for each in found)
    run.say(f"{len(found)} figures in {seconds} seconds, {missed} not met; kept in build/bench.json")
    return 0


def _databases() -> dict[str, Made]:
    missing = parts.postgresql().missing
    if not missing:
        return {"SQLite": sites.sqlite, "PostgreSQL": sites.postgresql}
    run.say(f"Left out: {missing}.")
    return {"SQLite": sites.sqlite}


def _on(made: Made, sizes: Sequence[int], *, times: int) -> list[Figure]:
    """The readers come first: the verbs add answers to the smallest site."""
    with tempfile.TemporaryDirectory(prefix="citewell-bench-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        with made(data, sizes) as at_size:
            searched = FULL_SEARCHED if times > 1 else QUICK_SEARCHED
            found = readers.figures(at_size, Path(folder) / "replies", times=times)
            for site in (at_size[0], at_size[-1]):
                found += floor.beside(site, partial(_inside, site, "screens.tell()"))
            for call in ("verbs.tell()", "imports.tell()"):
                found += floor.beside(at_size[0], partial(_inside, at_size[0], call))
            found += _inside(at_size[0], f"searches.tell{searched}")
            return [*found, *search_peer.figures(at_size[0], searched, found)]


def _scaled(database: str, count: int) -> list[Figure]:
    with (
        tempfile.TemporaryDirectory(prefix="citewell-bench-") as folder,
        sites.empty(database, Path(folder)) as address,
    ):
        site = Site(database, count, address, Path(folder))
        for command in ("collectstatic --no-input", "migrate", "load_samples"):
            site.manage(*command.split(), "--verbosity", "0")
        return _inside(site, f"scaling.tell({count})")


def _inside(site: Site, call: str) -> list[Figure]:
    """A part that fails has said why, and takes no other part's figures with it."""
    try:
        return site.figures(call)
    except subprocess.CalledProcessError:
        name = f"{call} on {site.database}, {site.size:,} pages"
        run.say(f"Left out, because it failed: {name}.")
        return [Figure(f"failed: {name}", site.database, 1, "part", at_most=0)]


def _circumstances(*, seconds: int, is_full: bool) -> dict[str, object]:
    return {
        "seconds": seconds,
        "is_full": is_full,
        "load": os.getloadavg(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "django": django.get_version(),
    }


if __name__ == "__main__":
    sys.exit(main())
