"""Knows how to call with room below: Python 3.11 keeps the frames of calls in pieces of 16 kB.

Where the calls of a page go back and forth over the end of a piece, the system gives and takes back the next
one thousands of times, up to a quarter of what a page of the staff takes. The frame of one call that claims
much makes the piece large in which all the calls below it fit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Given = TypeVar("Given")
WORDS = 70_000
"""A little more than half of a piece of one megabyte; the other half is left for what is called."""


def with_room(act: Callable[..., Given], *given: object) -> Given:
    """What `act` makes of what it is given."""
    return act(*given)


with_room.__code__ = with_room.__code__.replace(co_stacksize=WORDS)


def room_for_pages(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """For pages that are made by many calls; one that is sent as it is kept needs no room."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return with_room(get_response, request)

    return middleware
