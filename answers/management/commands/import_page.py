"""Imports pages as drafts and prints what was understood; it decides nothing itself."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter
from django.utils import timezone

from answers.importers import files, several
from answers.importers.report import Report
from answers.importers.several import Outcome
from sources.management import given

EPILOG = """\
A page is plain text in UTF-8, a Word file (.docx) or a saved web page (.html):

  the question on the first line
  the short answer
  What the research says
  the research, with numbers such as “patients 6.” or “word.6” for its sources
  What to ask your doctor
  - one question on each line
  This question is drawn from common patient questions about TOPIC and answered using …

A list of sources may follow under the heading “Sources”. The same page again changes nothing.
Several files, a folder and a .zip of one are imported page by page; one that is refused stops no other.
Exit code: 0 every page imported or already here, 1 a page was refused, 2 the command was used wrongly.
"""


class _HelpAsWritten(DjangoHelpFormatter, argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the example."""


class Command(BaseCommand):
    """Each file one draft; one report for all."""

    help = "Import pages from text, Word or HTML as drafts, and say what was understood."
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, epilog=EPILOG, formatter_class=_HelpAsWritten, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files",
            metavar="FILE",
            nargs="+",
            help="a page, a folder or a .zip of pages; - reads standard input",
        )
        parser.add_argument("--topic", metavar="NAME", help="the topic, whatever the page says")
        parser.add_argument("--by", metavar="USER", help="who imports it; else the only administrator")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and change nothing"
        )
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="print the report as JSON; a list for several"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = _person(options["by"])
        paths = list(_pages(options["files"]))
        outcomes = [
            outcome
            for place, path in enumerate(paths, start=1)
            for outcome in self._imported(path, by, options, told=f"{place} of {len(paths)}")
        ]
        is_one_file = paths == options["files"] and [each.name for each in outcomes] == [_name(paths[0])]
        if is_one_file:
            self._tell_one(outcomes[0], options)
        else:
            self._tell_all(outcomes, options)

    def _imported(self, path: str, by: User, options: dict[str, Any], *, told: str) -> Iterator[Outcome]:
        if not told.endswith(" 1"):
            self.stderr.write(f"{told}: {path}")
        try:
            stored = given.stored(path, most=files.LARGEST)
        except CommandError as problem:
            yield Outcome(_name(path), problems=(str(problem),))
            return
        yield from several.import_all(
            [(_name(path), stored)],
            by=by,
            at=timezone.now(),
            topic=options["topic"],
            is_preview=options["dry_run"],
        )

    def _tell_one(self, outcome: Outcome, options: dict[str, Any]) -> None:
        if outcome.report is None:
            raise CommandError("\n".join(outcome.problems))
        if options["as_json"]:
            self.stdout.write(json.dumps(outcome.report.as_dict(), ensure_ascii=False, indent=2))
        else:
            self._print(outcome.report)

    def _tell_all(self, outcomes: list[Outcome], options: dict[str, Any]) -> None:
        """Each page by its name, then how many came of it; a refused one gives the exit code 1."""
        refused = [outcome for outcome in outcomes if outcome.report is None]
        if options["as_json"]:
            told = [
                {"file": each.name, "problems": list(each.problems)}
                | (each.report.as_dict() if each.report else {})
                for each in outcomes
            ]
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            for outcome in outcomes:
                self.stdout.write(f"\n{outcome.name or 'standard input'}")
                self.stdout.write(
                    "".join(f"  Refused: {problem}\n" for problem in outcome.problems), ending=""
                )
                if outcome.report:
                    self._print(outcome.report)
            imported = sum(bool(each.report and each.report.is_imported) for each in outcomes)
            known = sum(bool(each.report and each.report.is_known) for each in outcomes)
            self.stdout.write(f"\nDrafts made: {imported}. Here already: {known}. Refused: {len(refused)}.")
        if refused:
            raise CommandError("\n".join(f"{each.name}: {' '.join(each.problems)}" for each in refused))

    def _print(self, report: Report) -> None:
        for title, lines in (
            ("Understood", report.understood()),
            ("Sources", report.sources()),
            ("Repaired", report.repaired()),
            ("Guessed", report.guessed()),
            ("Ignored", report.ignored()),
        ):
            if lines:
                self.stdout.write(title)
                self.stdout.write("".join(f"  {line}\n" for line in lines))
        answer = report.answer.pk if report.answer else None
        if report.is_imported:
            self.stdout.write(
                f"Draft made: answer {answer}. Its sources must be identified before it is public."
            )
        elif report.is_known:
            self.stdout.write(f"This page was imported before: answer {answer}. Nothing was changed.")
        else:
            self.stdout.write("A draft could be made of it. Nothing was changed.")


def _pages(names: list[str]) -> Iterator[str]:
    """The files that are named, and of a folder every page in it, in the order of their names."""
    if not names:
        raise CommandError("Name a file.", returncode=given.USAGE)
    for name in names:
        path = Path(name)
        if name == "-" or not path.is_dir():
            yield name
            continue
        found = sorted(
            str(each)
            for each in path.rglob("*")
            if each.is_file() and files.is_page(str(each.relative_to(path)))
        )
        if not found:
            raise CommandError(f"There is no page in the folder “{name}”.")
        yield from found


def _name(path: str) -> str:
    """How the report and the draft name a file; standard input has no name."""
    return "" if path == "-" else Path(path).name


def _person(username: str | None) -> User:
    """The named person, else the only active superuser, else the only one who may import."""
    importing = User.objects.with_perm(
        "answers.import_answer",
        include_superusers=False,
        backend="django.contrib.auth.backends.ModelBackend",
    )
    groups = [given.administrators(), importing]
    return given.person(username, among=groups, asked="Say who imports the page")
