"""A real HTTPS server on loopback that answers in the services' names, with every fault they document."""

from __future__ import annotations

import ssl
import subprocess
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from sources import lookup
from sources.lookup.pace import Pace
from sources.lookup.services import HOSTS

PATIENCE = 20


@dataclass
class Reply:
    """What the server says to one request.

    `cut` sends less than it announced, `slow` stops in between, `dripping` never ends its headers.
    """

    body: bytes = b"{}"
    status: int = 200
    type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0
    slow: bool = False
    dripping: bool = False


@dataclass
class Server:
    """Replies by the beginning of host and path; a list is used up one by one, its last reply stays."""

    port: int
    trust: ssl.SSLContext
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    posted: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def say(self, place: str, *replies: Reply) -> None:
        self.replies[place] = list(replies)

    def reply_to(self, place: str) -> Reply:
        found = next((known for known in sorted(self.replies, reverse=True) if place.startswith(known)), None)
        if found is None:
            return Reply(b"Resource not found.", 404, "text/plain")
        waiting = self.replies[found]
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def fetcher(self, *, seconds: float = 5, longest_wait: float = 60) -> lookup.Fetcher:
        """A fetcher whose every host is this server; its pauses are noted, not waited for."""
        return lookup.Fetcher(
            HOSTS,
            agent="Citewell/1.0 (tests)",
            pace=Pace(sleep=self.slept.append),
            seconds=seconds,
            longest_wait=longest_wait,
            resolve=lambda host: [("127.0.0.1", self.port)],
            trust=self.trust,
        )

    def lookups(self) -> lookup.Lookups:
        return lookup.lookups(self.fetcher())


class _Listening(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


@contextmanager
def serving(folder: Path, names: Collection[str] = HOSTS) -> Iterator[Server]:
    """The server, with a certificate of its own for all these names."""
    certificate, key = _certificate(folder, names)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    known: list[Server] = []
    listening = _Listening(("127.0.0.1", 0), _handler(lambda: known[0]))
    listening.socket = context.wrap_socket(listening.socket, server_side=True, do_handshake_on_connect=False)
    known.append(Server(listening.server_port, ssl.create_default_context(cafile=str(certificate))))
    running = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    running.start()
    try:
        yield known[0]
    finally:
        known[0].released.set()
        listening.shutdown()
        listening.server_close()
        running.join()


def _handler(server: Callable[[], Server]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server().posted.append((self.path, dict(self.headers.items()), body))
            self.do_GET()

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            host = self.headers["Host"].partition(":")[0]
            server().asked.append((host, self.path, dict(self.headers.items())))
            reply = server().reply_to(f"{host}{self.path}")
            self.send_response(reply.status)
            for name, value in {"Content-Type": reply.type, **reply.headers}.items():
                self.send_header(name, value)
            while reply.dripping and not server().released.wait(0.02):
                self.send_header("X-More", "and more")
                self.flush_headers()
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if reply.slow:
                self.wfile.write(reply.body[:1])
                self.wfile.flush()
                server().released.wait(PATIENCE)
                return
            self.wfile.write(reply.body[: len(reply.body) - reply.cut])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
            """Quiet."""

    return Handler


def _certificate(folder: Path, hosts: Collection[str]) -> tuple[Path, Path]:
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    names = ",".join(f"DNS:{host}" for host in hosts)
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    made = ["-days", "2", "-subj", "/CN=tests", "-addext", f"subjectAltName={names}"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*command, *made, *files], check=True, capture_output=True)
    return certificate, key
