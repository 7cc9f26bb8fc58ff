"""RIS, byte for byte as reference managers expect it: CRLF, and "ER  - " at the end of each record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sources.exporters import lines
from sources.formatting import Work

_TYPES = {
    "article": "JOUR", "chapter": "CHAP", "book": "BOOK", "report": "RPRT", "guideline": "STAND",
    "web page": "ELEC", "preprint": "UNPB", "drug label": "GEN", "dataset": "DATA",
    "conference paper": "CPAPER",
}  # fmt: skip
_IN_WORDS = ("guideline", "preprint", "drug label")


def records(works: Iterable[Work]) -> Iterator[str]:
    """One record for each work, a blank line between two."""
    for number, work in enumerate(works):
        yield "\r\n" * bool(number) + "".join(f"{tag}  - {value}\r\n" for tag, value in _tags(work))


def _tags(work: Work) -> Iterator[tuple[str, str]]:
    """The tags that have a value; TY first and ER last."""
    in_journal = work.kind == "guideline" and work.volume
    yield "TY", "JOUR" if in_journal else _TYPES.get(work.kind, "GEN")
    yield from (("AU", lines.inverted(name)) for name in lines.of_role(work, "author"))
    yield from (("ED", lines.inverted(name)) for name in lines.of_role(work, "editor"))
    for tag, value in (*_place(work), *_numbers(work)):
        if text := lines.one_line(value):
            yield tag, text
    yield "ER", ""


def _place(work: Work) -> Iterator[tuple[str, object]]:
    first, last = lines.first_and_last(work.pages)
    yield "TI", work.title
    yield "M3", work.kind if work.kind in _IN_WORDS else ""
    yield "T2", work.container_title
    yield "J2", work.container_short
    yield "PY", work.year
    yield "DA", _date(work)
    yield "VL", work.volume
    yield "IS", work.issue
    yield "SP", first
    yield "EP", last
    yield "C7", work.article_number
    yield "M1", work.report_number if work.kind == "report" else ""
    yield "ET", work.edition
    yield "PB", work.publisher
    yield "CY", work.place
    yield "LA", work.language


def _numbers(work: Work) -> Iterator[tuple[str, object]]:
    yield "DO", work.doi
    yield "AN", work.pmid
    yield "DB", "PubMed" if work.pmid else ""
    yield "C2", work.pmcid
    yield "SN", work.isbn
    yield "SN", work.issn
    yield "N1", f"NCT: {work.nct}" if work.nct else ""
    yield "N1", f"arXiv: {work.arxiv}" if work.arxiv else ""
    yield "UR", work.url
    yield "Y2", work.accessed_on.replace("-", "/") if work.url else ""


def _date(work: Work) -> str:
    """year/month/day/season, as far as they are known; the year alone stands in PY."""
    if not work.year or not (work.month or work.season):
        return ""
    month, day = (f"{part:02}" if part else "" for part in (work.month, work.day if work.month else None))
    return f"{work.year:04}/{month}/{day}/{'' if work.month else work.season}"
