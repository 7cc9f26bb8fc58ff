"""Fetching: only listed hosts, only https, small, in time, patient with a busy service, silent about keys."""

from __future__ import annotations

import pytest

from sources.lookup import UnavailableError, connections
from sources.lookup.connections import ForbiddenError
from sources.lookup.fetching import LARGEST, Fetcher
from sources.lookup.pace import Pace
from tests.sources.lookup_server import Reply, Server

WORK = "https://api.crossref.org/works/10.1%2Fx"
PLACE = "api.crossref.org/works/10.1%2Fx"


def get(fetcher: Fetcher, address: str = WORK, *, is_fresh: bool = False) -> bytes | None:
    return fetcher.get(address, accept="application/json", types=("application/json",), is_fresh=is_fresh)


def test_a_document_is_fetched_with_our_name_and_what_we_take(services: Server) -> None:
    services.say(PLACE, Reply(b'{"status": "ok"}'))

    assert get(services.fetcher()) == b'{"status": "ok"}'

    [(host, _path, headers)] = services.asked
    assert (host, headers["User-Agent"]) == ("api.crossref.org", "Citewell/1.0 (tests)")
    assert (headers["Accept"], headers["Accept-Encoding"]) == ("application/json", "identity")


def test_what_was_fetched_today_is_not_asked_again_unless_it_must_be_fresh(services: Server) -> None:
    services.say(PLACE, Reply(b"[1]"), Reply(b"[2]"))
    fetcher = services.fetcher()

    assert [get(fetcher), get(fetcher), get(fetcher, is_fresh=True)] == [b"[1]", b"[1]", b"[2]"]


@pytest.mark.parametrize("status", [204, 404, 406, 410])
def test_a_work_that_the_service_does_not_know_is_none(services: Server, status: int) -> None:
    services.say(PLACE, Reply(b"", status))

    assert get(services.fetcher()) is None
    assert get(services.fetcher()) is None
    assert len(services.asked) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_service_is_asked_again_after_as_long_as_it_says(services: Server, status: int) -> None:
    services.say(PLACE, Reply(b"", status, headers={"Retry-After": "7"}), Reply(b"[]"))

    assert get(services.fetcher()) == b"[]"
    assert 7.0 in services.slept


def test_without_a_word_from_the_service_the_pauses_grow_and_end(services: Server) -> None:
    services.say(PLACE, Reply(b"", 503))

    with pytest.raises(UnavailableError, match=r"api\.crossref\.org is busy"):
        get(services.fetcher())

    assert [pause for pause in services.slept if pause >= 1] == [1.0, 2.0]
    assert len(services.asked) == 3


def test_nobody_at_a_form_waits_an_hour(services: Server) -> None:
    services.say(PLACE, Reply(b"", 429, headers={"Retry-After": "3600"}))

    with pytest.raises(UnavailableError, match="busy"):
        get(services.fetcher(longest_wait=5))

    assert len(services.asked) == 1


def test_an_answer_that_drips_is_given_up(services: Server) -> None:
    services.say(PLACE, Reply(b"[" + b" " * 100 + b"]", slow=True))

    with pytest.raises(UnavailableError, match="took too long"):
        get(services.fetcher(seconds=0.2))


def test_an_answer_that_was_cut_off_is_no_answer(services: Server) -> None:
    services.say(PLACE, Reply(b'{"status": "ok"}', cut=5))

    with pytest.raises(UnavailableError, match=r"cut off|could not be reached"):
        get(services.fetcher())


def test_a_page_instead_of_a_record_is_no_answer(services: Server) -> None:
    services.say(PLACE, Reply(b"<html>Please sign in</html>", type="text/html; charset=utf-8"))

    with pytest.raises(UnavailableError, match="sent something else"):
        get(services.fetcher())


def test_a_flood_is_refused(services: Server) -> None:
    services.say(PLACE, Reply(b" " * (LARGEST + 1)))

    with pytest.raises(UnavailableError, match="sent too much"):
        get(services.fetcher())


def test_a_redirect_within_the_list_is_followed(services: Server) -> None:
    services.say("doi.org/", Reply(b"", 302, headers={"Location": WORK}))
    services.say(PLACE, Reply(b"[]"))

    assert get(services.fetcher(), "https://doi.org/10.1/x") == b"[]"


@pytest.mark.parametrize(
    "location",
    [
        "https://127.0.0.1/admin/",
        "https://169.254.169.254/latest/meta-data/",
        "https://evil.example.org/",
        "http://api.crossref.org/works/10.1%2Fx",
        "https://api.crossref.org:8443/",
        "https://user:secret@api.crossref.org/",
        "https://api.crossref.org.evil.example.org/",
        "https://[::1]/",
        "//127.0.0.1/",
        "file:///etc/passwd",
        "https://api.crossref.org:port/",
    ],
)
def test_a_redirect_off_the_list_is_not_followed(services: Server, location: str) -> None:
    services.say("doi.org/", Reply(b"", 302, headers={"Location": location}))

    with pytest.raises(UnavailableError, match="address"):
        get(services.fetcher(), "https://doi.org/10.1/x")

    assert len(services.asked) == 1


def test_a_circle_of_redirects_ends(services: Server) -> None:
    services.say("doi.org/", Reply(b"", 302, headers={"Location": "https://doi.org/10.1/x"}))

    with pytest.raises(UnavailableError, match="moved too often"):
        get(services.fetcher(), "https://doi.org/10.1/x")


def test_a_certificate_of_somebody_else_is_not_trusted(services: Server) -> None:
    untrusting = Fetcher(
        ["api.crossref.org"],
        agent="tests",
        pace=Pace(sleep=services.slept.append),
        resolve=lambda host: [("127.0.0.1", services.port)],
    )

    with pytest.raises(UnavailableError, match="could not be reached"):
        get(untrusting)


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("168.63.129.16", False),
        ("192.0.0.192", False),
        ("100.100.100.200", False),
        ("fd00:ec2::254", False),
        ("fec0::1", False),
        ("::ffff:169.254.169.254", False),
    ],
)
def test_which_addresses_are_public(address: str, *, is_public: bool) -> None:
    assert connections.is_public(address) is is_public


def test_a_listed_name_that_points_inside_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.5", 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **kwargs: inside)

    with pytest.raises(ForbiddenError):
        connections.public_addresses("api.crossref.org")
    with pytest.raises(UnavailableError, match="do not ask"):
        get(Fetcher(["api.crossref.org"], agent="tests", pace=Pace()))


def test_the_pace_is_what_the_service_asks_for() -> None:
    slept: list[float] = []
    pace = Pace(clock=lambda: 0.0, sleep=slept.append)
    pace.learn("a.org", {"x-rate-limit-limit": "2", "x-rate-limit-interval": "1s"})
    pace.learn("b.org", {"x-rate-limit-limit": "many"})

    for host in ("a.org", "a.org", "a.org", "b.org", "b.org"):
        pace.wait(host)

    assert slept == [0.5, 1.0, 0.2]
