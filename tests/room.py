"""Knows how to call with room below: Python 3.11 keeps the frames of calls in pieces of 16 kB.

Where the calls of a page go back and forth over the end of a piece, the system gives and takes back the next
one thousands of times, and that is a quarter of what a page of the staff takes. The frame of one call that
claims much makes the piece large in which all the calls below it fit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")
WORDS = 70_000
"""A little more than half of a piece of one megabyte; the other half is left for what is called."""


def with_room(act: Callable[..., Given], *given: object) -> Given:
    """What `act` makes of what it is given."""
    return act(*given)


with_room.__code__ = with_room.__code__.replace(co_stacksize=WORDS)
