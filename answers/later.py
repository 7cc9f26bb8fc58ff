"""Views whose modules a process loads when somebody first asks for one of them.

Most processes serve readers alone; what is seldom asked for need not stand in their memory.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

NOTED = {"csrf_exempt", "cls", "initkwargs"}
"""What Django and the framework of the interface note on a view, and ask of it before they call it."""


class Views:
    """The views of a module by their names, before the module is loaded."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> View:
        return View(self._module, name)


class View:
    """A function, or a class of the interface that makes one; a name that leads nowhere shows when loaded."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def load(self) -> Any:
        return _loaded(self._module, self._name)

    def __call__(self, request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        response: HttpResponseBase = self.load()(request, *arguments, **named)
        return response

    def __getattr__(self, name: str) -> Any:
        if name not in NOTED:
            raise AttributeError(name)
        return getattr(self.load(), name)


@cache
def _loaded(module: str, name: str) -> Any:
    found = getattr(import_module(module), name)
    return found.as_view() if hasattr(found, "as_view") else found
