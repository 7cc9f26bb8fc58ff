"""What the site stands on is taken away while people work: what readers and staff get, what is lost."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from tests.bench import servers, sites
from tests.bench.sites import Site
from tests.verify import clusters, served
from tests.verify.desks import CONFLICT, FOUND, Desk
from tests.verify.outcomes import Outcome
from tests.verify.served import Server

NOTICE = "We cannot reach our records just now."
UNAVAILABLE = 503
SECONDS_TO_RECOVER = 15
SECONDS_TO_SAVE = 120
Broken = Iterator[str]


@dataclass
class Saving:
    """Somebody who saves again and again, also at the moment at which the database goes away."""

    desk: Desk
    case: dict[str, Any]
    saved: list[str] = field(default_factory=list)
    answered: Counter[int] = field(default_factory=Counter)
    ended: threading.Event = field(default_factory=threading.Event)

    def __call__(self) -> None:
        for number in count():
            if self.ended.is_set():
                return
            status = _save_status(self.desk, self.case, note := f"Save number {number}")
            self.answered[status] += 1
            if status == FOUND:
                self.saved.append(note)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        with ThreadPoolExecutor(1) as person:
            told = person.submit(self)
            try:
                yield
            finally:
                self.ended.set()
        told.result()

    def wait_for(self, most: int) -> None:
        """Until so many saves were acknowledged, or it is plain that there will be none."""
        until = time.monotonic() + SECONDS_TO_SAVE
        while len(self.saved) < most and time.monotonic() < until:
            time.sleep(0.05)


def outcomes(server: Server, desks: dict[str, Desk]) -> Iterator[Outcome]:
    """Each fault in its turn; the site recovers without anybody's hands before the next one."""
    site = server.site
    cases = served.inside(site, "cases.pool(2)")
    if site.database == "PostgreSQL":
        yield _database_gone(site)
    else:
        yield _told(
            "disk full: refused in words, nothing acknowledged is lost",
            site,
            _disk_full(server, desks, cases),
        )
    yield _told("mail server down: owed, and tried again", site, _mail_down(server))
    yield _told("clock a year ahead, a day behind: no step breaks", site, _clock_jumps(server))
    yield _told("after the faults: nothing half done", site, iter(served.inside(site, "facts.whole()")))


def _told(name: str, site: Site, broken: Broken) -> Outcome:
    return Outcome(name, site.database, broken=tuple(broken))


def _database_gone(shared: Site) -> Outcome:
    """The server of the database is stopped as by a loss of power, and started again."""
    name = "database gone: kept pages are read, staff get a sentence, all is back by itself"
    if clusters.programs() is None:
        return Outcome(name, shared.database, "no initdb on this machine", was_run=False)
    with clusters.cluster() as cluster:
        site = Site("PostgreSQL", 1, cluster.address, shared.folder)
        sites._fill(site)
        keys = served.inside(site, "cases.sessions(1)")
        cases = served.inside(site, "cases.pool(2)")
        with served.served(site) as server:
            desks = {each: Desk(server.port, key) for each, key in keys.items()}
            return _told(name, site, _while_it_is_gone(cluster, server, desks, cases))


def _while_it_is_gone(
    cluster: clusters.Cluster, server: Server, desks: dict[str, Desk], cases: dict[str, Any]
) -> Broken:
    page = f"/questions/{sites.FIRST_SLUG}/"
    for path in (page, "/questions/") * 16:  # so that every worker has them
        servers.fetch(server.port, path, {})
    work = Saving(desks["managing"], cases["saved"][0])
    with work.going_on():
        work.wait_for(3)
        cluster.stop()
    try:
        for path in (page, "/questions/") * 8:
            reply = servers.fetch(server.port, path, {})
            if reply.status != 200 or NOTICE not in reply.body.decode():
                yield f"{path} answers {reply.status} and says so: {NOTICE in reply.body.decode()}"
        began = time.monotonic()
        unread = {servers.fetch(server.port, "/sources/", {}).status for _ in range(5)}
        if unread != {UNAVAILABLE} or time.monotonic() - began > 5:
            yield f"a page never read answers {unread} after {time.monotonic() - began:.1f} s"
        staff = desks["editor"].get("/admin/review/")
        if staff.status != UNAVAILABLE or not staff.says("cannot reach our records"):
            yield f"staff get {staff.status}"
        health = [servers.fetch(server.port, f"/healthz/{each}", {}).status for each in ("live", "ready")]
        if health != [200, UNAVAILABLE]:
            yield f"live and ready answer {health}"
    finally:
        cluster.start()
    yield from _recovers(server, desks["editor"], page)
    yield from (f"lost: {note}" for note in _lost(server, work.saved))
    if others := set(work.answered) - {FOUND, UNAVAILABLE}:
        yield f"saves were answered {sorted(others)} too"


