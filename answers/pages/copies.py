"""What this process sent last, kept for the time that the database is away, and asked for only then.

A copy from before the last words taken back that this process knows of is not shown: an outage must not
bring a page back that somebody took down.
"""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from dataclasses import dataclass

from answers.pages.packing import Coding

MOST = 400
"""How many copies a process keeps, about three megabytes; the one not read for longest goes first."""

REST = datetime.timedelta(seconds=2)
"""How long a database that was away is not asked again for a page of which there is a copy."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A page in the coding in which it was sent, and when the database last said that it is true."""

    body: bytes
    coding: Coding
    confirmed_at: datetime.datetime


class Copies:
    """The copies of one process; its threads share them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, ...], Copy] = OrderedDict()
        self._taken_back = ""
        self._former: set[str] = set()
        self._rests_until: datetime.datetime | None = None

    def keep(self, key: tuple[str, ...], copy: Copy, *, taken_back: str) -> None:
        """What was sent just now; another stamp `taken_back` than before forgets all the others.

        One from under a former stamp is not kept: somebody else read on while it was being made.
        """
        with self._lock:
            if taken_back in self._former:
                return
            if taken_back != self._taken_back:
                self._kept.clear()
                self._former.add(self._taken_back)
                self._taken_back = taken_back
            self._kept[key] = copy
            self._kept.move_to_end(key)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
            self._rests_until = None

    def confirm(self, key: tuple[str, ...], at: datetime.datetime) -> None:
        """What was kept was sent again, and is true at this moment."""
        with self._lock:
            copy = self._kept.get(key)
            if copy is not None:
                self._kept[key] = Copy(copy.body, copy.coding, at)
                self._kept.move_to_end(key)

    def find(self, key: tuple[str, ...]) -> Copy | None:
        """The copy of this page, if there is one."""
        with self._lock:
            return self._kept.get(key)

    def drop(self, key: tuple[str, ...]) -> None:
        """Nothing stands at this address any more."""
        with self._lock:
            self._kept.pop(key, None)

    def clear(self) -> None:
        """As in a process that has sent nothing yet."""
        with self._lock:
            self._kept.clear()
            self._former.clear()
            self._rests_until = None

    def note_away(self, at: datetime.datetime) -> None:
        """The database did not answer; whoever has a copy need not wait for it again just now."""
        with self._lock:
            self._rests_until = at + REST

    def is_resting(self, at: datetime.datetime) -> bool:
        """Whether the database was away a moment ago."""
        with self._lock:
            until = self._rests_until
        return until is not None and until - REST <= at < until


COPIES = Copies()
