"""Who sends a request: by access key or by session; it decides nothing about what they may do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
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


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # the package ships no types
    """How the description names it."""

    target_class = "answers.api.keys.ByKey"
    name = "accessKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A bearer token that is made under “Access keys” in the staff pages."""
        return {"type": "http", "scheme": "bearer", "description": "Made under “Access keys”."}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # the package ships no types
    """The same for sessions."""

    target_class = "answers.api.keys.BySession"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """The cookie of the staff pages."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
