"""Who asks for a screen of staff, and the refusal of whoever may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from answers import policies

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def person(request: HttpRequest) -> User:
    """The signed-in person: every screen here stands behind the admin's door."""
    return cast("User", request.user)


def demand(request: HttpRequest, permission: str) -> None:
    """Refuse whoever does not hold the permission."""
    if not policies.may(person(request), permission):
        raise PermissionDenied
