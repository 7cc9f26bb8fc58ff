"""A process of its own that works on this test's database: for kills, and for two at once."""

from __future__ import annotations

import os
from urllib.parse import quote

from django.db import connection


def environment(**also: str) -> dict[str, str]:
    """What such a process is told of the site."""
    told = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "qa_site.settings"}
    return os.environ | told | also


def database_url() -> str:
    """This test's database, as a process of its own is told of it."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(told['NAME']))}"
    person = ":".join(quote(str(told[part]), safe="") for part in ("USER", "PASSWORD") if told[part])
    return f"postgres://{person}@{told['HOST']}:{told['PORT'] or 5432}/{told['NAME']}"
