"""Knows which words everybody who attacks this site would try in a password."""

from __future__ import annotations

import re
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


def words() -> set[str]:
    """The name of the site, of its publisher and of its host, word by word, and what such sites are about."""
    named = f"{settings.SITE_NAME} {settings.PUBLISHER_NAME} {settings.SITE_URL}".casefold()
    return {word for word in re.findall(r"[^\W\d_]{4,}", named) if word not in ("http", "https")} | set(
        COMMON
    )
