"""The site as its server is started in production: what it serves, how it ends, what it refuses itself."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPException
from pathlib import Path

import pytest

from answers.management import static_site
from tests.bench import servers
from tests.serving import HOST, held_socket, real_site, served
from tests.test_observatory import LEAST, points

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return real_site(tmp_path_factory.mktemp("served"))


def test_what_pages_ask_for_is_compressed_when_it_is_collected_and_maps_are_not(
    environment: dict[str, str],
) -> None:
    data = Path(environment["ENV_FILE"]).parent / "data" / "static"

    compressed = {path.with_suffix("").suffix for path in data.rglob("*.br")}

    assert {".css", ".js"} <= compressed
    assert list(data.rglob("*.map"))
    assert ".map" not in compressed


class Readers:
    """Who goes on asking for one page; what came back, by status, and what did not."""

    def __init__(self, port: int, path: str) -> None:
        self.port, self.path = port, path
        self.statuses: list[int] = []
        self.broken: list[str] = []
        self.ended = threading.Event()

    def read(self) -> None:
        while not self.ended.is_set():
            try:
                self.statuses.append(servers.fetch(self.port, self.path, HOST).status)
            except (OSError, HTTPException) as problem:
                self.broken.append(repr(problem))

    def begin(self, how_many: int) -> None:
        self.threads = [threading.Thread(target=self.read, daemon=True) for _ in range(how_many)]
        for each in self.threads:
            each.start()

    def end(self) -> None:
        self.ended.set()
        for each in self.threads:
            each.join()


def wait_for(lines: Path, words: str, times: int) -> None:
    until = time.monotonic() + 60
    while lines.read_text().count(words) < times:
        assert time.monotonic() < until, lines.read_text()[-2000:]
        time.sleep(0.1)


@pytest.mark.slow
def test_a_reload_and_a_restart_drop_no_request(environment: dict[str, str], tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    with held_socket() as held:
        readers = Readers(held.getsockname()[1], "/")
        with served(held, environment, errors) as process:
            readers.begin(4)
            time.sleep(0.5)
            process.send_signal(signal.SIGHUP)
            wait_for(errors, "Booting worker", 4)
            time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
            process.wait(60)
            before = len(readers.statuses)
            with served(held, environment, errors):
                time.sleep(0.5)
                readers.end()

        assert readers.broken == []
        assert set(readers.statuses) == {200}
        assert len(readers.statuses) > before

    lines = [json.loads(line) for line in errors.read_text().splitlines()]
    assert [each for each in lines if each["level"] in ("error", "critical")] == []


@pytest.mark.slow
def test_the_server_says_a_wrong_setting_once_and_gives_up(
    environment: dict[str, str], tmp_path: Path
) -> None:
    errors = tmp_path / "errors"
    wrong = environment | {"TIME_ZONE": "Mars/Base"}
    with held_socket() as held, pytest.raises(RuntimeError), served(held, wrong, errors):
        pass

    assert "TIME_ZONE is “Mars/Base”." in errors.read_text()


def asked_of_gunicorn(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.py", "--print-config"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_server_takes_its_own_settings_from_the_file_of_the_site(tmp_path: Path) -> None:
    path = tmp_path / "site.env"
    path.write_text('WEB_WORKERS="3"\nWEB_THREADS=7\nWEB_BIND=127.0.0.1:8123\n')

    told = asked_of_gunicorn({"PATH": os.environ["PATH"], "ENV_FILE": str(path), "WEB_THREADS": "5"}).stdout

    found = {
        name: re.search(rf"^{name} += (.+)$", told, re.MULTILINE) for name in ("workers", "threads", "bind")
    }
    assert {name: line and line[1] for name, line in found.items()} == {
        "workers": "3",
        "threads": "5",
        "bind": "['127.0.0.1:8123']",
    }


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("WEB_WORKERS=many\n", "WEB_WORKERS is “many”. Write a whole number from 1 to 100.\n"),
        ("WEB_THREADS=0\n", "WEB_THREADS is “0”. Write a whole number from 1 to 100.\n"),
    ],
)
def test_the_server_refuses_a_wrong_setting_of_its_own_in_a_sentence(
    tmp_path: Path, written: str, sentence: str
) -> None:
    path = tmp_path / "site.env"
    path.write_text(written)

    finished = asked_of_gunicorn({"PATH": os.environ["PATH"], "ENV_FILE": str(path)})

    assert (finished.returncode, finished.stderr) == (3, sentence)


def told(port: int, sent: bytes) -> tuple[str, dict[str, str], str]:
    """The status line, headers and text that come back for these bytes."""
    with socket.create_connection(("127.0.0.1", port), 20, source_address=(VISITOR, 0)) as connection:
        connection.sendall(sent)
        read = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = read.decode().partition("\r\n\r\n")
    status, *lines = head.split("\r\n")
    return status, dict(line.split(": ", 1) for line in lines), body


OF_ALL = tuple(name for name in static_site.OF_PAGES if name != "Permissions-Policy")
KINDS = ("LimitRequestLine", "LimitRequestHeaders", "InvalidHeader")
VISITOR = "127.0.0.2"
NO_REQUESTS = {
    "414 Request-URI Too Long": b"GET /search/?q=" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n",
    "431 Request Header Fields Too Large": b"GET / HTTP/1.1\r\nCookie: " + b"a" * 9000 + b"\r\n\r\n",
    "400 Bad Request": b"GET / HTTP/1.1\r\nNo header\r\n\r\n",
}


def test_what_is_no_request_is_refused_in_a_sentence_with_safe_headers_and_without_an_address_in_the_log(
    environment: dict[str, str], tmp_path: Path
) -> None:
    errors = tmp_path / "errors"
    with held_socket() as held, served(held, environment, errors):
        port = held.getsockname()[1]
        found = {status: told(port, sent) for status, sent in NO_REQUESTS.items()}
        page = servers.fetch(port, "/robots.txt", HOST).headers

    for status, (line, headers, body) in found.items():
        assert line == f"HTTP/1.1 {status}"
        assert body.count(". ") == 1
        assert points(headers) >= LEAST
        assert {name: headers.get(name) for name in OF_ALL} == {name: page.get(name) for name in OF_ALL}
    lines = [json.loads(line) for line in errors.read_text().splitlines()]
    refused = [each["message"] for each in lines if "no request" in each["message"]]
    assert refused == [f"What came was no request: {name}." for name in KINDS]
    assert VISITOR not in errors.read_text()
