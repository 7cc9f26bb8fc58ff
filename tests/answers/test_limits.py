"""How often one address and everybody together may send something; nobody's address is kept."""

from __future__ import annotations

import datetime
import threading
from typing import Any

import pytest
from django.core.cache import caches
from django.http import HttpRequest
from django.test import RequestFactory

from answers.public import limits
from answers.public.limits import Limit
from tests import make

HOUR = datetime.timedelta(hours=1)
EACH = Limit("each", 2, HOUR)
ALL = Limit("all", 3, HOUR, is_global=True)


def caller(address: str = "192.0.2.7") -> HttpRequest:
    return RequestFactory().post("/", REMOTE_ADDR=address)


def waits(number: int, address: str = "192.0.2.7", at: datetime.datetime = make.NOW) -> list[bool]:
    return [bool(limits.wait(caller(address), [EACH, ALL], at=at)) for _ in range(number)]


def test_one_address_waits_after_its_number_and_others_do_not() -> None:
    first, other = waits(3), waits(1, "192.0.2.8")

    assert (first, other) == ([False, False, True], [False])


def test_everybody_together_waits_at_the_ceiling() -> None:
    found = [limits.wait(caller(f"192.0.2.{number}"), [ALL], at=make.NOW) for number in range(4)]

    assert [bool(each) for each in found] == [False, False, False, True]


def test_who_is_refused_does_not_use_up_what_everybody_has_together() -> None:
    waits(10)

    assert waits(1, "192.0.2.8") == [False]


def test_the_wait_ends_with_the_hour() -> None:
    waits(2)

    waited = limits.wait(caller(), [EACH], at=make.NOW + datetime.timedelta(minutes=10))

    assert waited == datetime.timedelta(minutes=50)
    assert waits(1, at=make.NOW + HOUR) == [False]


def test_one_household_is_one_caller_with_the_newer_addresses_too() -> None:
    one, same, other = (
        limits.pseudonym(caller(address), at=make.NOW)
        for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")
    )

    assert one == same != other


def test_what_stands_for_an_address_is_another_the_next_day_and_never_holds_it() -> None:
    today, tomorrow = (limits.pseudonym(caller(), at=make.NOW + number * 24 * HOUR) for number in (0, 1))

    kept: Any = caches["default"]
    assert today != tomorrow
    assert "192.0.2.7" not in repr(kept._cache)


@pytest.mark.parametrize("address", ["", "unix:", "not an address"])
def test_a_caller_without_an_address_is_counted_too(address: str) -> None:
    assert waits(3, address) == [False, False, True]


@pytest.mark.usefixtures("redis_cache")
def test_many_at_once_do_not_all_slip_through() -> None:
    found = list[bool]()
    alike = [threading.Thread(target=lambda: found.extend(alone())) for _ in range(12)]

    for each in alike:
        each.start()
    for each in alike:
        each.join()

    assert found.count(False) == 2


def alone() -> list[bool]:
    """One try of a thread of its own, which leaves no connection open."""
    found = waits(1)
    kept: Any = caches["default"]
    for pool in kept._cache._pools.values():
        pool.disconnect()
    return found
