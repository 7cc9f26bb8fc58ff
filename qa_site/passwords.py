"""Knows what everybody who attacks this site would try: its own words, and passwords that leaked."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

COMMON = ("citewell", "password", "patient", "medical", "editor", "review", "doctor", "health")
LEAST = 8
"""So many letters must be left when those words are taken out."""


class WordsOfTheSite:
    """Refuses a password that is little more than the site's own words."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with a sentence."""
        left = password.casefold()
        for word in words():
            left = left.replace(word, "")
        if len(left) < LEAST:
            raise ValidationError(_("This password is little more than words of this site. Add some others."))

    def get_help_text(self) -> str:
        """What a form says beforehand."""
        return _("Your password can’t be little more than the name of this site or of its publisher.")


class Leaked:
    """Refuses what stands in a file of leaked passwords: a line each, in order, beginning with its SHA-1."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with a sentence."""
        wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        if _stands_in(self.path, wanted.encode()):
            raise ValidationError(_("This password was found in a leak elsewhere. Choose another one."))

    def get_help_text(self) -> str:
        """What a form says beforehand."""
        return _("Your password can’t be one that was found in a leak elsewhere.")


def _stands_in(path: Path, wanted: bytes) -> bool:
    """By halves: such a file has a thousand million lines, of which some thirty are read."""
    with path.open("rb") as lines:
        low, high = 0, lines.seek(0, os.SEEK_END)
        while low < high:
            middle = (low + high) // 2
            lines.seek(max(middle - 1, 0))
            if middle:
                lines.readline()
            begins = lines.tell()
            found = lines.readline()[: len(wanted)].upper()
            if found == wanted:
                return True
            if begins < high and found < wanted:
                low = lines.tell()
            else:
                high = middle
    return False


def words() -> set[str]:
    """The name of the site, of its publisher and of its host, word by word, and what such sites are about."""
    named = f"{settings.SITE_NAME} {settings.PUBLISHER_NAME} {settings.SITE_URL}".casefold()
    return {word for word in re.findall(r"[^\W\d_]{4,}", named) if word not in ("http", "https")} | set(
        COMMON
    )
