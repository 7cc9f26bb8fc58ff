"""Asks what a new site needs to know and says what it still lacks; how it is made it does not decide."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from answers.management import starting
from answers.models import Refused

USAGE = 2
MUST = {
    "name": "What is the site called?",
    "address": "At which address do readers find it (https://…)?",
    "publisher": "Who publishes it?",
    "contact": "How is the publisher reached (a mail address, best)?",
    "editor": "With which name does the first managing editor sign in?",
    "editor_mail": "And at which mail address do they get mail?",
}
MAY = {
    "funding": "Who pays for it, in a sentence for readers (may stay empty)?",
    "emergency": "Which number do readers call in an emergency, such as 112 (may stay empty)?",
    "mail": "Which mail server (smtp+tls://user:password@host:587; may stay empty)?",
}
ELSE = {
    "database": ("", "postgres://…; without it SQLite, in the same folder"),
    "cache": ("", "redis://…, needed as soon as there are several machines"),
    "proxies": ("127.0.0.1", "addresses of the proxies in front"),
}


class Command(BaseCommand):
    """Exit code 0: the site is there. 1: refused, and nothing was made. 2: something was not said."""

    help = (
        "Make an empty site in an empty folder: write its settings into a file that its owner alone can "
        "read, make its tables, open the account of the first managing editor, try the mail, the timed work "
        "and a backup, and list what is missing. What no flag says is asked. Exit code: 0 the site is there, "
        "1 refused and nothing was made, 2 something was not said."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        for name, question in (MUST | MAY).items():
            parser.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar="…", help=question)
        for name, (default, told) in ELSE.items():
            parser.add_argument(f"--{name}", default=default, metavar="…", help=told)
        parser.add_argument("--data", type=Path, metavar="DIR", help="the empty folder (DATA_DIR)")
        parser.add_argument("--settings-file", type=Path, metavar="FILE", help="where settings go (ENV_FILE)")
        parser.add_argument("--no-input", action="store_true", help="ask nothing; take what flags say")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print what was made as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        data = (options["data"] or Path(settings.DATA_DIR)).absolute()
        named = options["settings_file"] or os.environ.get("ENV_FILE")
        file = Path(named or data.parent / f"{data.name}.env")
        may_ask = not options["no_input"] and sys.stdin.isatty()
        said = {name: options[name] or "" for name in (field.name for field in fields(starting.Wish))}
        for name, question in (MUST | MAY).items():
            if may_ask and options[name] is None:
                said[name] = input(f"{question} ").strip()
        if unsaid := [f"--{name.replace('_', '-')}" for name in MUST if not said[name].strip()]:
            raise CommandError(f"Please say {', '.join(unsaid)}.", returncode=USAGE)
        try:
            done = starting.start(
                starting.Wish(**{name: value.strip() for name, value in said.items()}),
                data=data,
                file=file.absolute(),
            )
        except Refused as refused:
            raise CommandError("\n".join(refused.sentences)) from refused
        except OSError as problem:
            told = f"“{problem.filename}”: {problem.strerror}. Nothing was made."
            raise CommandError(told) from problem
        self._print(done, data, as_json=options["as_json"])

    def _print(self, done: starting.Started, data: Path, *, as_json: bool) -> None:
        if as_json:
            told = {
                "data": str(data),
                "settings": str(done.file),
                "link": done.link,
                "checked": dict(done.checked),
                "missing": list(done.missing),
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"The site is in “{data}”, its settings in “{done.file}”.")
        for what, went in done.checked.items():
            self.stdout.write(f"  {what}: {'works' if went else 'FAILED'}")
        self.stdout.write(f"\nThe first managing editor signs in with this link, once:\n{done.link}")
        self.stdout.write("\nStill to do:")
        for number, sentence in enumerate(done.missing, 1):
            self.stdout.write(f"  {number}. {sentence}")
