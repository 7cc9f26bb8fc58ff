"""How fast each service may be asked: slowly by default, then as its own headers say; it knows no address."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping

DEFAULT = 0.2
SLOWEST = 10.0


class Pace:
    """The next moment at which a host may be asked; shared by the threads of a process."""

    def __init__(
        self,
        intervals: Mapping[str, float] | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._intervals = dict(intervals or {})
        self._next: dict[str, float] = {}
        self._clock, self.sleep = clock, sleep
        self._lock = threading.Lock()

    def wait(self, host: str) -> None:
        """Wait for this host's turn."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self._intervals.get(host, DEFAULT)
        if turn > now:
            self.sleep(turn - now)

    def learn(self, host: str, headers: Mapping[str, str]) -> None:
        """Take up what the service says of itself: so many requests in so many seconds."""
        limit = headers.get("x-rate-limit-limit") or ""
        seconds = re.fullmatch(r"(\d+)s?", headers.get("x-rate-limit-interval") or "")
        if limit.isdigit() and int(limit) and seconds:
            with self._lock:
                self._intervals[host] = min(int(seconds[1]) / int(limit), SLOWEST)
