"""How staff are told of one another and of moments; never a mail address."""

from __future__ import annotations

import datetime

from django.contrib.auth.models import User

from answers import policies
from answers.pages import Document


def person(found: User | None) -> Document | None:
    """Number and public name."""
    return {"id": found.pk, "name": policies.named(found)} if found else None


def moment(at: datetime.datetime | None) -> str | None:
    """A moment in UTC."""
    return at.astimezone(datetime.UTC).isoformat() if at else None
