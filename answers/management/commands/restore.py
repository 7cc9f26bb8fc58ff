"""Makes the site again from a backup and says what came of it; what is true it does not decide."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from answers import backups
from answers.models import Refused


class Command(BaseCommand):
    """Exit code 0: restored and verified. 1: not restored, and all is as before. 2: used wrongly."""

    help = (
        "Make the site again from a backup, in an empty database of either kind. Nothing is kept unless "
        "every row, the log and the pages are as they were; words removed since then are removed again. "
        "Exit code: 0 restored and verified, 1 not restored and all is as before, 2 the command was used "
        "wrongly."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", metavar="DIR", type=Path, help="one backup, or a folder of them: then the newest"
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="take the place of the site in this database (SQLite only); the old one is kept beside it",
        )
        parser.add_argument(
            "--data",
            metavar="DIR",
            type=Path,
            help="where log-head.txt and redactions.jsonl stand, if not in DATA_DIR",
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="print what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        is_quiet = options["as_json"] or options["verbosity"] == 0
        try:
            done = backups.restore(
                options["folder"],
                at=timezone.now(),
                is_replacing=options["replace"],
                data=options["data"] or Path(settings.DATA_DIR),
                say=(lambda _line: None) if is_quiet else self.stderr.write,
            )
        except Refused as refused:
            raise CommandError("\n".join((*refused.sentences, "Nothing was restored."))) from refused
        except DatabaseError as problem:
            raise CommandError(f"The database refused: {problem}. Nothing was restored.") from problem
        except OSError as problem:
            raise CommandError(f"Nothing was restored: {problem.strerror} ({problem.filename}).") from problem
        if options["as_json"]:
            self.stdout.write(json.dumps(_told(done), ensure_ascii=False, indent=2))
            return
        rows = f"{done.manifest.rows:,} rows"
        self.stdout.write(f"{rows} and {done.pages:,} pages are restored from “{done.folder}”, and verified.")
        if done.redacted:
            self.stdout.write(f"Words were removed again from {done.redacted:,} texts.")
        for note in done.notes:
            self.stdout.write(note)


def _told(done: backups.Restored) -> dict[str, Any]:
    return {
        "folder": str(done.folder),
        "rows": done.manifest.rows,
        "pages": done.pages,
        "redacted": done.redacted,
        "notes": done.notes,
    }
