"""Knows which schemathesis asks the interface: one named in SCHEMATHESIS, else the pinned one, installed.

It asks nothing of a site.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.bench import installed, servers
from tests.bench.installed import NotInstalledError

PINNED = Path(__file__).with_name("requirements.txt")
VENV = servers.ROOT / "build" / "verify-venv"


def command(folder: Path = VENV, pinned: Path = PINNED) -> str:
    """The command to call; where there is none, the reason is said with what to do."""
    if named := os.environ.get("SCHEMATHESIS"):
        return named
    try:
        return installed.command("schemathesis", folder, pinned)
    except NotInstalledError as reason:
        raise NotInstalledError(
            f"schemathesis could not be installed ({reason}). Run make verify once where a package index can "
            f"be reached, or name the command in SCHEMATHESIS"
        ) from reason
