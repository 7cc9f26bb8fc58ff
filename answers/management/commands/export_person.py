"""Writes everything that is held about one person; what belongs to them it does not decide."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from answers.backups import people


class Command(BaseCommand):
    """Exit code 0 with JSON on standard output, 1 when there is no such account, 2 when used wrongly."""

    help = (
        "Print, as JSON, everything that the site holds about one person who works here: for a request under "
        "data protection law. No secret with which they sign in is in it. Exit code: 0 done, 1 no such "
        "account, 2 used wrongly."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", help="the name with which they sign in")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["name"]).first()
        if person is None:
            raise CommandError(f"There is no account “{options['name']}”.")
        held = people.held_about(person)
        self.stdout.write(json.dumps(held, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
