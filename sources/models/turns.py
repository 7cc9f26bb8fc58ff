"""Imports and merges change many sources, so they come one after the other; single changes need no turn."""

from django.db import connection

_ONE_AT_A_TIME = 7_301_946_082


def wait_for_turn() -> None:
    """SQLite has one writer; PostgreSQL is asked for a lock that ends with the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
