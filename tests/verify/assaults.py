"""The statements that no table of the record may take, with a row in each table for them to meet."""

from __future__ import annotations

from django.db import connection

from answers.models import append_only
from tests import attacks
from tests.verify import cases


def tell() -> None:
    cases.begin()
    attacks.make_record()
    ways = [*attacks.EVERYWHERE.values(), *attacks.BY_VENDOR[connection.vendor].values()]
    made = [way(model) for way in ways for model in append_only.append_only_models()]
    if connection.vendor == "sqlite":
        unique = [
            each for each in append_only.append_only_models() if len(append_only._unique_columns(each)) > 1
        ]
        made += [attacks.replace_under_another_key(model) for model in unique]
    cases.tell(made)
