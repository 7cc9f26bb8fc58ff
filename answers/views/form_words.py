"""The signed word in a form that anybody may send: when it was shown, and which showing it was.

It needs no cookie and names no reader. It tells a program, which sends at once, from a person; and the same
form sent twice from two forms.
"""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass

from django.core import signing

SOONEST = datetime.timedelta(seconds=2)
LASTS = datetime.timedelta(hours=24)
_SALT = "citewell.public-form"


@dataclass(frozen=True)
class FormWord:
    """One showing of a form."""

    name: str
    shown_at: int

    def is_too_soon(self, at: datetime.datetime) -> bool:
        """Whether nobody can have read and typed in this time."""
        return at.timestamp() - self.shown_at < SOONEST.total_seconds()


def made(at: datetime.datetime) -> str:
    """The word for a form that is shown now."""
    return signing.dumps([secrets.token_hex(16), int(at.timestamp())], salt=_SALT)


def read(word: str, *, at: datetime.datetime) -> FormWord | None:
    """What the word says; None for one that is not ours or was given out too long ago."""
    try:
        name, shown_at = signing.loads(word, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return FormWord(name, shown_at) if at.timestamp() - shown_at <= LASTS.total_seconds() else None
