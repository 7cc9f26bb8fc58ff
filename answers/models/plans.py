"""What a database knows of its own tables when it plans how to answer."""

from __future__ import annotations

from django.apps import apps
from django.db import connection, models

LONG = (models.TextField, models.JSONField, models.BinaryField)
"""Columns by whose values no query is planned where no index is of them, and which take nearly all the time
to look at."""


def learn() -> None:
    """Let PostgreSQL count its tables anew, after so many rows were written that it would plan for an empty
    site; its own timer comes a minute later, or never. SQLite plans by its indexes alone.
    """
    if connection.vendor != "postgresql":
        return
    name = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            sought = {each for index in model._meta.indexes for each in index.fields}
            fields = model._meta.local_concrete_fields
            short = ", ".join(
                name(each.column) for each in fields if each.name in sought or not isinstance(each, LONG)
            )
            cursor.execute(f"ANALYZE {name(model._meta.db_table)} ({short})")
