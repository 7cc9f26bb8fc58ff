"""Runs commands one after another in one process and says how each went; what they do it does not know.

A process of its own has the settings of a new site and no others. As a module it reads what to run from
standard input, and writes a line of JSON for each command as soon as that has ended.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass
from io import StringIO

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError

Command = Sequence[str]


@dataclass(frozen=True)
class Said:
    """How one command ended, and what it printed."""

    went: bool
    out: str
    err: str


def run(must: Sequence[Command], may: Sequence[Command]) -> Iterator[Said]:
    """Nothing runs after one that must go well and does not; each of the others has its try."""
    for command in must:
        said = _run(command)
        yield said
        if not said.went:
            return
    for command in may:
        yield _run(command)


def _run(command: Command) -> Said:
    out, err = StringIO(), StringIO()
    problem = ""
    try:
        with redirect_stdout(out):
            call_command(*command, stdout=out, stderr=err)
    except CommandError as error:
        problem = str(error)
    except Exception as error:
        problem = "".join(traceback.format_exception_only(error))
    return Said(not problem, out.getvalue(), err.getvalue() + problem)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qa_site.settings")
    try:
        settings.INSTALLED_APPS  # noqa: B018 -- reading one setting reads them all
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    django.setup()
    told = json.load(sys.stdin)
    for said in run(told["must"], told["may"]):
        sys.stdout.write(f"{json.dumps(asdict(said))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
