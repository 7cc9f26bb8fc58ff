"""The units name what there is, and what they start and tell the server does as it should."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import parts, units
from tests.conftest import needs

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("path", units.PATHS, ids=lambda path: path.name)
def test_units_name_files_of_the_checkout_and_run_as_nobody_special(path: Path) -> None:
    read = units.unit(path.name)
    if "Service" not in read:
        return

    service = read["Service"]
    program = Path(shlex.split(service["ExecStart"])[0])
    assert (service["User"], service["WorkingDirectory"]) == ("citewell", "/opt/citewell")
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "yes"
    inside = ROOT / program.relative_to("/opt/citewell")
    assert inside.name == "python" or os.access(inside, os.X_OK)


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    """On a machine where programs and the person are not where the units say, that alone is found missing."""
    needs(parts.Part("systemd", "" if shutil.which("systemd-analyze") else "no systemd-analyze: install it"))
    for path in units.PATHS:
        text = re.sub(r"^(User|Group)=citewell$", r"\1=root", path.read_text(), flags=re.MULTILINE)
        text = text.replace("/opt/citewell/.venv/bin/python", sys.executable)
        (tmp_path / path.name).write_text(text.replace("/opt/citewell", str(ROOT)))

    finished = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *[str(tmp_path / path.name) for path in units.PATHS]],
        capture_output=True,
        text=True,
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
        check=False,
    )

    ours = [line for line in finished.stderr.splitlines() if "citewell" in line]
    assert ours == []


def test_a_reload_with_a_wrong_setting_fails_before_the_server_is_told(tmp_path: Path) -> None:
    """gunicorn would end its workers, find that no new one starts, and end itself."""
    text = (units.FOLDER / "citewell.service").read_text()
    first, second = re.findall(r"^ExecReload=(.+)$", text, re.MULTILINE)
    _program, *arguments = shlex.split(first)
    told = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "answers.example.org",
        "DATA_DIR": str(tmp_path),
    }

    finished = [
        subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=told | wrong,
            capture_output=True,
            text=True,
            check=False,
        )
        for wrong in ({}, {"TIME_ZONE": "Mars/Base"}, {"WEB_THREADS": "0"})
    ]

    assert "HUP" in second
    assert [each.returncode for each in finished] == [0, 3, 3]
    assert ["TIME_ZONE is" in finished[1].stderr, "WEB_THREADS is" in finished[2].stderr] == [True, True]
