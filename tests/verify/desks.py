"""Knows how a signed-in person asks the served site for pages and presses its buttons, as a browser would."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from threading import Barrier
from urllib.parse import urlencode

SECONDS_TO_ANSWER = 60
TOKEN = "t" * 32
FOUND, CONFLICT, REFUSED = 302, 409, 422


@dataclass(frozen=True)
class Reply:
    """What came back. Whoever reads `status` has the server's word for it."""

    status: int
    text: str

    def says(self, words: str) -> bool:
        return words in self.text


class SignedOutError(Exception):
    """The server sent this person to the sign-in page: that is a redirect too, and nothing was done."""


@dataclass(frozen=True)
class Desk:
    """One person with a session at one server; each request takes a connection of its own."""

    port: int
    session: str

    def get(self, path: str) -> Reply:
        return self._ask("GET", path, "")

    def post(self, path: str, fields: Mapping[str, str]) -> Reply:
        return self._ask("POST", path, urlencode({**fields, "csrfmiddlewaretoken": TOKEN}))

    def press(self, revision: int, button: str, **typed: str) -> Reply:
        """A button of the review of this revision."""
        return self.post(f"/admin/review/{revision}/{button}/", typed)

    def save(self, answer: int, fields: Mapping[str, str]) -> Reply:
        """The form of this answer, sent as it is typed here."""
        return self.post(f"/admin/answers/answer/{answer}/change/", fields)

    def _ask(self, method: str, path: str, body: str) -> Reply:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_TO_ANSWER)
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(method, path, body=body, headers=headers)
            answered = connection.getresponse()
            if "/login/" in answered.getheader("Location", ""):
                raise SignedOutError(path)
            return Reply(answered.status, unescape(answered.read().decode()))
        finally:
            connection.close()


def at_once(acts: Sequence[Callable[[], Reply]]) -> list[Reply]:
    """The replies to acts that all begin at the same moment."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Reply]) -> Reply:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))
