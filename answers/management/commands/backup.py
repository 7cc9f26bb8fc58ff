"""Makes a backup and says where it is; what belongs into one it does not decide."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from answers import backups
from answers.models import Refused


class Command(BaseCommand):
    """Exit code 0: made and read back. 1: not made, or the record was changed. 2: used wrongly."""

    help = (
        "Copy everything the site holds into a new dated folder, while the site runs, and read it back. "
        "Exit code: 0 made and verified, 1 it could not be made or the record was found changed, "
        "2 the command was used wrongly."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", metavar="DIR", type=Path, help="where backups stand, each in its own folder"
        )
        parser.add_argument(
            "--keep", metavar="N", type=_at_least_one, help="remove all finished backups but the newest N"
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="print what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        is_quiet = options["as_json"] or options["verbosity"] == 0
        try:
            made = backups.back_up(
                options["folder"],
                at=timezone.now(),
                keep=options["keep"],
                say=(lambda _line: None) if is_quiet else self.stderr.write,
            )
        except Refused as refused:
            raise CommandError("\n".join(refused.sentences)) from refused
        except OSError as problem:
            raise CommandError(
                f"No backup was made: {problem.strerror} ({problem.filename or options['folder']})."
            ) from problem
        if options["as_json"]:
            self.stdout.write(json.dumps(_told(made), ensure_ascii=False, indent=2))
        else:
            head = made.manifest.head.sequence
            self.stdout.write(f"{made.manifest.rows:,} rows up to event {head:,} are in “{made.folder}”.")
            for name in made.removed:
                self.stdout.write(f"Removed the older “{name}”.")
        if made.manifest.findings:
            raise CommandError(
                f"The record is not as its log tells it ({len(made.manifest.findings)} places; run "
                "verify_log). The backup was made, and no older one was removed."
            )


def _told(made: backups.Backup) -> dict[str, Any]:
    manifest = made.manifest
    return {
        "folder": str(made.folder),
        "rows": manifest.rows,
        "pages": manifest.pages.rows,
        "head": str(manifest.head),
        "findings": manifest.findings,
        "removed": list(made.removed),
    }


def _at_least_one(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError("write a whole number from 1")
    return int(word)
