"""A PostgreSQL of a check's own, so that it can be stopped and started in the midst of work."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import servers


def programs() -> Path | None:
    """Where the newest PostgreSQL keeps its programs, if there is one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


@dataclass(frozen=True)
class Cluster:
    """One that listens on loopback, as a person who is not the administrator."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        told = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.folder}"
        self._run(
            "pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-w", "-o", told, "start"
        )

    def stop(self) -> None:
        """As a machine goes away: nobody is told, nothing is tidied."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        _as_postgres([str(programs()) + f"/{program}", *arguments], self.folder)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Made for this, and thrown away."""
    folder = Path(tempfile.mkdtemp(prefix="citewell-cluster-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    made = Cluster(folder, servers.free_port())
    options = ["-D", f"{folder}/data", "-U", "postgres", "--auth=trust", "-E", "UTF8"]
    try:
        _as_postgres([f"{programs()}/initdb", *options], folder)
        made.start()
        yield made
    finally:
        subprocess.run(
            _owner([f"{programs()}/pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop"]),
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        shutil.rmtree(folder, ignore_errors=True)


def _as_postgres(command: list[str], folder: Path) -> None:
    subprocess.run(_owner(command), cwd=folder, check=True, stdout=subprocess.DEVNULL)


def _owner(command: list[str]) -> list[str]:
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command
