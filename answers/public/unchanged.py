"""What this process sent, sent again while nothing in the database has changed; it makes no page.

Nobody who writes has to think of it: the database itself says whether anything was written since.
"""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import ValuesView
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, ResponseHeaders
from django.urls import ResolverMatch
from django.utils import timezone

from answers.pages import reading
from answers.pages.copies import COPIES
from answers.pages.reading import Mark
from answers.public import codings, sending

MOST, MOST_BYTES = 300, 2_000_000
"""How many replies a thread keeps, and how much; the one not read for longest goes first."""

VARIES_BY = (
    "REQUEST_METHOD",
    "wsgi.url_scheme",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_HOST",
    "PATH_INFO",
    "QUERY_STRING",
    *sorted(sending.CONDITIONS),
)
"""What a public page's reply depends on, besides the coding, the database and the day."""

Key = tuple[str | None, ...]


class KnownHeaders(ResponseHeaders):
    """Headers that Django has looked at, copied whole: looking at each again takes as long as the rest."""

    def __init__(self, looked_at: ResponseHeaders) -> None:
        self._store = looked_at._store.copy()

    def items(self) -> ValuesView[tuple[str, str]]:  # type: ignore[override]  # Django reads pairs, in order
        return self._store.values()


@dataclass(frozen=True, slots=True)
class Sent:
    """A reply, the mark that the database had when it was read, and the end of the day it holds for."""

    mark: Mark
    until: datetime.datetime
    status: int
    headers: KnownHeaders
    body: bytes
    match: ResolverMatch | None


class Unchanged(threading.local):
    """The replies of one thread: each thread has its own connection, and a mark is a connection's.

    `size` is what their bodies take, in bytes.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Sent] = OrderedDict()
        self.size = 0

    def find(self, request: HttpRequest) -> HttpResponse | None:
        """The reply to this request, if it was sent before and is still true."""
        key = _key(request)
        sent = self._kept.get(key)
        if sent is None:
            return None
        at = timezone.now()
        if at >= sent.until or reading.mark() != sent.mark:
            self._drop(key)
            return None
        self._kept.move_to_end(key)
        COPIES.confirm((request.path,), at)
        request.resolver_match = sent.match
        response = HttpResponse(sent.body, status=sent.status)
        response.headers = KnownHeaders(sent.headers)
        return response

    def keep(self, request: HttpRequest, response: HttpResponseBase) -> None:
        """Keep the reply, where its view has told the mark under which it was read.

        One to an address with a question mark is kept only where the view has read what stands behind it:
        anybody can make up as many as they like.
        """
        mark: Mark | None = getattr(response, "unchanged_under", None)
        if mark is None or not isinstance(response, HttpResponse) or len(response.content) > MOST_BYTES:
            return
        if request.META.get("QUERY_STRING") and not response.unchanged_as_asked:  # type: ignore[attr-defined]  # with it
            return
        key = _key(request)
        self._drop(key)
        self._kept[key] = Sent(
            mark=mark,
            until=_midnight(),
            status=response.status_code,
            headers=KnownHeaders(response.headers),
            body=response.content,
            match=request.resolver_match,
        )
        self.size += len(response.content)
        while len(self._kept) > MOST or self.size > MOST_BYTES:
            self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        """As in a process that has sent nothing yet."""
        self._kept.clear()
        self.size = 0

    def _drop(self, key: Key) -> None:
        if sent := self._kept.pop(key, None):
            self.size -= len(sent.body)


def _key(request: HttpRequest) -> Key:
    return (codings.best(request), *(request.META.get(name) for name in VARIES_BY))


def _midnight() -> datetime.datetime:
    """When this day ends: a page may say something else tomorrow."""
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(tomorrow, datetime.time.min))


UNCHANGED = Unchanged()
"""The ones of this process."""


def under(mark: Mark | None, response: HttpResponseBase, *, as_asked: bool = False) -> HttpResponseBase:
    """The same response, with the mark of the database that it was read under, for `keep`.

    `as_asked` says that every parameter of the address was read, and that no other would have been taken.
    """
    response.unchanged_under = mark  # type: ignore[attr-defined]  # our own notes beside Django's
    response.unchanged_as_asked = as_asked  # type: ignore[attr-defined]
    return response
