"""Writes everything that is public into one file of JSON Lines; the same site always gives the same bytes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from answers.public import everything

USAGE = 2
PROGRESS = 1000


class Command(BaseCommand):
    """Exit code 0: written. 2: the file cannot be written."""

    help = (
        "Write every public topic, answer, source and correction into FILE, one JSON document on each line, "
        "with its SHA-256; “-” is standard output. Exit code: 0 written, 2 the file cannot be written."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="where to write; an older file gives way at the end")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the counts as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"] == "-":
            self._write(self.stdout.write)
            return
        path = Path(options["file"])
        draft = path.with_name(f"{path.name}.part")
        try:
            with draft.open("w", encoding="utf-8", newline="\n") as out:
                counts = self._write(out.write)
            draft.replace(path)
        except OSError as problem:
            told = f"“{path}” cannot be written: {problem.strerror}."
            raise CommandError(told, returncode=USAGE) from problem
        words = ", ".join(f"{kind}: {count}" for kind, count in counts.items())
        self.stdout.write(json.dumps(counts) if options["as_json"] else words)

    def _write(self, write: Callable[[str], object]) -> dict[str, int]:
        """Write every line; how many there are of each kind."""
        counts = Counter(dict.fromkeys(everything.KINDS, 0))
        for kind, line in everything.lines(at=timezone.now()):
            write(f"{line}\n")
            counts[kind] += 1
            if not counts.total() % PROGRESS:
                self.stderr.write(f"{counts.total()} lines")
        return dict(counts)
