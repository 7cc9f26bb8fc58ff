"""Loads the framework of the interface without three packages of which we use nothing.

Its module of compatibility imports what is installed: a parser of YAML, colours for code, and fields of
PostgreSQL, which bring that database's client along. Where the client is installed, a worker on SQLite would
carry it: 10 MB.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

UNUSED = ("django.contrib.postgres", "pygments", "yaml")

modules: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment]  # None: as if not installed
unloaded = [name for name in UNUSED if name not in modules]
modules.update(dict.fromkeys(unloaded))
try:
    import_module("rest_framework.compat")
finally:
    for name in unloaded:
        del modules[name]
