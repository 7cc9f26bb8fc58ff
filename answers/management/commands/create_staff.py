"""Opens an account and prints a link with which its person signs in; no password passes through here."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from answers import workflow
from answers.models import Refused, SignInLink


class Command(BaseCommand):
    """Exit code 0 with the link on standard output; 1 with the reason; 2 when used wrongly."""

    help = (
        "Open an account for somebody who works here, or take the one of this name, and print a link with "
        "which they choose a password and set up their second factor: for a new colleague, and for a lost "
        "telephone or password. The link works once, for 48 hours; an older one of the same person works no "
        "more. Exit code: 0 done, 1 refused, 2 used wrongly."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", help="the name with which they sign in")
        parser.add_argument(
            "--group",
            action="append",
            default=[],
            metavar="G",
            dest="groups",
            help="a group they belong to; may be given several times",
        )
        parser.add_argument("--mail", default="", metavar="ADDRESS", help="the mail address of a new account")
        parser.add_argument(
            "--administrator", action="store_true", help="a new account that may do everything but sign alone"
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="print what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            person, is_new = workflow.open_account(
                options["name"],
                groups=options["groups"],
                address=options["mail"],
                is_administrator=options["administrator"],
                by=None,
                at=now,
            )
            link = SignInLink.address(workflow.make_sign_in_link(person, by=None, at=now))
        except Refused as refused:
            raise CommandError("\n".join(refused.sentences)) from refused
        if options["as_json"]:
            ends = (now + SignInLink.LASTS).isoformat()
            told = {"account": person.username, "is_new": is_new, "link": link, "ends": ends}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        if options["verbosity"] > 0:
            made = "is a new account" if is_new else "has a new link"
            self.stderr.write(f"“{person.username}” {made}. It works once, for 48 hours:")
        self.stdout.write(link)
