"""The least that modelsearch needs, on the database that DATABASE_URL names."""

import os
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "modelsearch",
    "tests.bench.modelsearch_site",
]
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
END_WITH_WHO_ASKED = "-c client_connection_check_interval=1000"
"""A search that took too long must not go on in PostgreSQL and slow the next one."""


def _database(address: SplitResult) -> dict[str, Any]:
    if address.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": address.path.removeprefix("/")}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.path.lstrip("/"),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": address.hostname or "",
        "PORT": address.port or "",
        "OPTIONS": {"options": END_WITH_WHO_ASKED},
    }


DATABASES = {"default": _database(urlsplit(os.environ["DATABASE_URL"]))}
