"""Knows how `make test` runs: the suite on SQLite, then what asks a database anything on PostgreSQL.

Each with what this machine has; what stays away from the second run is said in `tests/conftest.py`.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests import parts

ROOT = Path(__file__).resolve().parent.parent
CHECKOUT_SETTINGS = (
    "ALLOWED_HOSTS",
    "ALLOW_INSECURE_LOCAL",
    "DEBUG",
    "SAMPLE_SITE",
    "SECRET_KEY",
    "SITE_URL",
)
SHARED = ("-n", "2", "--dist", "loadscope", "--no-loadscope-reorder")
"""Which worker has what is decided by tests/sharing.py."""

KEEPING_NOTHING = "PYTHONDONTWRITEBYTECODE"
"""With it every process that a test starts compiles our modules anew: a second each."""


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def left_out() -> list[parts.Part]:
    return [part for part in parts.every_part() if part.missing]


def suite(database: str, environment: dict[str, str], arguments: list[str]) -> int:
    say(f"== The suite on {database}")
    command = [sys.executable, "-m", "pytest", "-q", *SHARED, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def clean_environment() -> dict[str, str]:
    """What an operator has exported for a real site must not change what the tests see."""
    left_out = {*CHECKOUT_SETTINGS, KEEPING_NOTHING}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {"DATABASE_URL": "", "CACHE_URL": "", "DATA_DIR": str(ROOT / "build" / "test-data")}


def main(arguments: list[str]) -> int:
    missing = left_out()
    for part in missing:
        say(f"Left out: {part.missing}.")
    if missing and os.environ.get("REQUIRE") == "all":
        say("REQUIRE=all asks for every part, so nothing was run.")
        return 1
    environment = clean_environment()
    code = suite("SQLite", environment, arguments)
    if code or "PostgreSQL" in {part.name for part in missing}:
        return code
    return suite("PostgreSQL", environment | {"DATABASE_URL": parts.POSTGRESQL_URL}, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
