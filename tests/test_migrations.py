"""A migration that was released is never edited: somebody's database has it as it was."""

from __future__ import annotations

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tests" / "released_migrations.txt"


def released() -> dict[str, str]:
    """What is listed, by path. To list what is new with a release: `python -m tests.test_migrations`."""
    return {path: digest for digest, path in (line.split("  ") for line in LIST.read_text().splitlines())}


def digest(path: str) -> str:
    return hashlib.sha256((ROOT / path).read_bytes()).hexdigest()


def there() -> list[str]:
    found = [each for app in ("answers", "sources") for each in (ROOT / app / "migrations").glob("[0-9]*.py")]
    return sorted(str(path.relative_to(ROOT)) for path in found)


def test_a_released_migration_is_as_it_was() -> None:
    edited = [path for path, was in released().items() if not (ROOT / path).exists() or digest(path) != was]

    assert edited == []


def test_nothing_is_put_before_what_was_released() -> None:
    last = {app: max(path for path in released() if path.startswith(app)) for app in ("answers", "sources")}

    assert [path for path in there() if path not in released() and path <= last[path.split("/")[0]]] == []


if __name__ == "__main__":
    LIST.write_text("".join(f"{digest(path)}  {path}\n" for path in there()))
