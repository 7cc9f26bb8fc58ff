"""Knows which schemathesis asks the interface: one named in SCHEMATHESIS, else the pinned one, installed.

It asks nothing of a site.
"""

from __future__ import annotations

import os
import subprocess
import venv
from pathlib import Path

from tests.bench import servers

PINNED = Path(__file__).with_name("requirements.txt")
VENV = servers.ROOT / "build" / "verify-venv"
SECONDS = 300


class NotInstalledError(Exception):
    """There is none, and it cannot be installed here: a sentence that says why, and what to do."""


def command(folder: Path = VENV, pinned: Path = PINNED) -> str:
    """The command to call; what is installed is kept until other versions are pinned."""
    if named := os.environ.get("SCHEMATHESIS"):
        return named
    stamp, found = folder / "installed", folder / "bin" / "schemathesis"
    if not (stamp.exists() and stamp.read_text() == pinned.read_text() and found.exists()):
        _install(folder, pinned)
        stamp.write_text(pinned.read_text())
    return str(found)


def _install(folder: Path, pinned: Path) -> None:
    quiet = ["--quiet", "--disable-pip-version-check", "--requirement", str(pinned)]
    try:
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run(
            [str(folder / "bin" / "python"), "-m", "pip", "install", *quiet],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as problem:
        raise NotInstalledError(_why(problem)) from problem


def _why(problem: Exception) -> str:
    said = getattr(problem, "stderr", None) or ""
    lines = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    errors = [line for line in lines.splitlines() if line.startswith("ERROR")]
    reason = (errors or [str(problem)])[0].removeprefix("ERROR: ")
    return (
        f"schemathesis could not be installed ({reason}). Run make verify once where a package index can be "
        f"reached, or name the command in SCHEMATHESIS"
    )
