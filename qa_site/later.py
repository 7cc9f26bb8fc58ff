"""A part of the site that a process loads when somebody first asks for one of its addresses.

Most processes serve readers alone; what staff and programs need would take a quarter of their memory.
"""

from typing import Any

from django.urls.resolvers import RoutePattern, URLResolver


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
