"""While the database is away, readers get what was sent last, and are told so; nothing taken back returns."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, close_old_connections, connection
from django.http.response import HttpResponseBase
from django.test import Client

from answers import workflow
from answers.models import Answer, ListStamp, PublishedPage
from answers.pages import copies
from tests import cast, make, parts

pytestmark = pytest.mark.django_db

NOTICE = "We cannot reach our records just now. This page is as we last had it on "


@contextmanager
def away() -> Iterator[None]:
    """A database that answers nothing."""

    def refuse(*arguments: Any) -> Any:
        raise OperationalError

    with connection.execute_wrapper(refuse):
        yield


def get(path: str, coding: str = "") -> HttpResponseBase:
    client = Client(raise_request_exception=False)
    return client.get(path, headers={"Accept-Encoding": coding} if coding else {})


def text(path: str) -> str:
    return str(get(path).text)  # type: ignore[attr-defined]  # the test client's


@pytest.fixture
def page() -> PublishedPage:
    make.published()
    return PublishedPage.objects.select_related("answer__question").get()


@pytest.fixture
def address(page: PublishedPage) -> str:
    return page.answer.question.get_absolute_url()


@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_a_page_read_before_is_sent_with_a_notice_inside_its_main_part(address: str, coding: str) -> None:
    get(address, coding)

    with away():
        response = get(address)

    assert response.status_code == 200
    before, _, inside = response.text.partition('<main id="main"')  # type: ignore[attr-defined]
    assert NOTICE not in before
    assert NOTICE in inside
    assert inside.index(NOTICE) < inside.index("<h1>")


def test_no_cache_keeps_a_page_with_that_notice(address: str) -> None:
    get(address)

    with away():
        response = get(address, "gzip")

    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


def test_a_slow_answer_does_not_bring_back_what_was_taken_back_meanwhile() -> None:
    kept = copies.Copies()
    copy = copies.Copy(b"a page", "gzip", make.NOW)
    kept.keep(("/old/",), copy, taken_back="first")
    kept.keep(("/new/",), copy, taken_back="second")

    kept.keep(("/old/",), copy, taken_back="first")

    assert kept.find(("/old/",)) is None
    assert kept.find(("/new/",)) is copy


def test_a_copy_dropped_while_the_database_was_asked_is_not_sent(address: str) -> None:
    get(address)

    def drop_and_refuse(*arguments: Any) -> Any:
        copies.COPIES.drop((address,))
        raise OperationalError

    with connection.execute_wrapper(drop_and_refuse):
        response = get(address)

    assert response.status_code == 503


@pytest.mark.parametrize("path", ["/", "/topics/", "/questions/"])
def test_the_lists_are_sent_too(page: PublishedPage, path: str) -> None:
    get(path)

    with away():
        sent = text(path)

    assert NOTICE in sent


@pytest.mark.parametrize("kind", ["easy", "everything", "questions"])
def test_a_sheet_that_was_read_before_is_sent_too_and_says_what_it_could_not_tick(
    address: str, kind: str
) -> None:
    get(f"{address}print/{kind}/?v=1", "gzip")

    with away():
        plain, ticked = text(f"{address}print/{kind}/"), text(f"{address}print/{kind}/?ask=2&v=1")

    assert NOTICE in plain
    assert NOTICE in ticked
    assert ("Please tick again" in plain, "Please tick again" in ticked) == (False, True)


def test_what_one_reader_ticked_is_never_sent_to_another(address: str) -> None:
    get(f"{address}print/questions/?ask=2&v=1")

    with away():
        response = get(f"{address}print/questions/")

    assert response.status_code == 503


def test_a_sheet_of_a_withdrawn_page_does_not_come_back(address: str, page: PublishedPage) -> None:
    get(f"{address}print/easy/")
    workflow.withdraw(page.answer, by=cast.person("managing"), at=make.NOW, reason="It was wrong.")
    get(f"{address}print/easy/")

    with away():
        response = get(f"{address}print/easy/")

    assert response.status_code == 503


def test_a_page_never_read_asks_the_reader_to_come_back(address: str) -> None:
    with away():
        response = get(address)

    assert (response.status_code, response["Retry-After"]) == (503, "10")


def test_the_page_itself_is_back_as_soon_as_the_database_is(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "REST", datetime.timedelta(0))
    get(address)
    with away():
        get(address)

    assert NOTICE not in text(address)


def test_a_database_that_was_just_away_is_not_waited_for_again(address: str) -> None:
    get(address)
    with away():
        get(address)

    assert NOTICE in text(address)


def test_a_withdrawn_page_does_not_come_back(address: str, page: PublishedPage) -> None:
    get(address)
    workflow.withdraw(page.answer, by=cast.person("managing"), at=make.NOW, reason="It was wrong.")
    get(address)

    with away():
        response = get(address)

    assert response.status_code == 503


def test_no_page_from_before_the_last_words_taken_back_is_shown(address: str) -> None:
    get(address)
    ListStamp.objects.take_back()
    get("/topics/")

    with away():
        response = get(address)

    assert response.status_code == 503


def test_a_withdrawal_takes_words_back_and_a_publication_does_not(page: PublishedPage) -> None:
    before = ListStamp.objects.now()
    make.published(wording="Is it new?")
    after = ListStamp.objects.now()
    workflow.withdraw(page.answer, by=cast.person("managing"), at=make.NOW, reason="It was wrong.")

    assert before[1] == after[1]
    assert ListStamp.objects.now()[1] != after[1]


def test_a_process_keeps_so_many_copies_and_forgets_the_one_not_read_for_longest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(copies, "MOST", 2)
    kept = copies.Copies()
    for key in ("a", "b", "a", "c"):
        kept.keep((key,), copies.Copy(b"", "", make.NOW), taken_back="")

    assert [kept.find((key,)) is not None for key in "abc"] == [True, False, True]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_server_that_closes_every_connection_and_opens_none_is_an_outage(address: str) -> None:
    get(address)
    assert Answer.objects.published().exists()

    with closed_to_all():
        sent = text(address)

    assert NOTICE in sent


@contextmanager
def closed_to_all() -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    connection.close()
    with psycopg.connect(parts.POSTGRESQL_URL, autocommit=True) as other:
        other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
            close_old_connections()
