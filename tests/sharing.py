"""Knows how two workers share the suite: which tests stay together, and which begin.

What a module prepares for its tests is prepared by one worker alone. Everything with a browser is one
share, so that two cores never drive two browsers; it begins, for it takes longest.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

BROWSER = (
    "tests/journeys/",
    "tests/answers/test_first_steps.py",
    "tests/answers/test_views_browser.py",
    "tests/answers/test_views_sources.py",
)
WITH_A_BROWSER = "with a browser"


class Shares(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """pytest-xdist's own groups need another pytest than ours: with 9.2 it reads no mark of a group."""

    def _split_scope(self, nodeid: str) -> str:
        return share(nodeid)


def share(nodeid: str) -> str:
    return WITH_A_BROWSER if has_browser(nodeid) else nodeid.partition("::")[0]


def has_browser(nodeid: str) -> bool:
    """Known by where a test stands: a scheduler sees no more of it."""
    return nodeid.startswith(BROWSER)


def longest_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """A share with a slow test begins before one without, so that no worker is left alone with it at the end;
    inside a share everything stays in its order."""
    slow = {share(item.nodeid) for item in items if item.get_closest_marker("slow")}
    return sorted(items, key=lambda item: _rank(share(item.nodeid), slow))


def _rank(name: str, slow: set[str]) -> tuple[bool, bool, str]:
    return name != WITH_A_BROWSER, name not in slow, name
