"""Knows that a shared cache may be away: what it counts is then counted by each process for itself.

Nobody waits for it twice: after a failure it is left alone for a few seconds. What is in it is never the only
copy of anything, so that its loss costs time and looser limits, never an answer.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

REST = 5.0
"""How many seconds a cache that was away is not asked again."""

logger = logging.getLogger(__name__)


class SharedCache(RedisCache):
    """Redis, and this process's own memory while it is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {"socket_connect_timeout": 1, "socket_timeout": 1} | params.get("OPTIONS", {})
        super().__init__(server, params | {"OPTIONS": options})
        self.meanwhile = LocMemCache("while-the-shared-cache-is-away", {})
        self._lock = threading.Lock()
        self._rests_until = 0.0

    @property
    def is_away(self) -> bool:
        """Whether it did not answer a moment ago."""
        return time.monotonic() < self._rests_until

    def add(self, *arguments: Any, **named: Any) -> bool:
        return bool(self._ask("add", super().add, arguments, named))

    def get(self, *arguments: Any, **named: Any) -> Any:
        return self._ask("get", super().get, arguments, named)

    def set(self, *arguments: Any, **named: Any) -> None:
        self._ask("set", super().set, arguments, named)

    def touch(self, *arguments: Any, **named: Any) -> bool:
        return bool(self._ask("touch", super().touch, arguments, named))

    def delete(self, *arguments: Any, **named: Any) -> bool:
        return bool(self._ask("delete", super().delete, arguments, named))

    def get_many(self, *arguments: Any, **named: Any) -> dict[str, Any]:
        return dict(self._ask("get_many", super().get_many, arguments, named))

    def set_many(self, *arguments: Any, **named: Any) -> list[str]:
        return list(self._ask("set_many", super().set_many, arguments, named))

    def delete_many(self, *arguments: Any, **named: Any) -> None:
        self._ask("delete_many", super().delete_many, arguments, named)

    def has_key(self, *arguments: Any, **named: Any) -> bool:
        return bool(self._ask("has_key", super().has_key, arguments, named))

    def incr(self, *arguments: Any, **named: Any) -> int:
        return int(self._ask("incr", super().incr, arguments, named))

    def clear(self) -> None:
        self.meanwhile.clear()
        self._ask("clear", super().clear, (), {})

    def _ask(self, name: str, act: Callable[..., Any], arguments: Any, named: Any) -> Any:
        """A ValueError of `incr` means that the key is not there; it is no failure."""
        if not self.is_away:
            try:
                return act(*arguments, **named)
            except (RedisError, OSError) as problem:
                self._note_away(problem)
        return getattr(self.meanwhile, name)(*arguments, **named)

    def _note_away(self, problem: Exception) -> None:
        with self._lock:
            if not self.is_away:
                logger.error("The shared cache is away: %s", type(problem).__name__)
            self._rests_until = time.monotonic() + REST
