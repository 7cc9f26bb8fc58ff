"""Knows what the server itself says where it can make out no request, before the site is asked.

One sentence, with headers as safe as those of the site's own files.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

from qa_site import headers

OF_THE_SITE = (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName)
TOO_LONG = HTTPStatus.REQUEST_URI_TOO_LONG
TOO_MUCH = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
UNREAD = HTTPStatus.BAD_REQUEST
FAULT = HTTPStatus.INTERNAL_SERVER_ERROR
SECONDS_TO_HEAR = 5
STATUSES = {errors.LimitRequestLine: TOO_LONG, errors.LimitRequestHeaders: TOO_MUCH}
SENTENCES = {
    TOO_LONG: "This address is too long. Please use fewer words in a search, or begin at the first page.",
    TOO_MUCH: "Your browser sent too much. Please clear the cookies of this site and try again.",
    UNREAD: "The site could not read this request. Please go back and try again.",
    FAULT: "Something went wrong. This is our fault, not yours. Please try again in a few minutes.",
}


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn tells no types
    """gunicorn's worker with threads, whose own refusals name visitors in the log and bear no headers."""

    def handle_error(self, req: object, client: socket.socket, addr: object, exc: Exception) -> None:
        """Called for what is no request, and for an answer that cannot be sent."""
        is_fault = isinstance(exc, OF_THE_SITE) or not isinstance(exc, (errors.ParseException, OSError))
        if is_fault:
            self.log.error("An answer could not be sent.", exc_info=exc)
        else:
            self.log.warning("What came was no request: %s.", type(exc).__name__)
        status = FAULT if is_fault else STATUSES.get(type(exc), UNREAD)
        with suppress(OSError):
            client.settimeout(SECONDS_TO_HEAR)
            client.sendall(answer(status))


def answer(status: HTTPStatus) -> bytes:
    """The whole answer as it travels, after which the connection is closed."""
    body = f"{SENTENCES[status]}\n".encode()
    told: dict[str, Any] = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": len(body),
        "Cache-Control": "no-store",
        "Connection": "close",
        **headers.of_a_refusal(),
    }
    lines = [f"HTTP/1.1 {status} {status.phrase}", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body
