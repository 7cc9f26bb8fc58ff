"""Knows how a site is served exactly as `make serve` serves it, and how its server is killed."""

from __future__ import annotations

import json
import os
import runpy
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import servers
from tests.bench.sites import Site

_command: Callable[..., list[str]] = runpy.run_path(str(servers.ROOT / "deploy" / "run_site.py"))[
    "server_command"
]
SECONDS_TO_STOP = 30


@dataclass
class Server:
    """A gunicorn with several workers on a port of its own, in a process group of its own."""

    site: Site
    port: int
    process: subprocess.Popen[bytes] | None = None
    root: Path = servers.ROOT
    """Whose code serves: this checkout's, or that of a former release."""

    @property
    def log(self) -> Path:
        """What the server says on standard error, also after it was started again."""
        return self.site.folder / f"server-{self.port}.log"

    def start(self) -> None:
        """Begin to serve; returns when it answers."""
        with self.log.open("ab") as lines:
            self.process = subprocess.Popen(
                _command(str(self.port), is_production=True),
                cwd=self.root,
                env=self.site.environment,
                stdout=subprocess.DEVNULL,
                stderr=lines,
                start_new_session=True,
            )
        servers.wait_until_open(self.port, self.process)

    def kill(self) -> None:
        """`kill -9` for the master and every worker, in the midst of whatever they do."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as an operator does."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, how)
            self.process.wait(SECONDS_TO_STOP)
            self.process = None


@contextmanager
def served(site: Site, *, root: Path = servers.ROOT) -> Iterator[Server]:
    """The site, served until the end of the block."""
    server = Server(site, servers.free_port(), root=root)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def inside(site: Site, call: str) -> Any:
    """What a call of these checks tells, in a process that has this site's settings."""
    return site.told(call, package="tests.verify")


def lost(site: Site, saved: Sequence[str]) -> list[str]:
    """Which of these acknowledged saves the record does not hold."""
    kept = site.folder / "saved.json"
    kept.write_text(json.dumps(saved))
    return list(inside(site, f"facts.kept({str(kept)!r})"))
