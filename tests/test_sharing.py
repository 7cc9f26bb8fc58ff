"""What a module prepares is prepared once, however many workers there are, and one worker has the browser."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONFTEST = """
from tests.sharing import Shares

def pytest_xdist_make_scheduler(config, log):
    return Shares(config, log)
"""
MODULE = """
import pytest

@pytest.mark.parametrize("number", range(6))
def test_who_runs_it(number, worker_id):
    open(f"{__name__}-{worker_id}", "a").close()
"""
JOURNEYS = ["tests/journeys/test_one.py", "tests/journeys/test_two.py"]
MODULES = ["tests/test_three.py", "tests/test_four.py"]


def test_a_module_stays_with_one_worker_and_all_journeys_too(tmp_path: Path) -> None:
    for name in (*JOURNEYS, *MODULES):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(MODULE)
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    told = ["-n", "2", "--dist", "loadscope", "-p", "no:django", "-p", "no:cacheprovider"]

    finished = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *told],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.returncode == 0, finished.stdout
    ran = dict(path.name.rsplit("-", 1) for path in tmp_path.glob("test_*-gw?"))
    assert len(list(tmp_path.glob("test_*-gw?"))) == len(ran) == 4
    assert ran["test_one"] == ran["test_two"]
    assert set(ran.values()) == {"gw0", "gw1"}
