"""Acts that begin at the same moment, each with its own connection to the database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections

from answers.models import Refused
from sources import merging, replacements

REFUSALS = (Refused, merging.RefusedError, replacements.RefusedError)
SECONDS = 20


def outcomes(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave, a refusal being one thing it can give; whatever else goes wrong is raised."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            start.wait(SECONDS)
            return act()
        except REFUSALS as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def refusals(*acts: Callable[[], Any]) -> list[Exception]:
    """The refusals among what they gave."""
    return [each for each in outcomes(*acts) if isinstance(each, REFUSALS)]


def heard(*acts: Callable[[], Any]) -> list[str]:
    """What those heard who were refused."""
    return [str(each) for each in refusals(*acts)]


def closing(act: Callable[[], Any]) -> Callable[[], None]:
    """The act for a thread of its own, which leaves no connection open."""

    def done() -> None:
        try:
            act()
        finally:
            connections.close_all()

    return done
