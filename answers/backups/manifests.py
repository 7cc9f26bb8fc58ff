"""What a backup says of itself, and whether its files are as it says; it reads no row."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from answers.models import Refused
from answers.models.verification import Head

MANIFEST = "manifest.json"
FORMAT = 1

STANDS_FOR_OTHERS = "_squashed_"
"""In a migration's name, as Django names them."""


@dataclass(frozen=True)
class File:
    """One file of a backup: the rows of one table, or what pages looked like."""

    name: str
    holds: str
    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds, from which release, and where its log ended."""

    made_at: str
    database: str
    render_version: str
    migrations: list[str]
    head: Head
    findings: list[str]
    """Rows that were not as the log tells them when the backup was made; redactions do not count."""
    left_out: dict[str, str]
    tables: list[File]
    pages: File
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return sum(each.rows for each in self.tables)


def migrations() -> list[str]:
    """The migrations that this database has, by app and name.

    One that stands for others is told by those, which a database has in either case.
    """
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if STANDS_FOR_OTHERS not in name)


def write_lines(path: Path, holds: str, columns: list[str], lines: Iterable[str]) -> File:
    """Write one packed file, down to the disk."""
    rows = 0
    with path.open("xb") as file:
        path.chmod(0o600)
        with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6, mtime=0, filename="") as packed:
            for line in lines:
                packed.write(f"{line}\n".encode())
                rows += 1
        file.flush()
        os.fsync(file.fileno())
    return File(path.name, holds, columns, rows, _sha256(path))


def write_text(path: Path, text: str) -> None:
    """Write a small file, down to the disk."""
    with path.open("x", encoding="utf-8") as file:
        path.chmod(0o600)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def write(folder: Path, manifest: Manifest) -> None:
    """The last file of a backup."""
    write_text(folder / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))


def read(folder: Path) -> Manifest:
    """What the backup in this folder says. Raises Refused when it says nothing that we understand."""
    path = folder / MANIFEST
    try:
        told = json.loads(path.read_bytes())
        if told["format"] != FORMAT:
            raise Refused(f"“{path}” was written by another release, in a form that this one cannot read.")
        files = {"tables": [File(**each) for each in told["tables"]], "pages": File(**told["pages"])}
        return Manifest(**told | files | {"head": Head(**told["head"])})
    except FileNotFoundError as missing:
        raise Refused(f"“{folder}” is no backup: it has no {MANIFEST}.") from missing
    except (ValueError, KeyError, TypeError) as problem:
        raise Refused(f"“{path}” is damaged: {problem}") from problem


def check(folder: Path, manifest: Manifest) -> None:
    """Read every file back. Raises Refused with the name of one that is not as the manifest says."""
    for each in (*manifest.tables, manifest.pages):
        path = folder / each.name
        if not path.is_file():
            raise Refused(f"The file “{path}” is missing.")
        if _sha256(path) != each.sha256:
            raise Refused(f"The file “{path}” is damaged: it is not the one that was written.")
        rows = sum(1 for _line in lines(path))
        if rows != each.rows:
            raise Refused(f"The file “{path}” holds {rows:,} rows and should hold {each.rows:,}.")


def lines(path: Path) -> Iterator[str]:
    """The lines of a packed file. Raises Refused when it cannot be unpacked."""
    try:
        with gzip.open(path, "rb") as file:
            for line in file:
                yield line.decode()
    except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
        raise Refused(f"The file “{path}” is damaged: {problem}") from problem


def sync(folder: Path) -> None:
    """Let the names in a folder outlive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
