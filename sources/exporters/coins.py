"""COinS: a work hidden in a page so that reference managers offer it; it knows no page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import urlencode

from sources.exporters import lines
from sources.formatting import Work, links

_GENRES = {
    "book": "book", "report": "report", "chapter": "bookitem", "conference paper": "proceeding",
    "preprint": "preprint",
}  # fmt: skip
_IN_BOOKS = ("book", "report", "chapter")


def coins(work: Work) -> str:
    """An empty span whose title is the work as OpenURL; every letter of it is escaped."""
    is_book = work.kind in _IN_BOOKS
    format_ = "info:ofi/fmt:kev:mtx:book" if is_book else "info:ofi/fmt:kev:mtx:journal"
    pairs = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", format_)]
    pairs += [(name, text) for name, value in _fields(work) if (text := lines.one_line(value))]
    return f'<span class="Z3988" title="{escape(urlencode(pairs))}"></span>'


def _fields(work: Work) -> Iterator[tuple[str, object]]:
    yield "rft.genre", _GENRES.get(work.kind, "article")
    if work.kind in ("book", "report"):
        yield "rft.btitle", work.title
    else:
        yield "rft.atitle", work.title
        yield "rft.btitle" if work.kind == "chapter" else "rft.jtitle", work.container_title
    yield "rft.stitle", work.container_short
    for name in work.contributors[:50]:
        yield "rft.au" if name.role == "author" else "rft.contributor", _person(lines.inverted(name))
    first, last = lines.first_and_last(work.pages or work.article_number)
    yield "rft.date", "-".join(f"{part:02}" for part in (work.year, work.month, work.day) if part)
    yield "rft.volume", work.volume
    yield "rft.issue", work.issue
    yield "rft.spage", first
    yield "rft.epage", last
    yield "rft.pub", work.publisher
    yield "rft.place", work.place
    yield "rft.issn", work.issn
    yield "rft.isbn", work.isbn
    yield "rft_id", f"info:doi/{work.doi}" if work.doi else ""
    yield "rft_id", f"info:pmid/{work.pmid}" if work.pmid else ""
    if not work.doi and not work.pmid and (offered := links(work)):
        yield "rft_id", offered[0][1]


def _person(text: str) -> str:
    return text.rstrip(",")
