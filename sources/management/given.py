"""What a command of imports is given by name: a file, and who imports; else it says what is missing."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from django.contrib.auth.models import User
from django.core.management.base import CommandError
from django.db.models import QuerySet

USAGE = 2
"""How a command ends that was used wrongly."""


def administrators() -> QuerySet[User]:
    """Who may do everything."""
    return User.objects.filter(is_active=True, is_superuser=True).order_by("id")


def stored(name: str, *, most: int) -> bytes:
    """The bytes of the file, or of standard input for “-”: one more than it may have at most."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(most + 1)
        with Path(name).open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError as missing:
        raise CommandError(f"There is no file “{name}”.") from missing
    except OSError as problem:
        raise CommandError(f"“{name}” cannot be read: {problem.strerror}.") from problem


def person(username: str | None, *, among: Iterable[QuerySet[User]], asked: str) -> User:
    """The account of this name, else the only person of the first group that has exactly one.

    `asked` is what must be said where nobody is named and no group has one.
    """
    if username:
        found = User.objects.filter(is_active=True, username=username).first()
        if found is None:
            raise CommandError(f"There is no active account “{username}”.", returncode=USAGE)
        return found
    for people in among:
        few = list(people[:2])
        if len(few) == 1:
            return few[0]
    raise CommandError(f"{asked}: add --by and the name of an account.", returncode=USAGE)
