"""A page that was sent is sent again without asking for it, and never after anything was written."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import timezone

from answers import workflow
from answers.models import PublishedPage
from answers.pages import reading
from answers.public.unchanged import UNCHANGED
from sources import notices
from tests import cast, make
from tests.bench.costs import Cost

pytestmark = pytest.mark.django_db(transaction=True)

MOMENTS = 50


@pytest.fixture(autouse=True)
def _nothing_sent() -> Iterator[None]:
    UNCHANGED.clear()
    yield
    UNCHANGED.clear()


def seen(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def statements(client: Client, address: str) -> list[str]:
    asked: list[str] = []

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        client.get(address)
    return asked


def is_sent_again(client: Client, address: str) -> bool:
    """Without a statement. PostgreSQL's mark moves with any database beside, so it is tried often."""
    return any(statements(client, address) == [] for _ in range(MOMENTS))


def headers(response: HttpResponseBase) -> dict[str, str]:
    """Its headers, but for the name that each request has of its own."""
    return {name: value for name, value in response.items() if name != "X-Request-ID"}


def elsewhere(write: Callable[[], object]) -> None:
    """On another connection, as another process writes."""

    def run() -> None:
        write()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def retract() -> None:
    notices.record(
        make.source("trial"),
        kind="retraction",
        origin="PubMed",
        at=make.NOW,
        noticed_on=datetime.date(2026, 11, 22),
    )


@pytest.mark.parametrize("address", ["/", "/questions/", "page"])
def test_the_second_visit_reads_no_row(client: Client, address: str) -> None:
    page = make.published().answer.page
    address = page.get_absolute_url() if address == "page" else address
    seen(client, address)

    assert is_sent_again(client, address)


@pytest.mark.postgresql
def test_a_new_connection_learns_how_it_is_asked_and_a_lost_one_is_an_outage(client: Client) -> None:
    address = make.published().answer.page.get_absolute_url()
    connection.close()
    is_known = any(reading.mark() == reading.mark() for _ in range(MOMENTS))

    connection.connection.pgconn.finish()
    status = client.get(address).status_code
    connection.close()

    assert is_known
    assert status in (200, 503)


def test_the_second_reply_is_the_first_one_in_every_header(client: Client) -> None:
    address = make.published().answer.page.get_absolute_url()
    first = client.get(address)

    again = client.get(address)

    assert (again.status_code, again.content) == (200, first.content)
    assert headers(again) == headers(first)


def test_a_notice_written_by_this_process_shows_at_the_next_visit(client: Client) -> None:
    address = make.published().answer.page.get_absolute_url()
    seen(client, address)

    retract()

    assert "A notice was found" in seen(client, address)


def test_a_notice_written_by_another_process_shows_at_the_next_visit(client: Client) -> None:
    address = make.published().answer.page.get_absolute_url()
    seen(client, address)

    elsewhere(retract)

    assert "A notice was found" in seen(client, address)


def test_a_list_shows_a_new_page_at_the_next_visit(client: Client) -> None:
    make.published(wording="Is this the first page?")
    seen(client, "/questions/")

    make.published(wording="Is this another page?")

    assert "Is this another page?" in seen(client, "/questions/")


def test_a_page_withdrawn_is_gone_at_the_next_visit(client: Client) -> None:
    answer = make.published().answer
    address = answer.page.get_absolute_url()
    seen(client, address)

    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW, reason="It is wrong.")

    assert client.get(address).status_code == 410


def test_what_is_not_committed_yet_is_not_kept(client: Client) -> None:
    page = make.published().answer.page
    address = page.get_absolute_url()
    with transaction.atomic():
        PublishedPage.objects.update(brotli=b"not yet", gzip=b"not yet")
        client.get(address, headers={"Accept-Encoding": "br"})
        transaction.set_rollback(True)

    assert client.get(address, headers={"Accept-Encoding": "br"}).content != b"not yet"


def test_a_page_is_asked_for_again_on_another_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = make.published().answer.page.get_absolute_url()
    seen(client, address)
    later = timezone.now() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    cost = Cost()
    with connection.execute_wrapper(cost.count):
        seen(client, address)

    assert cost.statements >= 1


def test_each_coding_and_each_host_has_its_own_reply(client: Client) -> None:
    address = make.published().answer.page.get_absolute_url()
    brotli = client.get(address, headers={"Accept-Encoding": "br"})
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    known = {"Accept-Encoding": "br", "If-None-Match": brotli.headers["ETag"]}

    unchanged = [client.get(address, headers=known).status_code for _ in range(2)]

    assert brotli.headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in plain.headers
    assert unchanged == [304, 304]
    assert client.get(address, headers={"Host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize(
    "asked", [{"If-Match": '"another"'}, {"If-Unmodified-Since": "Thu, 01 Jan 2015 00:00:00 GMT"}]
)
def test_a_condition_that_fails_is_told_to_nobody_else(client: Client, asked: dict[str, str]) -> None:
    address = make.published().answer.page.get_absolute_url()

    failed = [client.get(address, headers=asked).status_code for _ in range(2)]
    others = [client.get(address).status_code for _ in range(2)]
    again = client.get(address, headers=asked).status_code

    assert (failed, others, again) == ([412, 412], [200, 200], 412)


@pytest.mark.parametrize("asked", ["", "?page_size=1&ordering=-number"])
def test_a_list_of_the_interface_is_sent_again_until_something_is_written(client: Client, asked: str) -> None:
    make.published(make.answer(wording="Is salt harmful?"))
    address = f"/api/v1/questions/{asked}"
    first = seen(client, address)

    again = is_sent_again(client, address)
    make.published(make.answer(wording="Is pepper dear?"))

    assert again
    assert "pepper" not in first
    assert "Is pepper dear?" in seen(client, address)


@pytest.mark.parametrize("address", ["/?made=up", "/questions/?page=1", "/api/v1/questions/?made=up"])
def test_what_anybody_can_make_up_behind_a_question_mark_is_not_kept(client: Client, address: str) -> None:
    make.published()
    client.get(address)

    assert not UNCHANGED.size


def test_the_replies_kept_take_so_many_bytes_at_most(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make.published()
    addresses = ["/", "/topics/", "/questions/"]
    size = len(client.get("/").content)
    monkeypatch.setattr("answers.public.unchanged.MOST_BYTES", size)
    UNCHANGED.clear()

    for address in addresses:
        client.get(address)

    assert 0 < UNCHANGED.size <= size
