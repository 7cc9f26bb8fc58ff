"""Knows how pinned packages get an environment of their own under build/, when they are first wanted.

What they do there, it does not know.
"""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

SECONDS = 300


class NotInstalledError(Exception):
    """A command is missing and cannot be installed here: a sentence that says why."""


def command(name: str, folder: Path, pinned: Path) -> str:
    """The command, by its path; what is installed is kept until other versions are pinned."""
    stamp, found = folder / "installed", folder / "bin" / name
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
    return (errors or [str(problem)])[0].removeprefix("ERROR: ")
