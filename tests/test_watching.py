"""What operators are told: a name for each request, lines and counts; and never who asked for what."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from qa_site import counting, health, logs, secrets_in_logs
from tests import make, processes

SECRET_WORDS = "lump-in-my-breast"


@pytest.fixture
def measured(settings: LazySettings) -> Iterator[str]:
    settings.METRICS_TOKEN = "a token of this test"
    yield "Bearer a token of this test"
    counting.end()


def line(record: logging.LogRecord) -> dict[str, object]:
    return dict(json.loads(logs.Json().format(record)))


def test_every_request_has_a_name_of_its_own(client: Client) -> None:
    names = {client.get("/healthz/live").headers["X-Request-ID"] for _ in range(3)}

    assert len(names) == 3


@pytest.mark.parametrize(
    ("given", "peer", "is_kept"),
    [
        ("4f2a9c31b7d8e605", "10.0.0.2", True),
        ("4f2a9c31b7d8e605", "203.0.113.9", False),
        ('"}\n{"level":', "10.0.0.2", False),
    ],
)
def test_a_name_is_taken_from_our_own_proxy_alone(
    client: Client,
    settings: LazySettings,
    given: str,
    peer: str,
    is_kept: bool,  # noqa: FBT001
) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]

    response = client.get("/healthz/live", headers={"X-Request-ID": given}, REMOTE_ADDR=peer)

    assert (response.headers["X-Request-ID"] == given) == is_kept


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("POST", "/admin/login/", {}, 403),
        ("GET", "/healthz/live", {"Host": "evil.example"}, 400),
    ],
    ids=["a form of another site", "another host"],
)
@pytest.mark.django_db
def test_a_request_that_tries_to_get_past_a_rule_leaves_a_line_without_its_words(
    caplog: pytest.LogCaptureFixture, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    with caplog.at_level(logging.INFO, logger="qa_site.requests"):
        Client(enforce_csrf_checks=True, raise_request_exception=False).generic(
            method, path, f"q={SECRET_WORDS}", headers=headers, REMOTE_ADDR="198.51.100.77"
        )

    told = line(next(each for each in caplog.records if each.name == "qa_site.requests"))
    assert (told["level"], told["status"]) == ("info", status)
    assert SECRET_WORDS not in json.dumps(told)
    assert "198.51.100.77" not in json.dumps(told)


@pytest.mark.django_db
def test_a_line_about_a_request_tells_neither_who_asked_nor_for_what(
    client: Client, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LOG_REQUESTS = "all"

    with caplog.at_level(logging.INFO, logger="qa_site.requests"):
        client.get("/search/", {"q": SECRET_WORDS}, REMOTE_ADDR="198.51.100.77")
        client.get(f"/questions/{SECRET_WORDS}/", REMOTE_ADDR="198.51.100.77")

    told = [line(each) for each in caplog.records if each.name == "qa_site.requests"]
    assert [each["route"] for each in told] == ["/search/", "/questions/<word:slug>/"]
    assert SECRET_WORDS not in str(told)
    assert "198.51.100.77" not in str(told)


def test_a_line_names_the_request_that_it_belongs_to() -> None:
    token = logs.request_id.set("4f2a9c31b7d8e605")
    try:
        told = line(logging.makeLogRecord({"msg": "It broke.\nBadly.", "levelname": "ERROR"}))
    finally:
        logs.request_id.reset(token)

    assert (told["request"], told["message"], told["level"]) == (
        "4f2a9c31b7d8e605",
        "It broke.\nBadly.",
        "error",
    )


def test_what_was_asked_for_leaves_the_lines_of_any_program() -> None:
    record = logging.makeLogRecord(
        {"msg": "Error handling request %s", "args": (f"/search/?q={SECRET_WORDS}",)}
    )

    secrets_in_logs.HideSecrets().filter(record)

    assert record.getMessage() == "Error handling request /search/?…"


@pytest.mark.django_db
def test_a_slow_query_is_told_without_its_values(
    settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SLOW_QUERY_MILLISECONDS = 0

    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", [SECRET_WORDS])

    assert "ms: SELECT %s" in caplog.text
    assert SECRET_WORDS not in caplog.text


@pytest.mark.parametrize("header", ["", "Bearer wrong", "Bearer "])
def test_the_counts_do_not_exist_for_who_has_no_token(client: Client, measured: str, header: str) -> None:
    assert client.get("/metrics", headers={"Authorization": header}).status_code == 404


@pytest.mark.django_db
def test_the_counts_do_not_exist_where_there_is_no_token(client: Client) -> None:
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
def test_requests_are_counted_by_kind_and_outcome(client: Client, measured: str) -> None:
    make.published()
    client.get("/")
    client.get("/questions/")
    client.get("/nowhere/")

    told = client.get("/metrics", headers={"Authorization": measured}).text.splitlines()

    assert 'citewell_requests_total{kind="list",status="2xx"} 2' in told
    assert 'citewell_requests_total{kind="other",status="4xx"} 1' in told
    assert 'citewell_request_seconds_bucket{kind="list",le="+Inf"} 2' in told
    assert "citewell_public_answers 1" in told
    assert "citewell_workers 1" in told


def test_a_worker_that_ended_leaves_its_counts(settings: LazySettings, measured: str) -> None:
    counting.request("list", 200, 0.01)
    code = (
        "import django; django.setup()\n"
        "from qa_site import counting\n"
        "for _ in range(3): counting.request('list', 200, 0.01)"
    )
    told = processes.environment(DATA_DIR=str(settings.DATA_DIR), METRICS_TOKEN=settings.METRICS_TOKEN)
    subprocess.run([sys.executable, "-c", code], env=told, check=True)

    first, _alive = counting.read()
    second, alive = counting.read()

    assert first["requests", "list", "2xx"] == second["requests", "list", "2xx"] == 4
    assert len(alive) == 1


@pytest.mark.django_db
def test_ready_tells_what_is_late_and_stays_in_service(client: Client) -> None:
    response = client.get("/healthz/ready")

    assert response.status_code == 200
    assert response.text.splitlines() == [
        "ready",
        "database: ok",
        "migrations: ok",
        "cache: ok",
        "outbox: ok",
        "log: late",
        "backup: late",
    ]


@pytest.mark.django_db
def test_a_database_of_another_release_is_not_ready(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'answers' AND name LIKE %s", ["0002%"])

    response = client.get("/healthz/ready")

    assert (response.status_code, response.text) == (503, "migrations are missing\n")


@pytest.mark.django_db
def test_migrations_counted_by_their_files_are_those_that_django_knows() -> None:
    loader = MigrationExecutor(connection).loader

    assert loader.disk_migrations.keys() - loader.replacements.keys() <= health._brought()
    assert health.migrations_missing() == set()


@pytest.mark.django_db
def test_a_database_with_all_that_a_migration_stands_for_is_ready_without_it(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name LIKE %s", ["%_squashed_%"])

    assert client.get("/healthz/ready").status_code == 200
