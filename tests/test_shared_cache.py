"""With the shared cache stopped, limits are counted by each process and nobody gets an error."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from qa_site import shared_cache
from tests import parts
from tests.conftest import needs

PROGRAM = shutil.which("redis-server") or ""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def redis_at(port: int, folder: Path) -> Iterator[None]:
    """A server of this test's own, so that it can be stopped."""
    command = [PROGRAM, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        asked = redis.Redis(port=port)
        for _ in range(200):
            try:
                asked.ping()
                break
            except redis.ConnectionError:
                time.sleep(0.05)
        asked.close()
        yield
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def port(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> int:
    needs(parts.Part("Redis", "" if PROGRAM else "no redis-server: install it"))
    monkeypatch.setattr(shared_cache, "REST", 0.2)
    found = free_port()
    settings.CACHES = settings.CACHES | {
        "default": {
            "BACKEND": "qa_site.shared_cache.SharedCache",
            "LOCATION": f"redis://127.0.0.1:{found}/0",
        }
    }
    return found


def test_a_site_counts_on_while_its_cache_is_stopped_and_returns_to_it(port: int, tmp_path: Path) -> None:
    with redis_at(port, tmp_path):
        cache.set("count", 5)
        assert cache.incr("count") == 6

    cache.add("count", 0)
    while_away = [cache.incr("count"), cache.incr("count")]
    time.sleep(0.3)
    with redis_at(port, tmp_path):
        cache.set("count", 40)
        again = cache.incr("count")

    assert (while_away, again) == ([1, 2], 41)


def test_a_cache_that_is_away_is_not_waited_for_by_everybody(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_cache, "REST", 60.0)
    tried = []

    def refuse(connection: redis.Connection) -> None:
        tried.append(connection)
        raise redis.ConnectionError("away")

    monkeypatch.setattr(redis.Connection, "connect", refuse)

    for _ in range(20):
        assert cache.get("anything", "else") == "else"

    assert len(tried) <= 2


@pytest.mark.django_db
def test_readers_and_their_forms_are_answered_without_it(port: int) -> None:
    client = Client()

    statuses = [client.get(path).status_code for path in ("/", "/search/?q=sleep", "/feedback/")]
    api = client.get("/api/v1/topics/").status_code
    ready = client.get("/healthz/ready")

    assert (statuses, api) == ([200, 200, 200], 200)
    assert ready.status_code == 200
    assert "cache: away" in ready.text
