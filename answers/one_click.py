"""The link in a mail that changes one mail setting: it proves who was written to, and signs nobody in."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import User as Person
from django.core import signing

from answers.models import DAILY, MAIL_GROUPS

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LASTS = datetime.timedelta(days=180)
_SALT = "citewell.mail"


def token(person: User, group: str) -> str:
    """A signed word for this person and this setting; it opens nothing else."""
    return signing.dumps([person.pk, group], salt=_SALT)


def read(word: str) -> tuple[User, str] | None:
    """The person and the setting; None for a word that is not ours, is too old, or of a person who left."""
    try:
        number, group = signing.loads(word, salt=_SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.filter(pk=number, is_active=True).first()
    return (person, group) if person is not None and group in (*MAIL_GROUPS, DAILY) else None
