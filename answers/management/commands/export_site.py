"""Writes the whole public site as files and says what changed; what is public it does not decide."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from answers.management import static_site
from answers.models import Refused


class Command(BaseCommand):
    """Exit code 0: written, and every link leads somewhere. 1: refused, or a link leads nowhere."""

    help = (
        "Write every public page, feed, sitemap, file and picture into DIR, byte for byte as the server "
        "sends it, with what nginx needs to serve it (deploy/nginx/static.conf). A second run writes what "
        "changed and takes away what is public no more. Exit code: 0 written, 1 refused or a link leads "
        "nowhere, 2 the command was used wrongly."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="where the files stand; empty at first")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        is_quiet = options["as_json"] or options["verbosity"] == 0
        try:
            done = static_site.export(
                options["folder"], say=(lambda _line: None) if is_quiet else self.stderr.write
            )
        except Refused as refused:
            raise CommandError("\n".join(refused.sentences)) from refused
        except OSError as problem:
            raise CommandError(f"“{problem.filename}” cannot be written: {problem.strerror}.") from problem
        if options["as_json"]:
            self.stdout.write(json.dumps(asdict(done), ensure_ascii=False, indent=1))
        else:
            said = f"{done.written:,} written, {done.removed:,} taken away, {len(done.moved):,} moved"
            self.stdout.write(f"{done.files:,} files: {said}, {len(done.gone):,} withdrawn.")
        if done.missing:
            raise CommandError(
                "\n".join(f"A page leads to {where}, and nothing is there." for where in done.missing)
            )
