"""Prints whether the record is as its log tells it; it mends nothing."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from answers.models import verification
from answers.models.verification import Finding, Head

USAGE = 2


class Command(BaseCommand):
    """Exit code 0: whole. 1: something was changed. 2: the command was used wrongly."""

    help = (
        "Check the hash chain of the log, and every row and text it tells of. "
        "Exit code: 0 the record is whole (redactions are listed), 1 it was changed, "
        "2 the command was used wrongly."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head",
            metavar="FILE",
            help="heads kept outside the database, one on each line (DATA_DIR/log-head.txt)",
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the findings as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        kept = _kept(Path(options["head"])) if options["head"] else ()
        found = list(verification.findings(kept))
        if options["as_json"]:
            self.stdout.write(_json(found))
        else:
            self._print(found)
        if any(each.is_tampering for each in found):
            sys.exit(1)

    def _print(self, found: list[Finding]) -> None:
        for each in found:
            (self.stderr if each.is_tampering else self.stdout).write(each.sentence)
        if not any(each.is_tampering for each in found):
            self.stdout.write(f"The record is whole: {verification.head().sequence} events.")


def _json(found: list[Finding]) -> str:
    head = verification.head()
    document = {"head": asdict(head), "findings": [asdict(each) for each in found]}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _kept(path: Path) -> tuple[Head, ...]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        heads = tuple(verification.read_head(line) for line in lines if line.strip())
    except OSError as problem:
        raise CommandError(f"“{path}” cannot be read: {problem.strerror}.", returncode=USAGE) from problem
    except ValueError as problem:
        raise CommandError(f"“{path}” holds no heads: {problem}", returncode=USAGE) from problem
    if not heads:
        raise CommandError(f"“{path}” holds no head.", returncode=USAGE)
    return heads
