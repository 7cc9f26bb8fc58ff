"""Fills the sample site with people, sources and answers; it never touches a site that others read."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from answers.management import samples
from answers.management.samples import people
from answers.models import Refused


class Command(BaseCommand):
    """Load once; a second run only sees to the password."""

    help = (
        "Fill the sample site with demo people and sample answers in every state. A second run changes "
        "nothing. The demo people's password is DEMO_PASSWORD, else a random one is printed."
    )
    requires_system_checks = []

    _is_quiet = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--scale",
            type=int,
            default=0,
            metavar="N",
            help="Besides, let there be N answers made by a program, to see how a large site does.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEBUG or settings.ALLOW_INSECURE_LOCAL):
            raise CommandError(
                "This is a site for others to read, and samples never enter one. Use “make run” to try them."
            )
        self._is_quiet = options["verbosity"] == 0
        password = settings.DEMO_PASSWORD
        chosen = password or secrets.token_urlsafe(12)
        try:
            loaded = samples.load(password=chosen, at=timezone.now(), say=self._say)
            if password and not loaded.is_new and people.keep_password(password):
                self._say("The demo people have the new password.")
        except Refused as refused:
            raise CommandError("\n".join(refused.sentences)) from refused
        self._tell(loaded, "" if password else chosen)
        if options["scale"]:
            self._grow(options["scale"])

    def _tell(self, loaded: samples.Loaded, chosen: str) -> None:
        if not loaded.is_new:
            self._say(f"The {loaded.answers} sample answers are here already. Nothing was changed.")
            return
        self._say(f"{loaded.answers} sample answers loaded.")
        if chosen:
            self._say(f"The demo people's password: {chosen}")

    def _grow(self, count: int) -> None:
        try:
            made = samples.grow(count, at=timezone.now(), say=self._say)
        except Refused as refused:
            raise CommandError("\n".join(refused.sentences)) from refused
        self._say(f"{made:,} generated answers were added.")

    def _say(self, sentence: str) -> None:
        if not self._is_quiet:
            self.stdout.write(sentence)
