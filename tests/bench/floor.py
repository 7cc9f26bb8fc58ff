"""What was measured inside the site in milliseconds, told beside a bare view's request of the same minutes.

A shared machine is twice as quick in one hour as in another, and so is that request.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import mean

from tests.bench import servers
from tests.bench.figures import Figure
from tests.bench.sites import Site

MILLISECONDS = "ms CPU"
REPLY_BYTES = 32_000
"""As many as a question page has before it is compressed."""

REQUESTS = 200


def beside(site: Site, measure: Callable[[], list[Figure]]) -> list[Figure]:
    """The figures, and each that is in milliseconds of processor once more: as so many bare requests."""
    with _bare(site) as bare:
        before = _milliseconds(bare)
        found = measure()
        request = mean((before, _milliseconds(bare)))
    return [*found, *(_times(each, request) for each in found if each.unit == MILLISECONDS and each.value)]


def _times(figure: Figure, request: float) -> Figure:
    assert figure.value is not None
    return Figure(f"{figure.name}: CPU", figure.database, round(figure.value / request, 1), "× bare")


@contextmanager
def _bare(site: Site) -> Iterator[servers.Server]:
    with tempfile.TemporaryDirectory(prefix="citewell-bench-") as folder:
        (Path(folder) / "reply.200").write_bytes(b"a" * REPLY_BYTES)
        with servers.started("tests.bench.bare", site.environment | {"REPLIES": folder}) as bare:
            yield bare


def _milliseconds(bare: servers.Server) -> float:
    bare.get("/reply", {})
    before = bare.used()
    for _ in range(REQUESTS):
        bare.get("/reply", {})
    return 1000 * servers.between(before, bare.used()) / REQUESTS
