"""Calls with room below ask the system for no memory, however deep they are made."""

from __future__ import annotations

import resource
from threading import Thread

from django.http import HttpRequest, HttpResponse

from qa_site.room import room_for_pages, with_room

DEPTHS, CALLS = 200, 200


def leaf() -> None:
    """Its frame is larger than those above, so that one of the depths leaves no place for it."""


leaf.__code__ = leaf.__code__.replace(co_stacksize=100)


def pages_given(depth: int) -> int:
    """How many pages of memory the system gave while `leaf` was called at this depth again and again."""
    if depth:
        return pages_given(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        leaf()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_calls_with_room_below_ask_for_no_memory_at_any_depth() -> None:
    assert max(with_room(pages_given, depth) for depth in range(DEPTHS)) < CALLS / 2


def test_a_page_that_is_made_has_room_below() -> None:
    """A thread begins with a piece of its own, outside the room that every test has."""
    asked: list[int] = []

    def made(request: HttpRequest) -> HttpResponse:
        asked.append(max(pages_given(depth) for depth in range(DEPTHS)))
        return HttpResponse()

    for page in (made, room_for_pages(made)):
        thread = Thread(target=page, args=[HttpRequest()])
        thread.start()
        thread.join()

    without, within = asked
    assert without >= CALLS
    assert within < CALLS / 2
