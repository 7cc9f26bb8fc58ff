"""One document fetched from a listed host: short, small, patient with a busy service; it reads nothing in it.

What goes wrong is said in a sentence that names the host, never the whole address: it may hold a key.
"""

from __future__ import annotations

import hashlib
import http.client
import ssl
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urljoin, urlsplit

from django.core.cache import cache
from django.utils.translation import gettext as _

from sources.lookup.connections import ForbiddenError, PinnedConnection, Resolve, public_addresses
from sources.lookup.pace import Pace

LARGEST = 2 * 1024 * 1024
SECONDS = 10.0
TRIES = 3
MOST_REDIRECTS = 4
KEPT_FOR = 24 * 60 * 60
CHUNK = 64 * 1024
BUSY = frozenset({429, 500, 502, 503, 504})
MOVED = frozenset({301, 302, 303, 307, 308})
ABSENT = frozenset({204, 404, 406, 410})


class UnavailableError(Exception):
    """A service that could not be asked or gave no usable answer, in a sentence an editor can read."""


@dataclass(frozen=True)
class _Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Fetcher:
    """Asks the listed hosts and no other. `resolve`, `trust` and the clocks are given only by tests."""

    def __init__(
        self,
        hosts: Collection[str],
        *,
        agent: str,
        pace: Pace,
        longest_wait: float = 5.0,
        seconds: float = SECONDS,
        resolve: Resolve = public_addresses,
        trust: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hosts, self._agent, self._pace = frozenset(hosts), agent, pace
        self._longest_wait, self._seconds = longest_wait, seconds
        self._resolve, self._clock = resolve, clock
        self._trust = trust or ssl.create_default_context()

    def get(
        self, address: str, *, accept: str, types: Collection[str], is_fresh: bool = False
    ) -> bytes | None:
        """The document, or None where the service knows none; a day-old answer will do unless `is_fresh`."""
        key = f"lookup:{hashlib.sha256(f'{accept} {address}'.encode()).hexdigest()}"
        kept = None if is_fresh else cache.get(key)
        if isinstance(kept, bytes):
            return kept or None
        body = self._followed(address, accept, types)
        cache.set(key, body or b"", KEPT_FOR)
        return body

    def _followed(self, address: str, accept: str, types: Collection[str]) -> bytes | None:
        for _hop in range(MOST_REDIRECTS + 1):
            parts = self._allowed(address)
            reply = self._asked(parts, accept)
            if reply.status in MOVED:
                address = urljoin(address, reply.headers.get("Location", ""))
                continue
            if reply.status in ABSENT:
                return None
            if reply.status != http.client.OK:
                raise UnavailableError(
                    _("%(host)s answered with %(status)s.") % {"host": parts.hostname, "status": reply.status}
                )
            if reply.headers.get_content_type() not in types:
                raise UnavailableError(_("%(host)s sent something else.") % {"host": parts.hostname})
            return reply.body
        raise UnavailableError(_("The address was moved too often."))

    def _allowed(self, address: str) -> SplitResult:
        """The parts of an address that may be asked; a redirect is held to the same list."""
        try:
            parts = urlsplit(address)
            is_plain = parts.port in (None, 443) and parts.username is None and parts.password is None
        except ValueError as broken:
            raise UnavailableError(_("The service led to a broken address.")) from broken
        if parts.scheme != "https" or parts.hostname not in self._hosts or not is_plain:
            raise UnavailableError(_("The service led to an address that we do not ask."))
        return parts

    def _asked(self, parts: SplitResult, accept: str) -> _Reply:
        host = str(parts.hostname)
        for attempt in range(TRIES):
            self._pace.wait(host)
            reply = self._once(host, parts, accept)
            self._pace.learn(host, {name.lower(): value for name, value in reply.headers.items()})
            if reply.status not in BUSY:
                return reply
            pause = _pause(reply, attempt)
            if pause > self._longest_wait or attempt == TRIES - 1:
                break
            self._pace.sleep(pause)
        raise UnavailableError(_("%(host)s is busy. Please try again later.") % {"host": host})

    def _once(self, host: str, parts: SplitResult, accept: str) -> _Reply:
        until = self._clock() + self._seconds
        try:
            address = self._resolve(host)[0]
            connection = PinnedConnection(host, address, context=self._trust, timeout=self._seconds)
            try:
                headers = {"User-Agent": self._agent, "Accept": accept, "Accept-Encoding": "identity"}
                connection.request("GET", parts._replace(scheme="", netloc="").geturl(), headers=headers)
                answer = connection.getresponse()
                return _Reply(answer.status, answer.headers, self._body(host, answer, until))
            finally:
                connection.close()
        except ForbiddenError as forbidden:
            raise UnavailableError(_("The service led to an address that we do not ask.")) from forbidden
        except TimeoutError as slow:
            raise UnavailableError(_("%(host)s took too long.") % {"host": host}) from slow
        except (OSError, http.client.HTTPException) as broken:
            raise UnavailableError(_("%(host)s could not be reached.") % {"host": host}) from broken

    def _body(self, host: str, answer: http.client.HTTPResponse, until: float) -> bytes:
        """The whole body: a slow drip, a flood and one that was cut off are all refused."""
        parts: list[bytes] = []
        size = 0
        announced = answer.getheader("Content-Length") or ""
        while piece := answer.read1(CHUNK):
            parts.append(piece)
            size += len(piece)
            if size > LARGEST:
                raise UnavailableError(_("%(host)s sent too much.") % {"host": host})
            if self._clock() > until:
                raise TimeoutError
        if announced.isdigit() and size < int(announced):
            raise UnavailableError(_("The answer of %(host)s was cut off.") % {"host": host})
        return b"".join(parts)


def _pause(reply: _Reply, attempt: int) -> float:
    """As long as the service asks, in seconds or as a date; else longer each time."""
    asked = (reply.headers.get("Retry-After") or "").strip()
    if asked.isdigit():
        return float(asked)
    try:
        moment = parsedate_to_datetime(asked)
    except ValueError:
        return float(2**attempt)
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((known - datetime.now(UTC)).total_seconds(), 0.0)
