"""Knows what an operator can get wrong without any value being wrong by itself, and how to mend it."""

import os
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage
from django.http.request import validate_host

from qa_site import environment

NOT_OURS = {"LANGUAGE"}
"""What systems set by themselves, though it is almost a setting of ours."""


def site_address(**kwargs: Any) -> list[CheckMessage]:
    if settings.SITE_URL.startswith("https://"):
        return []
    return [
        checks.Warning(
            f"SITE_URL is {settings.SITE_URL}, so links in mails and feeds lead there.",
            hint="Set SITE_URL to the https address your readers use.",
            id="qa_site.W001",
        )
    ]


def site_host(**kwargs: Any) -> list[CheckMessage]:
    if validate_host(str(urlsplit(settings.SITE_URL).hostname), settings.ALLOWED_HOSTS):
        return []
    return [
        checks.Warning(
            f"SITE_URL is {settings.SITE_URL}, and ALLOWED_HOSTS does not name its host.",
            hint="Name it there too, or nobody can open the links that we send.",
            id="qa_site.W009",
        )
    ]


def mail(**kwargs: Any) -> list[CheckMessage]:
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return []
    return [
        checks.Warning(
            "Mail is written to a folder and reaches nobody.",
            hint="Set EMAIL_URL, for example smtp+tls://user:password@mail.example.org:587.",
            id="qa_site.W002",
        )
    ]


def proxies(**kwargs: Any) -> list[CheckMessage]:
    if settings.TRUSTED_PROXIES:
        return []
    return [
        checks.Warning(
            "TRUSTED_PROXIES is empty: behind a proxy every visitor has the proxy's address, so the wrong "
            "passwords of one lock out all, and https is not seen.",
            hint="Set TRUSTED_PROXIES to the addresses of your proxies, for example 10.0.0.0/8.",
            id="qa_site.W003",
        )
    ]


def several_workers(**kwargs: Any) -> list[CheckMessage]:
    """PostgreSQL means several machines, and a memory of one's own cannot be shared between them."""
    is_postgresql = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    is_local_memory = settings.CACHES["default"]["BACKEND"].endswith("LocMemCache")
    if not (is_postgresql and is_local_memory):
        return []
    return [
        checks.Warning(
            "Every worker counts requests for itself, because the cache is in its own memory.",
            hint="Set CACHE_URL, for example redis://127.0.0.1:6379/0.",
            id="qa_site.W004",
        )
    ]


def security_contact(**kwargs: Any) -> list[CheckMessage]:
    if not settings.SECURITY_CONTACT.endswith("@localhost"):
        return []
    return [
        checks.Warning(
            f"Whoever finds a weakness is told to write to {settings.SECURITY_CONTACT}, which nobody reads.",
            hint="Set SECURITY_CONTACT, for example mailto:security@example.org, or DEFAULT_FROM_EMAIL.",
            id="qa_site.W005",
        )
    ]


def second_factor(**kwargs: Any) -> list[CheckMessage]:
    if settings.STAFF_2FA_REQUIRED:
        return []
    return [
        checks.Warning(
            "STAFF_2FA_REQUIRED is off: a guessed password is enough to publish.",
            hint="Leave STAFF_2FA_REQUIRED out, or set it to 1.",
            id="qa_site.W007",
        )
    ]


def misspelt_names(**kwargs: Any) -> list[CheckMessage]:
    """Of the environment, where names for other programs stand too."""
    almost = {name: meant for name in os.environ.keys() - NOT_OURS if (meant := environment.almost(name))}
    return [
        checks.Warning(
            f"{name} is set, and there is no such setting.",
            hint=f"Is {meant} meant? If it is for another program, leave it.",
            id="qa_site.W008",
        )
        for name, meant in almost.items()
    ]


def publisher(**kwargs: Any) -> list[CheckMessage]:
    if settings.PUBLISHER_NAME and settings.PUBLISHER_CONTACT:
        return []
    return [
        checks.Warning(
            "PUBLISHER_NAME or PUBLISHER_CONTACT is empty, so readers do not learn who answers for the site.",
            hint="Set both; they stand at the foot of every page. An address for mail becomes a link.",
            id="qa_site.W006",
        )
    ]
