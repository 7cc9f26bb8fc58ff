"""What stands in deploy/ works as it says, as far as that shows without systemd and containers running."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path

import pytest
import yaml

from tests import parts, processes, units
from tests.bench import servers
from tests.conftest import needs

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
SETTINGS = "".join(path.read_text() for path in (ROOT / "qa_site" / "settings").glob("*.py"))
READ_BY_THE_SERVER = {"WEB_BIND", "WEB_WORKERS", "WEB_THREADS"}


def example() -> dict[str, str]:
    lines = (DEPLOY / "site.env.example").read_text().splitlines()
    return dict(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=(.*)$", "\n".join(lines), re.MULTILINE))


def test_the_example_names_every_setting_and_no_other() -> None:
    read = set(re.findall(r'environment\.\w+\(\s*"([A-Z][A-Z0-9_]+)"', SETTINGS)) - {"ENV_FILE"}

    assert example().keys() == read | READ_BY_THE_SERVER


def test_the_example_starts_the_site_once_the_secret_and_the_names_are_there(tmp_path: Path) -> None:
    text = (DEPLOY / "site.env.example").read_text()
    path = tmp_path / "site.env"
    text = text.replace("SECRET_KEY=\n", f'SECRET_KEY="{"k" * 60}"\n', 1)
    text = text.replace("ALLOWED_HOSTS=\n", "ALLOWED_HOSTS=answers.example.org\n")
    text = text.replace("SITE_URL=http://127.0.0.1:8000\n", "SITE_URL=https://answers.example.org\n")
    path.write_text(text.replace("/var/lib/citewell", str(tmp_path / "data")))

    finished = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "ENV_FILE": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (finished.returncode, finished.stderr) == (0, "")


def test_nginx_takes_its_example(tmp_path: Path) -> None:
    needs(parts.Part("nginx", "" if shutil.which("nginx") else "no nginx: install it"))
    needs(parts.Part("OpenSSL", "" if shutil.which("openssl") else "no openssl: install it"))
    made = ["-keyout", "privkey.pem", "-out", "fullchain.pem", "-subj", "/CN=answers.example.org"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *made],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    text = (DEPLOY / "nginx" / "citewell.conf").read_text()
    for there in ("/etc/letsencrypt/live/answers.example.org", "/var/log/nginx", "/var/cache/nginx/citewell"):
        text = text.replace(there, str(tmp_path))
    (tmp_path / "site.conf").write_text(text)
    passing = "".join(
        f"{each}_temp_path {tmp_path}/{each};"
        for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    inside = f"access_log off; {passing} include {tmp_path}/site.conf;"
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid; events {{}} http {{ {inside} }}")

    finished = subprocess.run(
        ["nginx", "-t", "-e", "stderr", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert "syntax is ok" in finished.stderr
    assert finished.returncode == 0, finished.stderr
    assert "[warn]" not in finished.stderr


def test_a_certificate_is_renewed_where_nginx_shows_its_proof_and_no_reader_waits_for_it() -> None:
    guide = (ROOT / "docs" / "operating.md").read_text()
    conf = (DEPLOY / "nginx" / "citewell.conf").read_text()

    asked = re.search(r"^certbot certonly --webroot -w (\S+) .+reload nginx", guide, re.MULTILINE)
    shown = re.search(r"acme-challenge/ \{\s+root (\S+);", conf)

    assert asked is not None
    assert shown is not None
    assert asked[1] == shown[1]


def test_containers_run_as_nobody_special_on_a_file_system_that_is_read_only() -> None:
    told = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text())

    for name, service in told["services"].items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
    assert {told["services"][name]["user"] for name in ("web", "due", "prepare")} == {"10001:10001"}
    assert "healthcheck" in told["services"]["postgres"]


def test_the_image_copies_what_exists_and_ends_as_its_own_person() -> None:
    lines = (DEPLOY / "container" / "Containerfile").read_text().splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line]

    assert [name for names in copied for name in names if not (ROOT / name).exists()] == []
    assert [line for line in lines if line.startswith("USER ")][-1] == "USER 10001:10001"
    assert any(line.startswith("HEALTHCHECK ") for line in lines)


# --- The server as its unit starts it -------------------------------------------------------------

HOST = {"Host": "answers.example.org", "X-Forwarded-Proto": "https"}


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A real site's settings in a file, as a unit names it, and nothing else."""
    tmp_path = tmp_path_factory.mktemp("served")
    values = {
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "answers.example.org",
        "SITE_URL": "https://answers.example.org",
        "TRUSTED_PROXIES": "127.0.0.1",
        "DATA_DIR": str(tmp_path / "data"),
    }
    path = tmp_path / "site.env"
    path.write_text("".join(f'{name}="{value}"\n' for name, value in values.items()))
    told = {"PATH": os.environ["PATH"], "ENV_FILE": str(path)}
    processes.in_turn(["migrate"], ["collectstatic", "--no-input"], environment=told)
    return told


def test_what_pages_ask_for_is_compressed_when_it_is_collected_and_maps_are_not(
    environment: dict[str, str],
) -> None:
    data = Path(environment["ENV_FILE"]).parent / "data" / "static"

    compressed = {path.with_suffix("").suffix for path in data.rglob("*.br")}

    assert {".css", ".js"} <= compressed
    assert list(data.rglob("*.map"))
    assert ".map" not in compressed


@contextmanager
def held_socket() -> Iterator[socket.socket]:
    """As systemd holds it: open before the server starts, and after it ends."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as held:
        held.set_inheritable(True)
        yield held


@contextmanager
def served(
    held: socket.socket, environment: dict[str, str], errors: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """gunicorn by the unit's own command line, the socket handed over as systemd does."""
    _program, *arguments = shlex.split(units.unit("citewell.service")["Service"]["ExecStart"])
    command = shlex.join([sys.executable, *arguments])
    with errors.open("ab") as log:
        process = subprocess.Popen(
            ["bash", "-c", f"exec 3<&{held.fileno()}; LISTEN_FDS=1 LISTEN_PID=$$ exec {command}"],
            cwd=ROOT,
            env=environment,
            pass_fds=[held.fileno()],
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
    try:
        servers.wait_until_open(held.getsockname()[1], process)
        yield process
    finally:
        process.terminate()
        process.wait(60)


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
