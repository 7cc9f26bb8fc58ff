"""The server as its unit starts it: a real site's settings in a file, and a socket held for it."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import processes, units
from tests.bench import servers

NAME = "answers.example.org"
HOST = {"Host": NAME, "X-Forwarded-Proto": "https"}


def real_site(folder: Path) -> dict[str, str]:
    """The environment of a site that is set up in this folder, as a unit gives it, and nothing else."""
    values = {
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": NAME,
        "SITE_URL": f"https://{NAME}",
        "TRUSTED_PROXIES": "127.0.0.1",
        "DATA_DIR": str(folder / "data"),
    }
    path = folder / "site.env"
    path.write_text("".join(f'{name}="{value}"\n' for name, value in values.items()))
    told = {"PATH": os.environ["PATH"], "ENV_FILE": str(path)}
    processes.in_turn(["migrate"], ["collectstatic", "--no-input"], environment=told)
    return told


@contextmanager
def held_socket() -> Iterator[socket.socket]:
    """As systemd holds it: open before the server starts, and after it ends."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as held:
        held.set_inheritable(True)
        yield held


@contextmanager
def served(
    held: socket.socket, environment: dict[str, str], errors: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """gunicorn by the unit's own command line, the socket handed over as systemd does."""
    _program, *arguments = shlex.split(units.unit("citewell.service")["Service"]["ExecStart"])
    command = shlex.join([sys.executable, *arguments])
    with errors.open("ab") as log:
        process = subprocess.Popen(
            ["bash", "-c", f"exec 3<&{held.fileno()}; LISTEN_FDS=1 LISTEN_PID=$$ exec {command}"],
            cwd=processes.ROOT,
            env=environment,
            pass_fds=[held.fileno()],
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
    try:
        servers.wait_until_open(held.getsockname()[1], process)
        yield process
    finally:
        process.terminate()
        process.wait(60)
