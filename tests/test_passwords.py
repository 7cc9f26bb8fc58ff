"""A password is refused that leaked elsewhere, wherever it stands in the file; and no other is."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from qa_site import passwords

LEAKED = [f"leaked password {number}" for number in range(200)]


def digest(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


@pytest.fixture(params=["\n", "\r\n"], ids=["lines", "lines as on Windows"])
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "leaked.txt"
    lines = sorted(f"{digest(each)}:{len(each) * number}" for number, each in enumerate(LEAKED))
    path.write_bytes("".join(f"{line}{request.param}" for line in lines).encode())
    return path


def test_a_password_that_leaked_elsewhere_is_refused(file: Path) -> None:
    for each in LEAKED:
        with pytest.raises(ValidationError, match="found in a leak elsewhere"):
            passwords.Leaked(str(file)).validate(each)


def test_a_password_that_did_not_leak_is_taken(file: Path) -> None:
    for number in range(200):
        passwords.Leaked(str(file)).validate(f"another password {number}")


@pytest.mark.parametrize("written", ["", "\n", "no such line"])
def test_a_file_without_passwords_refuses_none(tmp_path: Path, written: str) -> None:
    (tmp_path / "leaked.txt").write_text(written)

    passwords.Leaked(str(tmp_path / "leaked.txt")).validate("seven quiet herons walk")
