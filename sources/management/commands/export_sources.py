"""Exports sources in a format that other programs read; it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sources import exporters
from sources.formatting import Work
from sources.models import Source


class Command(BaseCommand):
    """All sources, or those of some keys."""

    help = "Export sources, all of them or those named with --key, to standard output or a file."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=list(exporters.FORMATS), default="ris", help="default: ris")
        parser.add_argument(
            "--key", action="append", default=[], metavar="K", help="only this source; may be repeated"
        )
        parser.add_argument("--output", metavar="FILE", help="otherwise standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        works = _named(options["key"]) if options["key"] else _all()
        written = exporters.write(options["format"], works)
        if not options["output"]:
            for part in written:
                self.stdout.write(part, ending="")
            return
        try:
            with Path(options["output"]).open("w", encoding="utf-8", newline="") as file:
                file.writelines(written)
        except OSError as problem:
            raise CommandError(f"“{options['output']}” cannot be written: {problem.strerror}.") from problem


def _all() -> Iterator[Work]:
    return (source.work() for source in Source.objects.current().order_by("key").iterator(1000))


def _named(keys: list[str]) -> list[Work]:
    """In the order of the keys, each source once; old keys lead to their source."""
    found = Source.objects.by_key(keys)
    if missing := [key for key in keys if key not in found]:
        raise CommandError(f"There is no source “{missing[0]}”.")
    return [source.work() for source in {found[key].pk: found[key] for key in keys}.values()]
