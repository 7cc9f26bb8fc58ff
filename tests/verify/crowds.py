"""Many people at once: readers of a page that just changed, and editors who save while many read."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tests.bench import servers, sites
from tests.verify import served
from tests.verify.desks import FOUND, Desk, Reply, at_once
from tests.verify.outcomes import Outcome
from tests.verify.served import Server

READERS = 200
EDITORS = 20
SECONDS = 60
SECONDS_BETWEEN_SAVES = 10
PAGES_READ = ("/", "/questions/", f"/topics/{sites.FULL_TOPIC}/", *[f"/questions/{sites.FIRST_SLUG}/"] * 7)
"""What readers read: mostly questions, and lists besides."""


@dataclass
class Told:
    """What the people of a crowd were told, and after how many milliseconds."""

    saved: list[str] = field(default_factory=list)
    read_in: list[float] = field(default_factory=list)
    saved_in: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def summary(self) -> str:
        return (
            f"{len(self.read_in)} reads {percentiles(self.read_in)}; "
            f"{len(self.saved)} saves {percentiles(self.saved_in)}"
        )


def outcomes(server: Server, desks: dict[str, Desk]) -> Iterator[Outcome]:
    """First the herd, then a minute of everybody at work."""
    yield _herd(server)
    yield _working_day(server, desks)


def percentiles(milliseconds: Sequence[float]) -> str:
    """Of how long it took: the half, 95 and 99 of a hundred, and the longest."""
    if len(milliseconds) < 2:
        return "in no time that can be told"
    cuts = statistics.quantiles(milliseconds, n=100)
    return f"p50 {cuts[49]:.0f}, p95 {cuts[94]:.0f}, p99 {cuts[98]:.0f}, most {max(milliseconds):.0f} ms"


def _herd(server: Server) -> Outcome:
    """The database itself counts, by a trigger of this check, how often the page is kept anew."""
    page = f"/questions/{sites.FIRST_SLUG}/"
    servers.fetch(server.port, page, {})
    served.inside(server.site, f"herds.change({sites.FIRST_SLUG!r})")
    replies = at_once([partial(_read, server, page)] * READERS)
    renders = served.inside(server.site, "herds.renders()")
    broken = [f"{renders} renders"] if renders != 1 else []
    if found := Counter(each.status for each in replies) - Counter({200: READERS}):
        broken.append(f"answered {dict(found)}")
    return Outcome(
        f"{READERS} readers at once on a page just changed: one render",
        server.site.database,
        f"{renders} render",
        tuple(broken),
    )


def _working_day(server: Server, desks: dict[str, Desk]) -> Outcome:
    """Readers come at their rate, however slow the answers are; editors save all at the same moment."""
    cases = served.inside(server.site, f"cases.forms({EDITORS})")
    people = [desk for name, desk in desks.items() if name.startswith("signer")][:EDITORS]
    told = Told()
    acts = [
        partial(_saves, desk, case, told, number)
        for number, (desk, case) in enumerate(zip(people, cases, strict=True))
    ]
    began = time.monotonic()
    with ThreadPoolExecutor(EDITORS + READERS) as crowd:
        working = [crowd.submit(_until, began + SECONDS, act) for act in acts]
        for number in range(READERS * SECONDS):
            time.sleep(max(0.0, began + number / READERS - time.monotonic()))
            crowd.submit(_reads, server, PAGES_READ[number % len(PAGES_READ)], told)
    for each in working:
        each.result()
    lost = served.lost(server.site, told.saved)
    broken = [f"{times} × {what}" for what, times in told.wrong.items()] + [f"lost: {each}" for each in lost]
    if len(told.saved) < EDITORS:
        broken.append(f"only {len(told.saved)} saves: nothing to lose")
    broken += _said_by(server, "database is locked")
    return Outcome(
        f"{EDITORS} editors save, {READERS} readers a second: nobody turned away, nothing lost",
        server.site.database,
        told.summary,
        tuple(broken),
    )


def _until(end: float, act: Callable[[int], None]) -> None:
    """Everybody begins each round at the same moment."""
    start = time.monotonic()
    for turn in range(SECONDS // SECONDS_BETWEEN_SAVES):
        time.sleep(max(0.0, start + turn * SECONDS_BETWEEN_SAVES - time.monotonic()))
        if time.monotonic() < end:
            act(turn)


def _saves(desk: Desk, case: dict[str, Any], told: Told, editor: int, turn: int) -> None:
    """On the newest text; each editor has an answer of their own, so that nobody is in anybody's way."""
    note = f"Editor {editor}, save {turn}"
    base = int(case["fields"]["base"]) + turn
    typed = case["fields"] | {"base": str(base), "note": note, "certainty_reason": note}
    began = time.monotonic()
    reply = desk.save(case["answer"], typed)
    told.saved_in.append(1000 * (time.monotonic() - began))
    if reply.status == FOUND:
        told.saved.append(note)
    else:
        told.wrong[f"a save answered {reply.status}"] += 1


def _reads(server: Server, path: str, told: Told) -> None:
    began = time.monotonic()
    try:
        status = servers.fetch(server.port, path, {}).status
    except (OSError, HTTPException) as problem:
        told.wrong[f"{path} {type(problem).__name__}"] += 1
        return
    told.read_in.append(1000 * (time.monotonic() - began))
    if status != 200:
        told.wrong[f"{path} answered {status}"] += 1


def _read(server: Server, path: str) -> Reply:
    reply = servers.fetch(server.port, path, {})
    return Reply(reply.status, "")


def _said_by(server: Server, words: str) -> list[str]:
    """Whether the server's own lines say this, also where nobody was told."""
    times = Path(server.log).read_text(errors="replace").count(words)
    return [f"the log says {times} times “{words}”"] if times else []
