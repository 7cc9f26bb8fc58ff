"""Loads the framework of the interface without what it would take along for pages that we do not have.

Its module of compatibility imports whatever is installed: a client of PostgreSQL on SQLite too, a parser of
YAML, a painter of code. A worker would carry their 12 MB and use none of it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

UNUSED = ("django.contrib.postgres", "pygments", "yaml", "coreapi", "coreschema", "markdown", "requests")


@contextmanager
def _hidden(names: tuple[str, ...]) -> Iterator[None]:
    """Importing one of these fails meanwhile, as where it is not installed; what is loaded stays."""
    absent = [name for name in names if name not in sys.modules]
    modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]  # None is Python's own sign
    modules.update(dict.fromkeys(absent))
    try:
        yield
    finally:
        for name in absent:
            del modules[name]


with _hidden(UNUSED):
    import_module("rest_framework.compat")
