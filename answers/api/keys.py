"""Who sends a request: by access key or by session; it decides nothing about what they may do."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from answers.models import AccessKey

SCHEME = "Bearer"


class ByKey(authentication.BaseAuthentication):
    """`Authorization: Bearer cw_…`. One that is unknown, over, revoked or of somebody who left is refused."""

    def authenticate(self, request: Request) -> tuple[User, AccessKey] | None:
        scheme, _space, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if not scheme:
            return None
        now = timezone.now()
        key = AccessKey.objects.known(secret.strip(), now) if scheme.casefold() == SCHEME.casefold() else None
        if key is None:
            raise AuthenticationFailed(_("This access key is not valid: unknown, over or revoked."))
        key.note_use(timezone.localdate(now))
        return key.person, key

    def authenticate_header(self, request: Request) -> str:
        """What a 401 says in WWW-Authenticate."""
        return SCHEME


class BySession(authentication.SessionAuthentication):
    """The session of the staff pages; what changes something needs their CSRF token too."""
