"""Whether a web page is still where it was: asked for its head only, at public addresses only."""

from __future__ import annotations

import http.client
import ssl
from urllib.parse import SplitResult, urljoin, urlsplit

from sources.lookup.connections import (
    ForbiddenError,
    PinnedConnection,
    PlainConnection,
    Resolve,
    public_addresses,
)
from sources.lookup.pace import Pace
from sources.models import LinkState

MOST_REDIRECTS = 5
FOR_GOOD = frozenset({301, 308})
FOR_NOW = frozenset({302, 303, 307})
GONE = frozenset({404, 410})
NO_HEADS = frozenset({403, 405, 501})
PORTS = {"https": 443, "http": 80}


class Visitor:
    """Visits one address after the other. `resolve` and `trust` are given only by tests."""

    def __init__(
        self,
        *,
        agent: str,
        pace: Pace,
        seconds: float = 10.0,
        resolve: Resolve = public_addresses,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._agent, self._pace, self._seconds, self._resolve = agent, pace, seconds, resolve
        self._trust = trust or ssl.create_default_context()

    def visit(self, address: str) -> LinkState:
        """Gone only when the page says so; what cannot be reached, or may not be asked, gave no answer."""
        has_moved = False
        try:
            for _hop in range(MOST_REDIRECTS + 1):
                status, location = self._asked(address)
                if status not in FOR_GOOD | FOR_NOW:
                    return _state(status, has_moved=has_moved)
                has_moved = has_moved or status in FOR_GOOD
                address = urljoin(address, location)
        except (ForbiddenError, OSError, ValueError, http.client.HTTPException):
            return LinkState.NO_ANSWER
        return LinkState.NO_ANSWER

    def _asked(self, address: str) -> tuple[int, str]:
        parts = urlsplit(address)
        if parts.scheme not in PORTS or parts.port not in (None, PORTS[parts.scheme]) or parts.username:
            raise ForbiddenError(parts.hostname)
        host = str(parts.hostname)
        self._pace.wait(host)
        status, location = self._once("HEAD", host, parts)
        return self._once("GET", host, parts) if status in NO_HEADS else (status, location)

    def _once(self, method: str, host: str, parts: SplitResult) -> tuple[int, str]:
        place, port = self._resolve(host)[0]
        connection: http.client.HTTPConnection
        if parts.scheme == "https":
            connection = PinnedConnection(host, (place, port), context=self._trust, timeout=self._seconds)
        else:
            connection = PlainConnection(host, (place, PORTS["http"]), timeout=self._seconds)
        try:
            path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
            connection.request(method, path, headers={"User-Agent": self._agent, "Accept": "*/*"})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location") or ""
        finally:
            connection.close()


def _state(status: int, *, has_moved: bool) -> LinkState:
    if status in GONE:
        return LinkState.GONE
    if not http.client.OK <= status < http.client.MULTIPLE_CHOICES:
        return LinkState.NO_ANSWER
    return LinkState.MOVED if has_moved else LinkState.WORKS
