"""The whole public site as files: asked for as a reader would, written as it was sent, its links followed.

It asks the site itself, inside this process, so that what it writes is what the server sends. What people
type (searches, forms, the interface for programs) needs a server and is no part of it.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from answers.models import Answer, FormerSlug, Refused
from answers.models.questions import address

MANIFEST = "export.json"
HEADERS, MOVED, GONE = "headers.conf", "moved.map", "gone.map"

SEEDS = ("/", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt")
LEFT_OUT = re.compile(r"^(/[a-z]{2})?/(admin|api|review|mail|healthz|metrics|feedback/thanks)(/|$)")
NARROWED_BY = {"page", "letter"}
"""What may stand after a question mark in the address of a file; anything else is typed by a reader."""

OF_PAGES = (
    "Content-Security-Policy",
    "Cross-Origin-Embedder-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
)
"""The headers that whoever serves the files has to send with each page."""

_LINKS = re.compile(r"""(?:\b(?:href|src|action|data-display)="|<loc>|content="(?=https?:))([^"<>\s]+)""")
_IN_STYLES = re.compile(r"""url\(["']?([^"')]+)""")
_FOLLOWED = ("text/html", "application/xml", "application/atom+xml", "text/xml")
PROGRESS = 500


@dataclass
class Exported:
    """What one export did."""

    files: int = 0
    written: int = 0
    removed: int = 0
    moved: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Addresses that a page leads to and where nothing stands."""


@dataclass(frozen=True)
class Sent:
    """What the site sent for one address."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0]


def export(into: Path, *, say: Callable[[str], object]) -> Exported:
    """Write what is new or differs, leave the rest untouched, and take away what is public no more.

    Nothing is taken away before everything was read. Raises Refused when the site does not answer as it
    should, or the folder holds something else.
    """
    former = _former(into)
    done, files, ask = Exported(), dict[str, str](), _Site()
    waiting = deque([*SEEDS, *_left()])
    seen = set(waiting)
    while waiting:
        where = waiting.popleft()
        sent = ask.get(where)
        if sent.status >= 500 or (where == "/" and sent.status != 200):
            raise Refused(f"The site answered {sent.status} for {where}. Nothing was taken away.")
        for found in _take(into, where, sent, done, files):
            if found not in seen:
                seen.add(found)
                waiting.append(found)
        if len(seen) - len(waiting) and not (len(seen) - len(waiting)) % PROGRESS:
            say(f"{len(seen) - len(waiting):,} addresses, {len(waiting):,} known to come")
    _put(into, HEADERS, _headers(ask.get("/")), done, files)
    _put(into, MOVED, _map(sorted(done.moved.items())), done, files)
    _put(into, GONE, _map((path, "1") for path in sorted(done.gone)), done, files)
    done.files = len(files)
    for name in sorted(former.keys() - files.keys()):
        _remove(into, name)
        done.removed += 1
    _keep(into / MANIFEST, json.dumps(files, indent=0, sort_keys=True).encode())
    return done


def file_of(where: str) -> str:
    """The file in which an address stands: what follows a question mark is part of the name."""
    path, _mark, query = where.partition("?")
    name = unquote(path).lstrip("/")
    if path.endswith("/"):
        return f"{name}index{'@' + query if query else ''}.html"
    return name


class _Site:
    """The site of this process, as a reader meets it who packs nothing and keeps nothing."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        self.parts = urlsplit(settings.SITE_URL)

    def get(self, where: str) -> Sent:
        path, _mark, query = where.partition("?")
        request = WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": unquote(path).encode().decode("latin-1"),
                "QUERY_STRING": query,
                "SCRIPT_NAME": "",
                "SERVER_NAME": self.parts.hostname or "localhost",
                "SERVER_PORT": str(self.parts.port or (443 if self.parts.scheme == "https" else 80)),
                "SERVER_PROTOCOL": "HTTP/1.1",
                "HTTP_HOST": self.parts.netloc,
                "REMOTE_ADDR": "127.0.0.1",
                "wsgi.url_scheme": self.parts.scheme,
                "wsgi.input": io.BytesIO(),
            }
        )
        response = self.handler.get_response(request)
        try:
            body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]  # as `streaming` says
        finally:
            for close in response._resource_closers:  # type: ignore[attr-defined]  # `close()` ends more
                close()
        return Sent(response.status_code, dict(response.headers), body)


def _left() -> Iterator[str]:
    """The short addresses, and where answers stood that moved or were withdrawn: no page leads there."""
    spoken = dict(settings.LANGUAGES)
    for number in Answer.objects.published().order_by("pk").values_list("question", flat=True):
        yield address("question_number", settings.LANGUAGE_CODE, number)
    for slug, language in FormerSlug.objects.order_by("pk").values_list("slug", "language"):
        if language in spoken:
            yield address("question", language, slug)
    withdrawn = Answer.objects.filter(public_state=Answer.PublicState.WITHDRAWN).order_by("pk")
    for slug, language in withdrawn.values_list("question__slug", "question__language"):
        if language in spoken:
            yield address("question", language, slug)


def _take(into: Path, where: str, sent: Sent, done: Exported, files: dict[str, str]) -> Iterator[str]:
    """Keep what was sent, and yield where it leads."""
    if sent.status in (301, 302, 308):
        target = urljoin(where, sent.headers["Location"]).removeprefix(settings.SITE_URL)
        done.moved[where] = target
        yield from _ours(where, [target])
        return
    if sent.status == 410:
        done.gone.append(where)
        _put(into, f"{file_of(where).removesuffix('index.html')}gone.html", sent.body, done, files)
        return
    if sent.status != 200:
        done.missing.append(where)
        return
    _put(into, file_of(where), sent.body, done, files)
    if sent.kind in _FOLLOWED:
        text = sent.body.decode()
        yield from _ours(where, [unescape(found) for found in _LINKS.findall(text)])
    elif sent.kind == "text/css":
        yield from _ours(where, _IN_STYLES.findall(sent.body.decode()))


def _ours(where: str, found: list[str]) -> Iterator[str]:
    """Those of the links that lead to a file of this site, as its addresses."""
    for link in found:
        parts = urlsplit(urljoin(f"{settings.SITE_URL}{where}", link))
        if f"{parts.scheme}://{parts.netloc}" != settings.SITE_URL or LEFT_OUT.match(parts.path):
            continue
        asked = {name for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
        path = quote(unquote(parts.path or "/"), safe="/:@!$&'()*+,;=~.-_")
        if not asked <= NARROWED_BY:
            yield path
        else:
            yield f"{path}?{parts.query}" if asked else path


def _put(into: Path, name: str, body: bytes, done: Exported, files: dict[str, str]) -> None:
    """One file; a file that holds these bytes already is not touched."""
    files[name] = hashlib.sha256(body).hexdigest()
    path = into / name
    if not path.is_file() or path.read_bytes() != body:
        _keep(path, body)
        done.written += 1


def _keep(path: Path, body: bytes) -> None:
    """Whoever reads meanwhile gets the old file or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(body)
    part.replace(path)


def _remove(into: Path, name: str) -> None:
    path = into / name
    path.unlink(missing_ok=True)
    for folder in path.relative_to(into).parents:
        above = into / folder
        if above == into or any(above.iterdir()):
            return
        above.rmdir()


def _former(into: Path) -> dict[str, str]:
    """What an earlier export wrote here."""
    into.mkdir(parents=True, exist_ok=True)
    try:
        return dict(json.loads((into / MANIFEST).read_bytes()))
    except FileNotFoundError:
        if any(into.iterdir()):
            raise Refused(f"“{into}” holds something else. Name an empty folder.") from None
        return {}
    except ValueError as problem:
        raise Refused(f"“{into / MANIFEST}” is damaged: {problem}. Name an empty folder.") from problem


def _headers(sent: Sent) -> bytes:
    named = {name: sent.headers[name] for name in OF_PAGES if name in sent.headers}
    return "".join(f'add_header {name} "{value}" always;\n' for name, value in named.items()).encode()


def _map(lines: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> bytes:
    return "".join(f'"{unquote(one)}" "{other}";\n' for one, other in lines).encode()
