"""`kill -9` of the server in the midst of saving, commenting and deciding: what was acknowledged is there."""

from __future__ import annotations

import json
import random
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from http.client import HTTPException
from itertools import count
from queue import Empty, SimpleQueue
from typing import Any

from tests.verify import served
from tests.verify.desks import FOUND, Desk
from tests.verify.outcomes import Outcome
from tests.verify.served import Server

KILLS = 20
POOL = 180
SECONDS_OF_WORK = (0.6, 1.6)
"""Between these the server lives from the first request on; where it dies is left to chance."""

_BASE = re.compile(r'name="base" value="(\d+)"')


@dataclass
class Acknowledged:
    """What the server said it had done, by what it was."""

    saved: list[str] = field(default_factory=list)
    commented: list[str] = field(default_factory=list)
    decided: list[tuple[int, str]] = field(default_factory=list)
    published: list[int] = field(default_factory=list)

    @property
    def told(self) -> str:
        return ", ".join(f"{len(each)} {name}" for name, each in asdict(self).items())

    @property
    def idle(self) -> list[str]:
        """Kinds of work of which nothing was done, so that nothing could be lost."""
        return [f"nothing was {name}" for name, each in asdict(self).items() if not each]


@dataclass
class Work:
    """What people go on doing; each act is one request, kept only once it was acknowledged."""

    desks: dict[str, Desk]
    cases: dict[str, Any]
    done: Acknowledged = field(default_factory=Acknowledged)
    ended: threading.Event = field(default_factory=threading.Event)
    numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.waiting: SimpleQueue[dict[str, Any]] = SimpleQueue()
        for each in self.cases["decided"]:
            self.waiting.put(each)

    def open_screens(self) -> None:
        """What a new worker loads at its first visit is no work that could be lost."""
        first = self.cases["saved"][0]
        for name in ("editor", "managing", "editor2"):
            self.desks[name].get(f"/admin/answers/answer/{first['answer']}/change/")

    def saving(self, name: str, case: dict[str, Any]) -> None:
        """Each save stands on the one before; which that was, the form says after a kill."""
        desk, base = self.desks[name], 0
        while not self.ended.is_set():
            if not base:
                [found] = _BASE.findall(desk.get(f"/admin/answers/answer/{case['answer']}/change/").text)
                base = int(found)
            note = f"Save number {next(self.numbers)}"
            typed = {"base": str(base), "note": note, "certainty_reason": note}
            if desk.save(case["answer"], case["fields"] | typed).status == FOUND:
                self.done.saved.append(note)
                base += 1
            else:
                base = 0

    def commenting(self) -> None:
        while not self.ended.is_set():
            said = f"Comment number {next(self.numbers)}"
            typed = {"sentence": "1", "kind": "comment", "text": said}
            if (
                self.desks["reviewer"].press(self.cases["discussed"]["revision"], "comment", **typed).status
                == FOUND
            ):
                self.done.commented.append(said)

    def deciding(self, name: str) -> None:
        """Two of three texts are approved and published, for the third changes are asked."""
        desk = self.desks[name]
        while not self.ended.is_set():
            try:
                case = self.waiting.get_nowait()
            except Empty:
                return
            signed = {"content_hash": case["hash"], "note": "Seen."}
            if case["revision"] % 3 == 0:
                if desk.press(case["revision"], "request-changes", **signed).status == FOUND:
                    self.done.decided.append((case["revision"], "changes requested"))
                continue
            if desk.press(case["revision"], "approve", scope="whole page", **signed).status == FOUND:
                self.done.decided.append((case["revision"], "approved"))
            if desk.press(case["revision"], "publish", reason="").status == FOUND:
                self.done.published.append(case["revision"])

    def until_killed(self, act: Callable[[], None]) -> None:
        """A person whose server died has not been told anything."""
        try:
            act()
        except (OSError, HTTPException):
            return

    @property
    def acts(self) -> list[Callable[[], None]]:
        first, second = self.cases["saved"]
        return [
            lambda: self.saving("editor", first),
            lambda: self.saving("managing", second),
            self.commenting,
            lambda: self.deciding("editor2"),
            lambda: self.deciding("signer0"),
        ]


def outcomes(server: Server, desks: dict[str, Desk]) -> Iterator[Outcome]:
    """All kills, one after the other; then what was acknowledged is looked for."""
    work = Work(desks, served.inside(server.site, f"cases.pool({POOL})"))
    for _ in range(KILLS):
        work.open_screens()
        _die_at_work(server, work)
        server.start()
    kept = server.site.folder / "acknowledged.json"
    kept.write_text(json.dumps(asdict(work.done)))
    broken = served.inside(server.site, f"facts.after_kills({str(kept)!r})")
    yield Outcome(
        f"kill -9, {KILLS} times: nothing acknowledged is lost, nothing half done",
        server.site.database,
        work.done.told,
        (*work.done.idle, *broken),
    )


def _die_at_work(server: Server, work: Work) -> None:
    work.ended.clear()
    with ThreadPoolExecutor(len(work.acts)) as people:
        told = [people.submit(work.until_killed, act) for act in work.acts]
        threading.Event().wait(random.uniform(*SECONDS_OF_WORK))
        server.kill()
        work.ended.set()
    for each in told:
        each.result()