def _recovers(server: Server, desk: Desk, page: str) -> Broken:
    """Without anybody's hands, and soon: no worker goes on saying that it is away."""
    until, good = time.monotonic() + SECONDS_TO_RECOVER, 0
    while good < 12 and time.monotonic() < until:
        reply = servers.fetch(server.port, page, {})
        is_good = reply.status == 200 and NOTICE not in reply.body.decode()
        good = good + 1 if is_good and desk.get("/admin/review/").status == 200 else 0
    if good < 12:
        yield f"not back within {SECONDS_TO_RECOVER} seconds"


def _disk_full(server: Server, desks: dict[str, Desk], cases: dict[str, Any]) -> Broken:
    """No file may grow: a save is refused in a sentence, what was there stays, and readers read on."""
    page = f"/questions/{sites.FIRST_SLUG}/"
    notes = [f"Before it was full {number}" for number in range(3)]
    saved = [note for note in notes if _save(desks["editor"], cases["saved"][0], note)]
    refused = set()
    _limit(server, 65_536)
    for number in range(24):
        note = f"Disk {number}"
        status = _save_status(desks["editor"], cases["saved"][0], note)
        if status == FOUND:
            saved.append(note)
        else:
            refused.add(status)
    if servers.fetch(server.port, page, {}).status != 200:
        yield "readers do not read on"
    _limit(server, resource.RLIM_INFINITY)
    if not refused:
        yield "the limit was never met"
    if refused - {UNAVAILABLE, CONFLICT}:
        yield f"a save that did not fit is answered {sorted(refused)}"
    yield from (f"lost: {note}" for note in _lost(server, saved))
    if not _save(desks["editor"], cases["saved"][0], "There is space again"):
        yield "saving does not go on once there is space"


def _limit(server: Server, most: int) -> None:
    """How large a file of the site may become from now on, for every worker."""
    master = server.process.pid if server.process else 0
    for found in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(found.read_text().rpartition(")")[2].split()[1]) == master:
                resource.prlimit(
                    int(found.parent.name), resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY)
                )


def _mail_down(server: Server) -> Broken:
    """Nothing listens where mail is handed over."""
    done = _run_due(server.site, EMAIL_URL=f"smtp://127.0.0.1:{servers.free_port()}")
    told = served.inside(server.site, "facts.owed_mails()")
    if done["mails_sent"] or not done["mails_failed"] or not told["owed"] or told["given_up"]:
        yield f"{done['mails_sent']} sent, {done['mails_failed']} failed, then {told}"
    yield from _reads_on(server)


def _clock_jumps(server: Server) -> Broken:
    for days in (365, -1, 0):
        told = served.inside(server.site, f"facts.timed_work({days})")
        if told["steps_failed"]:
            yield f"{days} days off, {told['steps_failed']} steps failed"
    if told["is_late"]:
        yield "staff are warned though the timed work ran"
    yield from _reads_on(server)


def _reads_on(server: Server) -> Broken:
    if (status := servers.fetch(server.port, f"/questions/{sites.FIRST_SLUG}/", {}).status) != 200:
        yield f"readers get {status}"


def _save(desk: Desk, case: dict[str, Any], note: str) -> bool:
    return _save_status(desk, case, note) == FOUND


def _save_status(desk: Desk, case: dict[str, Any], note: str) -> int:
    """On the newest text, as somebody does who opened the form just now."""
    form = desk.get(f"/admin/answers/answer/{case['answer']}/change/").text
    _before, _mark, rest = form.partition('name="base" value="')
    if not rest:
        return UNAVAILABLE if NOTICE[:26] in form or "cannot reach our records" in form else 0
    typed = {"base": rest.partition('"')[0], "note": note, "certainty_reason": note}
    return desk.save(case["answer"], case["fields"] | typed).status


def _lost(server: Server, saved: list[str]) -> list[str]:
    if not saved:
        return ["nothing was saved, so nothing could be lost"]
    return served.lost(server.site, saved)


def _run_due(site: Site, **other: str) -> dict[str, int]:
    finished = subprocess.run(
        [sys.executable, "manage.py", "run_due", "--json"],
        cwd=servers.ROOT,
        env=site.environment | other,
        capture_output=True,
        text=True,
        check=False,
    )
    told: dict[str, int] = json.loads(finished.stdout.splitlines()[-1])
    return told
