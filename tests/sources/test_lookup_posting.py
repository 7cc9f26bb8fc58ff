"""Messages posted to typed addresses: nothing inside is asked, nothing is followed, nobody holds us up."""

from __future__ import annotations

from typing import Any

import pytest

from sources import lookup
from sources.lookup.connections import Address, ForbiddenError, public_addresses
from tests.sources.lookup_server import Reply, Server

HOST = "doi.org"


def poster(services: Server, **given: Any) -> lookup.Poster:
    known: dict[str, Any] = {
        "agent": "tests",
        "ports": [443, services.port],
        "resolve": lambda host: [("127.0.0.1", services.port)],
        "trust": services.trust,
        "seconds": 5,
    }
    return lookup.Poster(**(known | given))


def post(services: Server, **given: Any) -> int:
    return poster(services, **given).post(
        f"https://{HOST}:{services.port}/hook?key=1", b"{}", {"X-Name": "a"}
    )


def test_a_message_arrives_with_its_body_and_headers(services: Server) -> None:
    services.say(f"{HOST}/hook", Reply(b"", 204))

    status = post(services)

    [(path, headers, body)] = services.posted
    assert [status, path, body] == [204, "/hook?key=1", b"{}"]
    assert [headers["X-Name"], headers["User-Agent"]] == ["a", "tests"]


def test_a_redirect_is_not_followed(services: Server) -> None:
    services.say(f"{HOST}/hook", Reply(b"", 307, headers={"Location": f"https://{HOST}/elsewhere"}))

    assert post(services) == 307
    assert len(services.posted) == 1


def test_a_name_that_points_inside_is_not_asked(services: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("127.0.0.1", 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **kwargs: inside if args[0] == HOST else [])

    with pytest.raises(lookup.UnavailableError, match="private network"):
        post(services, resolve=public_addresses)
    assert services.posted == []


def test_a_name_is_looked_up_once_and_the_checked_address_is_dialled(services: Server) -> None:
    answers: list[list[Address]] = [[("127.0.0.1", services.port)]]

    def resolve(host: str) -> list[Address]:
        if not answers:
            raise ForbiddenError(host)
        return answers.pop()

    services.say(f"{HOST}/hook", Reply(b"", 204))

    assert post(services, resolve=resolve) == 204


def test_headers_without_an_end_are_a_failure(services: Server) -> None:
    services.say(f"{HOST}/hook", Reply(b"", dripping=True))

    with pytest.raises(lookup.UnavailableError, match=r"doi\.org took too long"):
        post(services, seconds=0.4)


def test_a_body_without_an_end_holds_nobody_up(services: Server) -> None:
    services.say(f"{HOST}/hook", Reply(b"a" * 8, slow=True))

    assert post(services, seconds=2) == 200


def test_a_certificate_that_nobody_vouches_for_is_said(services: Server) -> None:
    with pytest.raises(lookup.UnavailableError, match=r"certificate of doi\.org is not valid"):
        post(services, trust=None)


def test_a_large_reply_is_not_read_to_its_end(services: Server) -> None:
    services.say(f"{HOST}/hook", Reply(b"a" * 5_000_000))

    assert post(services) == 200


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://hooks.example.org/", "https://"),
        ("ftp://hooks.example.org/", "https://"),
        ("javascript:alert(1)", "https://"),
        ("https://", "no web address"),
        ("https://hooks.example.org/a b", "no web address"),
        ("https://hooks.example.org/\r\nX-Evil: 1", "no web address"),
        ("https://hooks.example.org:99999/", "no web address"),
        ("https://me:secret@hooks.example.org/", "name or a password"),
        ("https://hooks.example.org:22/", "Only these ports may be asked: 443."),
        ("https://127.0.0.1/", "private network"),
        ("https://127.1/", "private network"),
        ("https://2130706433/", "private network"),
        ("https://0x7f000001/", "private network"),
        ("https://0/", "private network"),
        ("https://[::1]/", "private network"),
        ("https://[::ffff:10.0.0.1]/", "private network"),
        ("https://169.254.169.254/latest/meta-data/", "private network"),
        ("https://localhost/", "private network"),
        ("https://HOOKS.localhost/", "private network"),
    ],
)
def test_an_address_that_is_never_asked_is_refused_at_once(address: str, why: str) -> None:
    assert why in lookup.Poster(agent="tests").why_not(address)


@pytest.mark.parametrize("address", ["https://hooks.example.org/a?b=c", "https://93.184.216.34/"])
def test_a_public_address_is_taken(address: str) -> None:
    assert lookup.Poster(agent="tests").why_not(address) == ""


def test_an_address_without_encryption_is_taken_only_where_the_site_is_tried_out() -> None:
    trying = lookup.Poster(agent="tests", allow_plain=True)

    assert trying.why_not("http://hooks.example.org/") == ""
    assert "private network" in trying.why_not("http://127.0.0.1:80/")
