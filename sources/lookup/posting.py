"""One message posted to an address that people have typed: checked, short, small; no reply is read.

What goes wrong is said in a sentence that names the host, never the whole address: it may hold a key.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from sources.lookup.connections import (
    ForbiddenError,
    PinnedConnection,
    PlainConnection,
    Resolve,
    is_public,
    public_addresses,
)
from sources.lookup.fetching import UnavailableError

PORTS = {"https": 443, "http": 80}
LARGEST_REPLY = 4096


class Poster:
    """Posts to public addresses at the given ports, follows no redirect, and waits no longer than `seconds`.

    Without encryption only where `allow_plain` says so. `resolve` and `trust` are given only by tests.
    """

    def __init__(
        self,
        *,
        agent: str,
        ports: Collection[int] = (443,),
        allow_plain: bool = False,
        seconds: float = 10.0,
        resolve: Resolve = public_addresses,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._agent, self._ports, self._seconds = agent, frozenset(ports), seconds
        self._resolve, self._trust = resolve, trust or ssl.create_default_context()
        self._schemes = frozenset(PORTS if allow_plain else ["https"])

    def why_not(self, address: str) -> str:
        """Why this address is never asked, as far as it shows without looking its name up; else nothing."""
        try:
            self._parts(address)
        except UnavailableError as refused:
            return str(refused)
        return ""

    def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> int:
        """The status that the other side answered with; UnavailableError when there was none."""
        parts = self._parts(address)
        host = str(parts.hostname)
        try:
            place = self._place(host, parts)
            with _within(self._seconds, self._connection(parts, place)) as connection:
                path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
                connection.request("POST", path, body, {"User-Agent": self._agent, **headers})
                reply = connection.getresponse()
                reply.read1(LARGEST_REPLY)
        except ForbiddenError as forbidden:
            raise UnavailableError(_inside(host)) from forbidden
        except TimeoutError as slow:
            raise UnavailableError(_("%(host)s took too long.") % {"host": host}) from slow
        except ssl.SSLCertVerificationError as wrong:
            sentence = _("The certificate of %(host)s is not valid: %(why)s.")
            raise UnavailableError(sentence % {"host": host, "why": wrong.verify_message}) from wrong
        except (OSError, ValueError, http.client.HTTPException) as broken:
            raise UnavailableError(_("%(host)s could not be reached.") % {"host": host}) from broken
        return reply.status

    def _parts(self, address: str) -> SplitResult:
        """The parts of an address that may be asked; one written in numbers is known to be public."""
        try:
            parts = urlsplit(address)
            port = parts.port or PORTS.get(parts.scheme, 0)
        except ValueError as broken:
            raise UnavailableError(_("This is no web address.")) from broken
        if parts.scheme not in self._schemes:
            raise UnavailableError(_("The address must begin with https://."))
        if not parts.hostname or not address.isascii() or any(sign.isspace() for sign in address):
            raise UnavailableError(_("This is no web address."))
        if parts.username is not None or parts.password is not None:
            raise UnavailableError(_("The address must not hold a name or a password."))
        if port not in self._ports and not (parts.scheme == "http" and port == PORTS["http"]):
            known = ", ".join(map(str, sorted(self._ports)))
            raise UnavailableError(_("Only these ports may be asked: %(ports)s.") % {"ports": known})
        if not all(map(is_public, _numeric(parts.hostname))):
            raise UnavailableError(_inside(parts.hostname))
        return parts

    def _place(self, host: str, parts: SplitResult) -> tuple[str, int]:
        return self._resolve(host)[0][0], parts.port or PORTS[parts.scheme]

    def _connection(self, parts: SplitResult, place: tuple[str, int]) -> http.client.HTTPConnection:
        host = str(parts.hostname)
        if parts.scheme == "https":
            return PinnedConnection(host, place, context=self._trust, timeout=self._seconds)
        return PlainConnection(host, place, timeout=self._seconds)


@contextlib.contextmanager
def _within(seconds: float, connection: http.client.HTTPConnection) -> Iterator[http.client.HTTPConnection]:
    """The connection, cut off when the time is over: a time-out of its own begins anew with every byte."""
    is_over = threading.Event()

    def cut() -> None:
        is_over.set()
        if connection.sock is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)

    watch = threading.Timer(seconds, cut)
    watch.daemon = True
    watch.start()
    try:
        yield connection
    except (OSError, http.client.HTTPException):
        if not is_over.is_set():
            raise
    finally:
        watch.cancel()
        connection.close()
    if is_over.is_set():
        raise TimeoutError


def _numeric(host: str) -> list[str]:
    """The addresses that a host written in numbers stands for, however it is written; none of a name."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return ["127.0.0.1"] if host == "localhost" or host.endswith(".localhost") else []
    return [str(each[4][0]) for each in found]


def _inside(host: str) -> str:
    return _("%(host)s stands inside a private network, which is never asked.") % {"host": host}
