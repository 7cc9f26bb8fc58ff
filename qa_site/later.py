"""A part of the site that a process loads when somebody first asks for one of its addresses; checks load all.

Most processes serve readers alone; what staff and programs need would take a quarter of their memory.
"""

from typing import Any

from django.core.checks import CheckMessage
from django.urls import get_resolver
from django.urls.resolvers import RoutePattern, URLResolver

from answers.later import View


class Part(URLResolver):
    """Everything below one prefix, in a namespace of its own.

    Nothing is asked of it while the other addresses are put in order, because only its namespace leads to its
    names. System checks read it like any other.
    """

    def _populate(self) -> None:
        """Its names are read by `reverse` when one of them is wanted."""


def part(prefix: str, module: str, namespace: str) -> Any:
    """The addresses of this module, loaded when one of them is asked for or named."""
    return Part(RoutePattern(prefix, is_endpoint=False), module, app_name=namespace, namespace=namespace)


def views(**kwargs: Any) -> list[CheckMessage]:
    """Loads every view, so that one that is not there stops an upgrade and not a reader."""
    _load(get_resolver())
    return []


def _load(resolver: URLResolver) -> None:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            _load(each)
        elif isinstance(each.callback, View):
            each.callback.load()
