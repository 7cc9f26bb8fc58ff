"""Knows when a copy of the database may answer a reader: only for lists, and only while it is not behind.

A list of a million answers costs the database more than anything else that readers ask for. Everything that
changes one renews its stamp in the same transaction, so that a copy with the same stamp has that change too.
People who work here never read from it, and nothing that is kept for others is made from it.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError

from answers.models import ListStamp

REPLICA = "replica"
AWAY = (OperationalError, InterfaceError)
REST = 5.0
"""How many seconds a copy that did not answer is left alone."""

MAY_READ = frozenset(
    f"answers:{name}"
    for name in ("home", "topics", "topic", "questions", "feed", "topic_feed", "sitemap", "sitemap_part")
)
"""Lists that stand under the stamp alone. A page of a source, for one, also shows its standing of today."""

_chosen: ContextVar[bool] = ContextVar("replica_chosen", default=False)
_lock = threading.Lock()
_rests_until = 0.0
logger = logging.getLogger("qa_site")


class Router:
    """Where Django's queries go: what a request reads that may, to the copy; all else to the one written."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return REPLICA if _chosen.get() else DEFAULT_DB_ALIAS

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db != REPLICA


@contextmanager
def reading(view: str) -> Iterator[None]:
    """What is read inside may come from the copy, if this view may and the copy is level."""
    if REPLICA not in settings.DATABASES or view not in MAY_READ or not is_level():
        yield
        return
    token = _chosen.set(True)
    try:
        yield
    finally:
        _chosen.reset(token)


def is_level() -> bool:
    """Whether the copy has every change of a list. While the one that is written is away, it counts as level:
    readers get the newest there is."""
    global _rests_until  # noqa: PLW0603 -- one moment for all threads of this process
    if time.monotonic() < _rests_until:
        return False
    try:
        copied = ListStamp.objects.using(REPLICA).now()
    except AWAY as away:
        with _lock:
            _rests_until = time.monotonic() + REST
        logger.error("The copy of the database is away: %s", type(away).__name__)  # noqa: TRY400
        return False
    try:
        return bool(copied == ListStamp.objects.using(DEFAULT_DB_ALIAS).now())
    except AWAY:
        return True
