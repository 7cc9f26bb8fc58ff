"""The long checks are judged and told rightly, and what they call “acknowledged” is what the server said."""

import json
from pathlib import Path

import pytest

from tests.bench.installed import NotInstalledError
from tests.verify import __main__ as verify
from tests.verify import fuzzer, outcomes
from tests.verify.kills import Acknowledged
from tests.verify.outcomes import Outcome


def test_the_table_says_beside_a_broken_check_what_was_seen() -> None:
    held, broken = Outcome("signs", "SQLite", "5 saved"), Outcome("kills", "SQLite", broken=("lost: 7",))

    shown = outcomes.table([held, broken]).splitlines()

    assert [line.split() for line in shown] == [
        ["held", "signs", "SQLite", "5", "saved"],
        ["BROKEN", "kills", "SQLite"],
        ["lost:", "7"],
    ]


def test_what_was_found_is_kept_for_who_compares(tmp_path: Path) -> None:
    outcomes.keep([Outcome("kills", "SQLite", broken=("lost: 7",))], tmp_path / "kept.json", {"seconds": 3})

    kept = json.loads((tmp_path / "kept.json").read_text())
    assert (kept["seconds"], kept["checks"][0]["held"]) == (3, False)


def test_work_that_did_nothing_proves_nothing() -> None:
    done = Acknowledged(saved=["Save number 1"], commented=["Comment number 2"], decided=[(1, "approved")])

    assert done.idle == ["nothing was published"]


def test_a_part_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert verify.main(["raids"]) == 2
    named = "There are: races, kills, record, freshness, crowds, upgrades, faults, interface."
    assert f"No such part: raids. {named}" in capsys.readouterr().out


def test_a_check_that_was_not_run_is_not_told_as_held() -> None:
    fuzz = Outcome("fuzz", "SQLite", "no schemathesis on the path", was_run=False)

    assert outcomes.table([fuzz]).startswith("not run")
    assert not fuzz.held


def test_what_asks_the_interface_is_the_command_that_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHEMATHESIS", "/opt/st")

    assert fuzzer.command() == "/opt/st"


def test_what_is_installed_for_the_pinned_versions_is_not_installed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SCHEMATHESIS", raising=False)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "schemathesis").touch()
    (tmp_path / "installed").write_text(fuzzer.PINNED.read_text())

    assert fuzzer.command(tmp_path) == str(tmp_path / "bin" / "schemathesis")


def test_where_nothing_can_be_installed_the_reason_and_the_way_out_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SCHEMATHESIS", raising=False)
    (tmp_path / "occupied").touch()

    with pytest.raises(NotInstalledError, match=r"could not be installed .* SCHEMATHESIS"):
        fuzzer.command(tmp_path / "occupied" / "venv")
