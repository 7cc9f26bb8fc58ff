"""What stands in the way of “make run” is said in one sentence, never as a traceback."""

import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAKE_TO_MAKE = {"MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS"}


def make(*arguments: str, **values: str) -> subprocess.CompletedProcess[str]:
    """As from a shell, even when the tests themselves were started by make."""
    outer = {name: value for name, value in os.environ.items() if name not in MAKE_TO_MAKE}
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        env=outer | values,
        capture_output=True,
        text=True,
        check=False,
    )


def sentence(finished: subprocess.CompletedProcess[str]) -> str:
    assert finished.returncode != 0
    assert "Traceback" not in finished.stderr
    said, *rest = finished.stderr.splitlines()
    assert all(line.startswith("make: ***") for line in rest)
    return said


def test_a_taken_port_is_named_with_another_to_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        said = sentence(make("run", f"PORT={port}"))

    assert said.startswith(f"Port {port} is taken. Stop what uses it, or choose another")


def test_a_port_that_is_none_is_refused() -> None:
    assert sentence(make("run", "PORT=web")).startswith("PORT=web is no port.")


def test_the_sample_site_serves_no_other_machine() -> None:
    said = sentence(make("serve", "HOST=0.0.0.0"))

    assert said.startswith("The sample site serves this machine only, so HOST=0.0.0.0 is refused.")


def test_a_folder_that_cannot_be_written_is_named() -> None:
    said = sentence(make("run", "PORT=18231", DATA_DIR="/proc/data"))

    assert said.startswith("Nothing can be written in /proc.")


def test_a_machine_without_python_is_told_which_one_to_install(tmp_path: Path) -> None:
    said = sentence(make("run", "PYTHON="))

    assert said.startswith("Citewell needs Python 3.11 or newer, and found none.")


def test_a_python_without_venv_is_told_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "venv.py").write_text("raise ModuleNotFoundError('venv')")
    (tmp_path / "deploy").mkdir()
    script = tmp_path / "deploy" / "bootstrap.py"
    script.write_text((ROOT / "deploy" / "bootstrap.py").read_text())
    (tmp_path / "requirements.lock").touch()
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "requirements.lock").touch()

    finished = subprocess.run(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.stderr.startswith("Python's venv module is missing or incomplete.")
    assert not (tmp_path / ".venv").exists()


def test_help_lists_every_command() -> None:
    listed = make("help").stdout

    for command in ("run", "serve", "test", "bench", "lint", "help"):
        assert f"make {command}\t" in listed
