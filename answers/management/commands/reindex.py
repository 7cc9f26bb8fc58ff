"""Builds the search index anew while readers go on searching; what can be found it does not decide."""

from __future__ import annotations

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from answers import search

SECONDS_BETWEEN_LINES = 2.0


class Command(BaseCommand):
    """Exit code 0 when every page is in the index, else 1 with the reason."""

    help = (
        "Write what search knows of each public page anew, page by page, while the site goes on. It may be "
        "interrupted and run again. run_due does the same by itself for pages that need it."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--missing",
            action="store_true",
            help="only pages that are missing or were written by older rules",
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="print what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        everything = not options["missing"]
        search.prepare(connection)
        total, began = search.waiting(everything=everything), time.monotonic()
        done, said = 0, began
        for done in search.reindex(everything=everything):
            now = time.monotonic()
            if now - said >= SECONDS_BETWEEN_LINES and not options["as_json"]:
                said = now
                self.stdout.write(f"{done:,} of {total:,} pages, {_left(done, total, now - began)} to go")
        search.tidy(connection)
        seconds = round(time.monotonic() - began, 1)
        if options["as_json"]:
            self.stdout.write(json.dumps({"pages": done, "seconds": seconds}))
        else:
            self.stdout.write(f"{done:,} pages can be found ({seconds:,} seconds).")


def _left(done: int, total: int, seconds: float) -> str:
    left = seconds / done * max(total - done, 0)
    return f"{left / 60:.0f} minutes" if left > 90 else f"{left:.0f} seconds"
