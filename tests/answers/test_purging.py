"""A network in front of the site is told what to forget: each change once, when it is public."""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.conf import LazySettings
from django.test import Client

from answers import jobs, workflow
from answers.models import Owed, PublishedPage, Purge
from tests import cast, make

pytestmark = pytest.mark.django_db

LATER = make.NOW + datetime.timedelta(hours=1)


@dataclass
class Network:
    """A server that takes names, or refuses them with the status it is told."""

    status: int = 204
    told: list[tuple[str | None, dict[str, list[str]]]] = field(default_factory=list)


@pytest.fixture
def network(settings: LazySettings) -> Iterator[Network]:
    network = Network()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            network.told.append((self.headers["Surrogate-Key"], json.loads(body)))
            self.send_response(network.status)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    running.start()
    settings.CDN_PURGE_URL = f"http://127.0.0.1:{server.server_port}/purge"
    yield network
    server.shutdown()
    server.server_close()
    running.join()


def keys() -> list[str]:
    return list(Purge.objects.order_by("id").values_list("key", flat=True))


def test_nothing_is_owed_where_no_network_stands_in_front() -> None:
    make.published()

    assert keys() == []


def test_a_publication_owes_the_page_and_the_lists(network: Network) -> None:
    answer = make.published().answer

    assert keys() == [f"answer-{answer.pk}", "lists"]


def test_the_names_go_out_in_one_request_and_once(network: Network) -> None:
    answer = make.published().answer

    done, again = jobs.run_due(LATER), jobs.run_due(LATER)

    name = f"answer-{answer.pk}"
    assert network.told == [(f"{name} lists", {"surrogate_keys": [name, "lists"]})]
    assert [done.purged, again.purged, Purge.objects.count()] == [2, 0, 0]


def test_a_withdrawal_is_told(network: Network) -> None:
    answer = make.published().answer
    Purge.objects.all().delete()

    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW, reason="It was wrong.")

    assert keys() == [f"answer-{answer.pk}", "lists"]


def test_a_page_made_again_without_a_difference_is_not_told(network: Network) -> None:
    make.published()
    jobs.run_due(make.NOW)
    Purge.objects.all().delete()
    PublishedPage.objects.update(is_stale=True)

    jobs.run_due(make.NOW)

    assert keys() == []


def test_a_name_that_was_refused_is_told_again_later_and_given_up_after_eight_times(network: Network) -> None:
    make.published()
    network.status = 500
    moments = [LATER + datetime.timedelta(hours=7 * turn) for turn in range(9)]

    failed = [jobs.run_due(moment).purges_failed for moment in moments]

    assert failed == [2] * 8 + [0]
    assert set(Purge.objects.values_list("state", flat=True)) == {Owed.State.GIVEN_UP}


def test_only_a_network_that_is_told_may_keep_a_page(settings: LazySettings) -> None:
    address = make.published().answer.question.get_absolute_url()
    alone = Client().get(address)
    settings.CDN_PURGE_URL = "http://127.0.0.1:1/"

    behind = Client().get(address)

    assert "s-maxage" not in alone["Cache-Control"]
    assert behind["Cache-Control"].startswith("public, max-age=0, s-maxage=3600, stale-while-revalidate=60")
    assert behind["Surrogate-Key"] == f"answer-{PublishedPage.objects.get().answer_id}"


def test_a_page_that_is_not_told_by_name_is_not_kept(settings: LazySettings) -> None:
    settings.CDN_PURGE_URL = "http://127.0.0.1:1/"

    assert "s-maxage" not in Client().get("/sources/")["Cache-Control"]
    assert Client().get("/")["Surrogate-Key"] == "lists"
