"""A new site begins in an empty folder, without the samples, and leaves nothing where it cannot begin."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from answers.management import steps

ROOT = Path(__file__).resolve().parent.parent.parent
SAID = {
    "name": 'Ward "7" answers',
    "address": "https://answers.example.org",
    "publisher": "Ward & Sons",
    "contact": "help@example.org",
    "funding": "Our members pay for it.",
    "emergency": "112",
    "editor": "ines",
    "editor-mail": "ines@example.org",
}


def start(folder: Path, **other: str | None) -> subprocess.CompletedProcess[str]:
    said = SAID | {name.replace("_", "-"): value for name, value in other.items()}
    flags = [part for name, value in said.items() if value is not None for part in (f"--{name}", value)]
    where = ["--data", str(folder / "data"), "--settings-file", str(folder / "site.env")]
    return subprocess.run(
        [sys.executable, "manage.py", "start_site", *flags, *where, "--no-input", "--json"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder / "trying")},
        capture_output=True,
        text=True,
        check=False,
    )


def ask(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "ENV_FILE": str(folder / "site.env")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.sqlite
def test_a_new_site_has_its_first_person_and_nothing_of_the_samples(tmp_path: Path) -> None:
    finished = start(tmp_path)

    assert finished.returncode == 0, finished.stderr
    told = json.loads(finished.stdout)
    assert told["link"].startswith("https://answers.example.org/")
    assert told["checked"] == {"timed work": True, "backup": True}
    assert any("EMAIL_URL" in sentence for sentence in told["missing"])
    assert not any("EMERGENCY_NUMBER" in sentence for sentence in told["missing"])
    assert (tmp_path / "site.env").stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(tmp_path / "data" / "db.sqlite3")) as database:
        people = database.execute("SELECT username, is_superuser FROM auth_user").fetchall()
        [answers] = database.execute("SELECT count(*) FROM answers_answer").fetchone()
    assert (people, answers) == ([("ines", 0)], 0)
    code = "from django.conf import settings as own; print(own.SITE_NAME, own.DEBUG, own.PUBLISHER_NAME)"
    read = ask(tmp_path, "shell", "--no-imports", "-c", code).stdout
    assert read == 'Ward "7" answers False Ward & Sons\n'

    again = start(tmp_path)

    assert again.returncode == 1
    assert "this site was started" in again.stderr


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "db.sqlite3").write_text("samples")

    finished = start(tmp_path)

    assert finished.returncode == 1
    assert "is not empty (it holds db.sqlite3)" in finished.stderr
    assert (tmp_path / "data" / "db.sqlite3").read_text() == "samples"
    assert not (tmp_path / "site.env").exists()


def test_what_was_not_said_is_named(tmp_path: Path) -> None:
    finished = start(tmp_path, publisher=None, contact=None)

    assert finished.returncode == 2
    assert "Please say --publisher, --contact." in finished.stderr


@pytest.mark.parametrize(
    ("flag", "value", "sentence"),
    [
        ("address", "http://answers.example.org", "Write it like https://answers.example.org."),
        ("editor_mail", "ines", "no mail address"),
        ("name", "One\nTwo", "Each of these is one line."),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_made(
    tmp_path: Path, flag: str, value: str, sentence: str
) -> None:
    finished = start(tmp_path, **{flag: value})

    assert finished.returncode == 1
    assert sentence in finished.stderr
    assert not (tmp_path / "data").exists()


def test_a_site_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    finished = start(tmp_path, database="postgres://nobody:hunter2@127.0.0.1:1/nothing")

    assert finished.returncode == 1
    assert "“migrate” did not finish" in finished.stderr
    assert "hunter2" not in finished.stderr
    assert not (tmp_path / "data").exists()
    assert not (tmp_path / "site.env").exists()


def test_nothing_is_made_after_a_step_that_went_badly_and_each_trial_is_made() -> None:
    well, badly = ["diffsettings"], ["diffsettings", "--no-such-flag"]

    assert [said.went for said in steps.run([well, badly, well], [well])] == [True, False]
    assert [said.went for said in steps.run([well], [badly, well])] == [True, False, True]
