"""nginx with the example in deploy/, in front of the site as its unit starts it."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path

import pytest

from answers.management import static_site
from tests import parts
from tests.bench import servers
from tests.conftest import needs
from tests.serving import HOST, NAME, held_socket, real_site, served
from tests.test_observatory import LEAST, points

EXAMPLE = Path(__file__).resolve().parent.parent / "deploy" / "nginx" / "citewell.conf"
THERE = ("/etc/letsencrypt/live/answers.example.org", "/var/log/nginx", "/var/cache/nginx/citewell")
PASSING = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
PATHS = ("/", "/nowhere/", "/robots.txt", "/healthz/live", "/api/v1/topics/")


@dataclass(frozen=True)
class Nginx:
    """One that has its files in a folder of its own, and listens at a free port of this machine."""

    folder: Path
    port: int

    def command(self, *arguments: str) -> list[str]:
        told = ["-e", str(self.folder / "errors"), "-p", str(self.folder)]
        return ["nginx", *told, "-c", str(self.folder / "nginx.conf"), *arguments]

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, list[tuple[str, str]], str]:
        """Status, headers and text."""
        unknown = ssl._create_unverified_context()
        with closing(HTTPSConnection("127.0.0.1", self.port, timeout=30, context=unknown)) as connection:
            connection.request(method, path, headers={"Host": NAME, **headers})
            answered = connection.getresponse()
            return answered.status, answered.getheaders(), answered.read().decode(errors="replace")


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate."""
    needs(parts.Part("nginx", "" if shutil.which("nginx") else "no nginx: install it"))
    needs(parts.Part("OpenSSL", "" if shutil.which("openssl") else "no openssl: install it"))
    folder = tmp_path_factory.mktemp("nginx")
    made = ["-keyout", "privkey.pem", "-out", "fullchain.pem", "-subj", f"/CN={NAME}"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *made],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return folder


def installed(folder: Path, site: int) -> Nginx:
    """The example as an operator installs it, with the folders and ports of this test."""
    made = Nginx(folder, servers.free_port())
    text = EXAMPLE.read_text().replace("127.0.0.1:8000", f"127.0.0.1:{site}")
    for there in THERE:
        text = text.replace(there, str(folder))
    for kind, port in (("", servers.free_port()), (" ssl http2", made.port)):
        number = "443" if kind else "80"
        text = text.replace(f"listen {number}{kind};", f"listen 127.0.0.1:{port}{kind};")
        text = text.replace(f"    listen [::]:{number}{kind};\n", "")
    (folder / "site.conf").write_text(text)
    passing = "".join(f"{each}_temp_path {folder}/{each};" for each in PASSING)
    inside = f"access_log off; {passing} include {folder}/site.conf;"
    user = "" if os.geteuid() else "user root;"
    top = f"{user} pid {folder}/pid; worker_processes 1; events {{}}"
    (folder / "nginx.conf").write_text(f"{top} http {{ {inside} }}")
    return made


@contextmanager
def running(nginx: Nginx) -> Iterator[Nginx]:
    with subprocess.Popen(nginx.command("-g", "daemon off;")) as process:
        try:
            until = time.monotonic() + 30
            while process.poll() is None and time.monotonic() < until:
                try:
                    nginx.get("/static/none")
                    break
                except OSError:
                    time.sleep(0.05)
            yield nginx
        finally:
            process.terminate()


def test_nginx_takes_its_example(certified: Path) -> None:
    finished = subprocess.run(
        installed(certified, 8000).command("-t", "-e", "stderr"), capture_output=True, text=True, check=False
    )

    assert "syntax is ok" in finished.stderr
    assert finished.returncode == 0, finished.stderr
    assert "[warn]" not in finished.stderr


def test_what_nginx_says_itself_is_a_sentence_with_headers_as_safe_as_those_of_the_site(
    certified: Path, tmp_path: Path
) -> None:
    with running(installed(certified, servers.free_port())) as nginx:
        found = {
            502: nginx.get("/questions/"),
            414: nginx.get(f"/search/?q={'a' * 9_000}"),
            431: nginx.get("/", Cookie="a" * 9_000),
            404: nginx.get("/said-by-nginx"),
            405: nginx.get("/", "TRACE"),
            413: nginx.get("/feedback/", "POST", **{"Content-Length": str(10**9)}),
            429: next(found for found in (nginx.get("/search/") for _ in range(2000)) if found[0] == 429),
        }

    for status, (told, headers, text) in found.items():
        assert told == status
        assert text.count(". ") >= 1
        assert "<" not in text
        named = dict(headers)
        assert points(named) >= LEAST
        assert ("Retry-After" in named) == (status in (429, 502))
    assert "emergency number" in found[502][2]


def test_a_page_of_the_site_comes_with_the_headers_of_the_site_once(certified: Path, tmp_path: Path) -> None:
    with held_socket() as held, served(held, real_site(tmp_path), tmp_path / "errors"):
        site = held.getsockname()[1]
        with running(installed(certified, site)) as nginx:
            through = {path: nginx.get(path) for path in PATHS}
        straight = {path: servers.fetch(site, path, HOST) for path in PATHS}

    for path, (status, headers, _) in through.items():
        assert status == straight[path].status
        for name in static_site.OF_PAGES:
            sent = straight[path].headers.get(name)
            assert [value for each, value in headers if each == name] == ([sent] if sent else []), name
