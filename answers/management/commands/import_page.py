"""Imports one page as a draft and prints what was understood; it decides nothing itself."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter
from django.utils import timezone

from answers.importers import page_text, pages
from answers.importers.report import Report
from answers.models import Refused

USAGE = 2

EPILOG = """\
The page is plain text in UTF-8:

  the question on the first line
  the short answer
  What the research says
  the research, with numbers such as “patients 6.” or “word.6” for its sources
  What to ask your doctor
  - one question on each line
  This question is drawn from common patient questions about TOPIC and answered using …

A list of sources may follow under the heading “Sources”. The same page again changes nothing.
Exit code: 0 imported or already here, 1 the page was refused, 2 the command was used wrongly.
"""


class _HelpAsWritten(DjangoHelpFormatter, argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the example."""


class Command(BaseCommand):
    """One file, one draft, one report."""

    help = "Import a page written as plain text as a draft, and say what was understood."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, epilog=EPILOG, formatter_class=_HelpAsWritten, **kwargs
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the page; - reads standard input")
        parser.add_argument("--topic", metavar="NAME", help="the topic, whatever the page says")
        parser.add_argument("--by", metavar="USER", help="who imports it; else the only administrator")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        name: str = options["file"]
        by = _person(options["by"])
        try:
            report = pages.import_page(
                pages.decode(_stored(name)),
                by=by,
                at=timezone.now(),
                topic=options["topic"],
                origin_name="" if name == "-" else Path(name).name,
            )
        except Refused as refused:
            raise CommandError("\n".join(refused.sentences)) from refused
        if options["as_json"]:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
        else:
            self._print(report)

    def _print(self, report: Report) -> None:
        for title, lines in (
            ("Understood", report.understood()),
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
        else:
            self.stdout.write(f"This page was imported before: answer {answer}. Nothing was changed.")


def _stored(name: str) -> bytes:
    """The bytes of the file, one more than a page may have at most."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(page_text.LARGEST + 1)
        with Path(name).open("rb") as file:
            return file.read(page_text.LARGEST + 1)
    except FileNotFoundError as missing:
        raise CommandError(f"There is no file “{name}”.") from missing
    except OSError as problem:
        raise CommandError(f"“{name}” cannot be read: {problem.strerror}.") from problem


def _person(username: str | None) -> User:
    """The named person, else the only active superuser, else the only one who may import."""
    active = User.objects.filter(is_active=True).order_by("id")
    if username:
        found = active.filter(username=username).first()
        if found is None:
            raise CommandError(f"There is no active account “{username}”.", returncode=USAGE)
        return found
    for people in (
        active.filter(is_superuser=True),
        User.objects.with_perm(
            "answers.import_answer",
            include_superusers=False,
            backend="django.contrib.auth.backends.ModelBackend",
        ),
    ):
        few = list(people[:2])
        if len(few) == 1:
            return few[0]
    raise CommandError("Say who imports the page: add --by and the name of an account.", returncode=USAGE)
