"""Holds the sources against a file of notices or the services, and calls answers back; it decides nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from answers import workflow
from sources import jobs, lookup
from sources.notices.retraction_watch import NotAFileOfNoticesError

USAGE = 2
EVERY = 100
PATIENCE = 60.0
"""Seconds that a busy service may make the check wait."""


class Command(BaseCommand):
    """Exit code 0: checked. 1: the check could not be finished. 2: the command was used wrongly."""

    help = (
        "Look for notices (retractions, corrections, expressions of concern) about our sources. Pages that "
        "cite one say so at their next read, and the owners of those answers are told. Safe to repeat. "
        "Exit code: 0 checked, 1 the check could not be finished, 2 the command was used wrongly."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--retraction-watch",
            metavar="FILE",
            help="the Retraction Watch data as CSV; needs no network; - reads standard input",
        )
        parser.add_argument(
            "--online",
            action="store_true",
            help="ask Crossref and PubMed about each source; needs SOURCES_LOOKUP_ENABLED",
        )
        parser.add_argument(
            "--links",
            action="store_true",
            help="visit each source's web address; needs SOURCES_LOOKUP_ENABLED",
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        asks_others = options["online"] or options["links"]
        if not (options["retraction_watch"] or asks_others):
            raise CommandError(
                "Say what to check: --retraction-watch FILE, --online or --links.", returncode=USAGE
            )
        if asks_others and not lookup.is_enabled():
            raise CommandError("Look-ups are off. Set SOURCES_LOOKUP_ENABLED=1 first.", returncode=USAGE)
        outcomes = {}
        if options["retraction_watch"]:
            outcomes["retraction_watch"] = self._check_file(options["retraction_watch"])
        if options["online"]:
            outcomes["online"] = self._check_online()
        if options["links"]:
            outcomes["links"] = self._check_links()
        called = workflow.call_for_rechecks(timezone.now())
        if options["as_json"]:
            told = {name: outcome.as_dict() for name, outcome in outcomes.items()}
            self.stdout.write(json.dumps(told | {"rechecks_called": called}, ensure_ascii=False, indent=2))
        else:
            for outcome in outcomes.values():
                self._print(outcome)
            self.stdout.write(f"Answers called for a re-check: {called}.")
        if not all(outcome.is_complete for outcome in outcomes.values()):
            sys.exit(1)

    def _check_file(self, name: str) -> jobs.Outcome:
        now = timezone.now()
        try:
            with _opened(name) as lines:
                return jobs.check_file(lines, at=now, on=timezone.localdate(now), progress=self._progress)
        except NotAFileOfNoticesError as other:
            missing = ", ".join(f"“{each}”" for each in other.missing)
            raise CommandError(
                f"“{name}” is no Retraction Watch file: it lacks the columns {missing}."
            ) from other
        except OSError as problem:
            raise CommandError(f"“{name}” cannot be read: {problem.strerror}.") from problem

    def _check_online(self) -> jobs.Outcome:
        now = timezone.now()
        return jobs.check_online(
            lookup.lookups(longest_wait=PATIENCE),
            at=now,
            on=timezone.localdate(now),
            progress=self._progress_online,
        )

    def _check_links(self) -> jobs.Outcome:
        return jobs.check_links(lookup.visitor(), on=timezone.localdate(), progress=self._progress_online)

    def _progress_online(self, done: int) -> None:
        if done % EVERY == 0:
            self._progress(done)

    def _progress(self, done: int) -> None:
        self.stderr.write(f"{done:,} …", ending="\n")

    def _print(self, outcome: jobs.Outcome) -> None:
        self.stdout.write(
            f"{outcome.rows:,} looked at. Notices found: {len(outcome.found)}, known before: "
            f"{len(outcome.known)}. Sources checked: {outcome.sources_checked:,}."
        )
        for conflict in outcome.listed_conflicts:
            self.stdout.write(
                f"Please look: {conflict.where} has the number of “{conflict.key}” but another title: "
                f"“{conflict.its_title}”, ours is “{conflict.our_title}”."
            )
        for fault in outcome.listed_faults:
            self.stderr.write(fault)
        if not outcome.is_complete:
            self.stderr.write(
                "The check could not be finished. What it found is kept; sources that it did not reach keep "
                "their old day."
            )


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as file:
        yield file
