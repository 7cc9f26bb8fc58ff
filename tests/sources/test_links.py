"""Web addresses visited: what works, has moved or is gone; nothing inside our own network is asked."""

from __future__ import annotations

from datetime import date

import pytest

from sources import jobs
from sources.lookup import Pace, Visitor
from sources.models import LinkState, Source
from tests.sources.lookup_server import Reply, Server

ADDRESS = "https://doi.org/page"
TODAY = date(2026, 11, 22)


def visitor(services: Server) -> Visitor:
    return Visitor(
        agent="tests",
        pace=Pace(sleep=services.slept.append),
        seconds=2,
        resolve=lambda host: [("127.0.0.1", services.port)],
        trust=services.trust,
    )


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, "works"),
        (404, "gone"),
        (410, "gone"),
        (403, "no answer"),
        (429, "no answer"),
        (500, "no answer"),
    ],
)
def test_only_a_page_that_says_so_is_gone(services: Server, status: int, state: str) -> None:
    services.say("doi.org/page", Reply(b"", status))

    assert visitor(services).visit(ADDRESS) == state


@pytest.mark.parametrize(
    ("status", "state"), [(301, "moved"), (308, "moved"), (302, "works"), (307, "works")]
)
def test_only_a_page_that_left_for_good_has_moved(services: Server, status: int, state: str) -> None:
    services.say("doi.org/page", Reply(b"", status, headers={"Location": "https://api.crossref.org/new"}))
    services.say("api.crossref.org/new", Reply(b""))

    assert visitor(services).visit(ADDRESS) == state


def test_a_circle_gives_no_answer(services: Server) -> None:
    services.say("doi.org/page", Reply(b"", 302, headers={"Location": ADDRESS}))

    assert visitor(services).visit(ADDRESS) == LinkState.NO_ANSWER


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/",
        "http://localhost/",
        "https://[::1]/",
        "https://10.0.0.1/",
        "https://example.org:8443/",
        "ftp://example.org/",
        "https://user@example.org/",
        "https://[broken/",
        "nonsense",
    ],
)
def test_what_may_not_be_asked_gives_no_answer(address: str) -> None:
    assert Visitor(agent="tests", pace=Pace()).visit(address) == LinkState.NO_ANSWER


@pytest.mark.django_db
def test_each_address_is_noted_with_the_day(services: Server) -> None:
    services.say("doi.org/page", Reply(b"", 404))
    Source.objects.create(key="gone", url=ADDRESS)
    Source.objects.create(key="none")

    outcome = jobs.check_links(visitor(services), on=TODAY)

    states = Source.objects.order_by("key").values_list("key", "link_state", "link_checked_on")
    assert list(states) == [("gone", "gone", TODAY), ("none", "", None)]
    assert outcome.listed_faults == [f"gone: {ADDRESS} – Gone"]
