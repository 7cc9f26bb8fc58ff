"""Runs every long check once, prints a table and keeps it as build/verify.json; 1 when one did not hold.

Name parts to run those alone: `python -m tests.verify races kills record`. Add a check where its kind is.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests import parts, run
from tests.bench import servers, sites
from tests.bench.sites import Site
from tests.verify import (
    crowds,
    faults,
    freshness,
    interface,
    kills,
    outcomes,
    races,
    record,
    served,
    upgrades,
)
from tests.verify.desks import Desk
from tests.verify.outcomes import Outcome
from tests.verify.served import Server

KEPT = servers.ROOT / "build" / "verify.json"
DATABASES = {"SQLite": sites.sqlite, "PostgreSQL": sites.postgresql}
PARTS: dict[str, Callable[[Server, dict[str, Desk]], Iterator[Outcome]]] = {
    "races": races.outcomes,
    "kills": kills.outcomes,
    "record": record.outcomes,
    "freshness": freshness.outcomes,
    "crowds": crowds.outcomes,
    "upgrades": upgrades.outcomes,
    "faults": faults.outcomes,
    "interface": interface.outcomes,
}


def main(wanted: Sequence[str]) -> int:
    if unknown := set(wanted) - PARTS.keys():
        run.say(f"No such part: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.")
        return 2
    began = time.monotonic()
    found = [each for name in _databases() for each in _on(name, wanted or list(PARTS))]
    run.say(outcomes.table(found))
    seconds, broken = round(time.monotonic() - began), sum(bool(each.broken) for each in found)
    left_out = sum(not each.was_run for each in found)
    outcomes.keep(found, KEPT, {"seconds": seconds})
    said = f"{broken} did not hold, {left_out} not run; kept in build/verify.json"
    run.say(f"{len(found)} checks in {seconds} seconds, {said}")
    return 1 if broken else 0


def _databases() -> list[str]:
    """The databases of this machine; what it lacks is said."""
    missing = {"PostgreSQL": parts.postgresql().missing}
    for sentence in filter(None, missing.values()):
        run.say(f"Left out: {sentence}.")
    return [name for name in DATABASES if not missing.get(name)]


def _on(database: str, wanted: Sequence[str]) -> Iterator[Outcome]:
    with (
        tempfile.TemporaryDirectory(prefix="citewell-verify-") as folder,
        DATABASES[database](Path(folder), (1,)) as [site],
    ):
        for part in wanted:
            began = time.monotonic()
            yield from _part(part, site)
            run.say(f"== {database}: {part}, {time.monotonic() - began:.0f} s")


def _part(name: str, site: Site) -> Iterator[Outcome]:
    """A part that fails has said why, and takes no other part's findings with it."""
    sessions = served.inside(site, f"cases.sessions({races.CROWD})")
    try:
        with served.served(site) as server:
            yield from PARTS[name](server, {each: Desk(server.port, key) for each, key in sessions.items()})
    except Exception as problem:  # whatever it was, it is told as a check that did not hold
        yield Outcome(f"{name}: could not be carried out", site.database, broken=(repr(problem),))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
