"""Whom to tell of a weakness of this site, in the form that its finders look for (RFC 9116)."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from answers.models.questions import address
from answers.views import replies

HOLDS_FOR = datetime.timedelta(days=180)
"""The form asks for less than a year; the day moves on by itself as long as the site runs."""


@require_safe
def security(request: HttpRequest) -> HttpResponseBase:
    """The same for a whole day, so that it need not be sent again."""
    if get_language() != settings.LANGUAGE_CODE:
        return HttpResponsePermanentRedirect(address("security", settings.LANGUAGE_CODE))
    midnight = datetime.datetime.combine(timezone.localdate(), datetime.time(), datetime.UTC)
    lines = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {(midnight + HOLDS_FOR).isoformat().replace('+00:00', 'Z')}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}{address('security', settings.LANGUAGE_CODE)}",
    )
    return replies.written(request, "".join(f"{line}\n" for line in lines), kind="text/plain; charset=utf-8")
