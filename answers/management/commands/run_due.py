"""Does the work that is due, once or until it is told to stop; what is due it does not decide."""

from __future__ import annotations

import json
import queue
import signal
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from answers import jobs

SECONDS_BETWEEN = 20.0


class Command(BaseCommand):
    """One run, or a run every twenty seconds."""

    help = (
        "Publish what is scheduled, take down what expires, remind people, render outdated pages, send mail, "
        "and write the head of the log to DATA_DIR. Safe to repeat and to run twice at once."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on every 20 seconds until stopped")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["loop"]:
            if self._run(as_json=options["as_json"]):
                raise CommandError("A step failed; the log says which and why. The next run tries it again.")
            return
        told = queue.SimpleQueue[int]()  # a signal may come while it is asked; an Event would wait for itself
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, _: told.put(number))
        is_told = False
        while not is_told:
            self._try(as_json=options["as_json"])
            with suppress(queue.Empty):
                is_told = bool(told.get(timeout=SECONDS_BETWEEN))

    def _try(self, *, as_json: bool) -> None:
        """A database that is away is asked again at the next turn; what was due then is due still."""
        close_old_connections()
        try:
            self._run(as_json=as_json)
        except DatabaseError as problem:
            self.stderr.write(f"The database did not answer; trying again soon. {problem}")

    def _run(self, *, as_json: bool) -> int:
        """How many steps failed."""
        done = jobs.run_due(timezone.now()).as_dict()
        if as_json:
            self.stdout.write(json.dumps(done))
        elif any(done.values()):
            words = ", ".join(
                f"{name.replace('_', ' ')}: {number}" for name, number in done.items() if number
            )
            self.stdout.write(f"{words[0].upper()}{words[1:]}.")
        return done["steps_failed"]
