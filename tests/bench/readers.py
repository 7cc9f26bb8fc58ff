"""What readers' pages cost the server beside a bare view that returns the same bytes, and what they weigh."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.bench import servers, visits
from tests.bench.figures import Figure
from tests.bench.sites import FIRST_SLUG, FULL_TOPIC, Site
from tests.bench.visits import Costs, Visit

COLD = "question, cold"
QUESTION = f"/questions/{FIRST_SLUG}/"
LISTS = {"topic": f"/topics/{FULL_TOPIC}/", "home": "/", "A–Z": "/questions/"}
OF_PROGRAMS = {
    "API, list of questions": "/api/v1/questions/",
    "API, list of questions, with parameters": "/api/v1/questions/?page_size=20&ordering=-number",
}
STAFF = "/admin/login/"
BROTLI = {"Accept-Encoding": "br"}
GZIP = {"Accept-Encoding": "gzip"}

COLD_TIMES_BARE = {"SQLite": 2.2, "PostgreSQL": 2.9}
CACHED_TIMES_BARE = 1.5
LIST_TIMES_BARE = 5
CACHED_VISITS, COLD_VISITS = 240, 120
"""In each round: a cached page takes less than half a millisecond, and a few of them measure the machine."""

FLAT = 1.25
"""Flat means so much at most; a shared machine's ratios wander by a quarter."""

WORKER_BYTES = 80_000_000
START_SECONDS = 3
PAGE_BYTES = 30_000

_ASSET = re.compile(rb'<(?:link rel="(?:preload|stylesheet)"|script)[^>]*?(?:href|src)="(/static/[^"]+)"')


def figures(sites: Sequence[Site], folder: Path, *, times: int) -> list[Figure]:
    """Every figure of these sites, which hold the same pages in growing numbers."""
    database = sites[0].database
    with ExitStack() as running:
        at_size = {
            site.size: running.enter_context(servers.started("qa_site.wsgi", site.environment, site.backends))
            for site in sites
        }
        planned = _planned(database, at_size, times)
        visits.keep_replies(planned, at_size, folder)
        replies = sites[0].environment | {"REPLIES": str(folder)}
        bare = running.enter_context(servers.started("tests.bench.bare", replies))
        costs = visits.paid(planned, at_size, bare)
        return [
            *_ratios(database, planned, costs),
            *_flatness(database, planned, costs),
            *_worker(database, at_size[sites[-1].size], bare),
            *_weight(database, at_size[sites[-1].size]),
        ]


def _planned(database: str, at_size: Mapping[int, servers.Server], times: int) -> list[Visit]:
    smallest = min(at_size)
    known = BROTLI | {"If-None-Match": at_size[smallest].get(QUESTION, BROTLI).headers["ETag"]}
    planned = [
        Visit("question, cached, gzip", smallest, QUESTION, GZIP, CACHED_VISITS * times, CACHED_TIMES_BARE),
        Visit("question, cached, not compressed", smallest, QUESTION, {}, CACHED_VISITS * times),
        Visit("question, 304", smallest, QUESTION, known, CACHED_VISITS * times),
        Visit("question, cold 304", smallest, QUESTION, known, COLD_VISITS * times, is_cold=True),
    ]
    for size in at_size:
        cold, cached = COLD_TIMES_BARE[database], CACHED_TIMES_BARE
        planned.append(Visit(COLD, size, QUESTION, BROTLI, COLD_VISITS * times, cold, is_cold=True))
        planned.append(Visit("question, cached", size, QUESTION, BROTLI, CACHED_VISITS * times, cached))
        planned += [
            Visit(name, size, path, GZIP, 10 * times, LIST_TIMES_BARE, is_cold=True)
            for name, path in LISTS.items()
        ]
        planned += [
            Visit(name, size, path, GZIP, 10 * times, LIST_TIMES_BARE) for name, path in OF_PROGRAMS.items()
        ]
    return planned


def _ratios(database: str, planned: Sequence[Visit], costs: Mapping[str, Costs]) -> list[Figure]:
    found = []
    for visit in planned:
        cost, name = costs[visit.key], f"{visit.name}, {visit.size:,} pages"
        found.append(Figure(f"{name}: CPU", database, cost.times_bare, "× bare", at_most=visit.at_most))
        found.append(Figure(f"{name}: time of one reader", database, cost.times_bare_waited, "× bare"))
    return found


def _flatness(database: str, planned: Sequence[Visit], costs: Mapping[str, Costs]) -> list[Figure]:
    """The ratio at the largest size over that at the smallest."""
    found = []
    for name in (COLD, *LISTS, *OF_PROGRAMS):
        same = sorted((visit for visit in planned if visit.name == name), key=lambda visit: visit.size)
        few, many = same[0], same[-1]
        growth = round(costs[many.key].times_bare / costs[few.key].times_bare, 3)
        sizes = f"{few.size:,} to {many.size:,} pages"
        found.append(Figure(f"{name}: growth from {sizes}", database, growth, "×", at_most=FLAT))
    return found


def _worker(database: str, server: servers.Server, bare: servers.Server) -> list[Figure]:
    """After readers' pages and lists and the interface's; then with what the first of the staff loads."""
    after_readers = server.memory()
    server.get(STAFF, {})
    return [
        Figure("worker memory", database, after_readers, "bytes", at_most=WORKER_BYTES),
        Figure("worker memory, staff's screens loaded", database, server.memory(), "bytes"),
        Figure("worker memory, bare view", database, bare.memory(), "bytes"),
        Figure("start of a worker: CPU", database, round(server.start / bare.start, 3), "× bare"),
        Figure("start of a worker", database, round(server.start, 3), "s CPU", at_most=START_SECONDS),
    ]


def _weight(database: str, server: servers.Server) -> list[Figure]:
    """What a first visit to the question page transfers: page, style, script and font."""
    page = server.get(QUESTION, BROTLI)
    plain = server.get(QUESTION, {}).body
    assets = sorted({match.decode() for match in _ASSET.findall(plain)})
    sizes = [len(server.get(asset, BROTLI).body) for asset in assets]
    return [
        Figure("question page, HTML as made", database, len(plain), "bytes"),
        Figure("question page, HTML in brotli", database, len(page.body), "bytes"),
        Figure("question page, requests", database, 1 + len(assets), "requests", at_most=6),
        Figure("question page, all it transfers", database, len(page.body) + sum(sizes), "bytes", PAGE_BYTES),
    ]
