"""Imports a file of references and says what became of each record; it decides nothing itself."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sources import importers
from sources.importers import Reading, Report, Verdict
from sources.importers.formats.encoding import LARGEST
from sources.management import given


class Command(BaseCommand):
    """One file, one transaction, one report."""

    help = (
        "Import sources from a file of RIS, PubMed (nbib or XML), BibTeX or CSL-JSON, or a list of DOIs. "
        "The same file again adds nothing. Exit code: 0 read, with a report of what to look at; "
        "1 the file was refused; 2 the command was used wrongly."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the file; - reads standard input")
        parser.add_argument("--format", choices=importers.FORMATS, help="otherwise the content tells")
        parser.add_argument("--by", metavar="USER", help="who imports; else the only administrator")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and change nothing"
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        by = None
        if not options["dry_run"]:
            by = given.person(options["by"], among=[given.administrators()], asked="Say who imports")
        try:
            stored = given.stored(options["file"], most=LARGEST)
            reading = importers.read(stored, options["format"] or "")
            if by is None:
                report = importers.preview(reading.records)
            else:
                report = importers.import_sources(
                    reading.records, by=by, at=timezone.now(), progress=self._progress
                )
        except (importers.UnreadableError, importers.RefusedError) as refused:
            raise CommandError(str(refused)) from refused
        if options["as_json"]:
            told = {"format": reading.format} | report.as_dict(reading.problems)
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self._print(reading, report)
        if not reading.records:
            raise CommandError("No record of this file could be read.")

    def _progress(self, done: int, total: int) -> None:
        if total >= 500:
            self.stderr.write(f"{done:,} of {total:,} records")

    def _print(self, reading: Reading, report: Report) -> None:
        self.stdout.write(f"Format: {reading.format}")
        if report.taken:
            self.stdout.write(f"New: {len(report.taken)}")
        elif new := report.of(Verdict.NEW):
            self.stdout.write(f"Would be new: {len(new)}")
        self.stdout.write(
            f"Already here: {len(report.of(Verdict.HERE))}, with fields filled: {len(report.filled)}"
        )
        if report.notices:
            self.stdout.write(f"Notices to look at, such as retractions: {report.notices}")
        for title, verdict in (("Conflicts", Verdict.CONFLICT), ("Perhaps here already", Verdict.SUGGESTION)):
            self._list(
                title, [(line.line, f"{line.work.title}: {line.sentence}") for line in report.of(verdict)]
            )
        self._list("Remarks", [(line.line, each) for line in report.lines for each in line.remarks])
        self._list("Could not be read", [(each.line, each.sentence) for each in reading.problems])

    def _list(self, title: str, told: list[tuple[int, str]]) -> None:
        if told:
            self.stdout.write(f"{title}: {len(told)}")
            self.stdout.write("".join(f"  line {line}: {sentence}\n" for line, sentence in told), ending="")
