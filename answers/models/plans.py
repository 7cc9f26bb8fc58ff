"""What a database knows of its own tables when it plans how to answer."""

from __future__ import annotations

from django.db import connection


def learn() -> None:
    """Let PostgreSQL count its tables anew, after so many rows were written that it would plan for an empty
    site; its own timer comes a minute later, or never. SQLite plans by its indexes alone.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
