"""How often one address, and everybody together, may send something; no address is kept anywhere.

Counts stand in the shared cache under a hash of the address with a salt that is made anew each day and is
kept nowhere else: afterwards nobody can tell whose count it was.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest

EVERYBODY = "everybody"
DAY = datetime.timedelta(days=1)
PREFIX_V6 = 64
"""One household has a whole such network of the newer addresses."""


@dataclass(frozen=True)
class Limit:
    """At most so many within this time, from one address or from everybody together."""

    name: str
    most: int
    within: datetime.timedelta
    is_global: bool = False


def wait(
    request: HttpRequest, limits: Sequence[Limit], *, at: datetime.datetime, caller: str = ""
) -> datetime.timedelta:
    """Count one more under each limit in turn; how long to wait before the next try, nothing if it is
    within all.

    Who is refused by one limit is not counted under the next: one caller cannot use up what everybody has
    together. `caller` is who sends it where that is known better than by address. Counting and comparing
    is one step, so that many at once do not all slip through.
    """
    caller = caller or pseudonym(request, at=at)
    for limit in limits:
        waits = _wait(limit, EVERYBODY if limit.is_global else caller, at=at)
        if waits:
            return waits
    return datetime.timedelta()


def spent(request: HttpRequest, limit: Limit, *, at: datetime.datetime) -> bool:
    """Whether the next try would have to wait; it counts nothing."""
    caller = EVERYBODY if limit.is_global else pseudonym(request, at=at)
    piece = int(at.timestamp()) // int(limit.within.total_seconds())
    return int(cache.get(_key(limit, piece, caller)) or 0) >= limit.most


def pseudonym(request: HttpRequest, *, at: datetime.datetime) -> str:
    """What stands for the caller's address today."""
    salt = cache.get_or_set(f"limits:salt:{at:%Y-%m-%d}", lambda: secrets.token_hex(32), DAY.total_seconds())
    address = _network(request.META.get("REMOTE_ADDR", ""))
    return hmac.new(str(salt).encode(), address.encode(), hashlib.sha256).hexdigest()


def _wait(limit: Limit, caller: str, *, at: datetime.datetime) -> datetime.timedelta:
    """Time is cut into pieces as long as the limit's; a count ends with its piece."""
    length = int(limit.within.total_seconds())
    piece, passed = divmod(int(at.timestamp()), length)
    key = _key(limit, piece, caller)
    cache.add(key, 0, length)
    try:
        count = cache.incr(key)
    except ValueError:  # it ended between the two steps: the first of a new count
        return datetime.timedelta()
    return datetime.timedelta(seconds=length - passed) if count > limit.most else datetime.timedelta()


def _key(limit: Limit, piece: int, caller: str) -> str:
    return f"limits:{limit.name}:{piece}:{caller}"


def _network(word: str) -> str:
    try:
        address = ipaddress.ip_address(word)
    except ValueError:
        return "unknown"
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, PREFIX_V6), strict=False))
