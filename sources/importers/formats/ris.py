"""RIS, as reference managers and publishers write it: tags in any order, ends missing; no database."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources import identifiers
from sources.formatting import Name
from sources.importers.formats import dates, finishing, people, words
from sources.importers.formats.record import Problem, Record
from sources.importers.formats.tagged import TaggedRecord

FOUND = re.compile(r"^\s{0,3}TY {1,2}- ?\S", re.MULTILINE)

_TAG = re.compile(r"\s{0,3}([A-Z][A-Z0-9])  ?-(?: |$)(.*)")
_STRICT_TAG = re.compile(r"\s{0,3}([A-Z][A-Z0-9])  -(.*)")
_KINDS = {
    "BOOK": "book", "EBOOK": "book", "EDBOOK": "book", "WHOLE": "book", "CHAP": "chapter", "ECHAP": "chapter",
    "CONF": "conference paper", "CPAPER": "conference paper", "RPRT": "report", "GOVDOC": "report",
    "THES": "report", "STAND": "guideline", "ELEC": "web page", "BLOG": "web page", "WEB": "web page",
    "ICOMM": "web page", "DATA": "dataset", "AGGR": "dataset", "DBASE": "dataset", "UNPB": "preprint",
}  # fmt: skip
_KINDS_IN_WORDS = ("guideline", "preprint", "drug label", "dataset", "report", "web page")
_ROLES = {"AU": "author", "A1": "author", "A2": "editor", "ED": "editor"}
_LABELLED = re.compile(r"(PMID|PMCID|NCT|arXiv|ISBN|ISSN|DOI)\s*:\s*(\S+)", re.IGNORECASE)


def read(text: str) -> Iterator[Record | Problem]:
    """Every record; what stands outside of records is a problem, but not before the first one."""
    for found in _records(text):
        yield found if isinstance(found, Problem) else _read(found)


def _records(text: str) -> Iterator[TaggedRecord | Problem]:
    """A record ends with ER; where that is missing, with the next TY or with the file."""
    first = FOUND.search(text)
    tag = _TAG if first and "TY -" in first[0] else _STRICT_TAG
    record: TaggedRecord | None = None
    seen, stray = False, 0
    for number, line in enumerate(text.split("\n"), start=1):
        found = tag.match(line)
        name = found[1] if found else ""
        if name == "ER":
            if record:
                yield record
            record, seen = None, True
        elif found:
            if name == "TY" and record and record.has("TY"):
                record.is_ended = False
                yield record
                record = None
            record = record or TaggedRecord(number)
            record.begin(name, found[2])
        elif line.strip() and record:
            record.go_on(line)
        elif line.strip() and seen and number != stray + 1:
            yield Problem(number, "This text stands between two records and belongs to none.")
        stray = number if line.strip() and not record and not found else stray
    if record:
        record.is_ended = False
        yield record


def _read(record: TaggedRecord) -> Record | Problem:
    if not record.has("TY") and not record.has("TI") and not record.has("T1"):
        return Problem(record.line, "This is no whole record: it has no type (TY) and no title (TI).")
    remarks = (
        [] if record.is_ended else ["Its last line (ER) is missing. Please check that nothing is cut off."]
    )
    kind = _kind(record)
    return finishing.record(
        {**_titles(record, kind), **_place(record, kind), **_numbers(record, kind)},
        line=record.line,
        kind=kind,
        people=_people(record),
        date=_date(record),
        abstract=record.first("AB", "N2"),
        remarks=remarks,
    )


def _kind(record: TaggedRecord) -> str:
    written = words.plain(record.first("TY")).upper()
    told = words.plain(record.first("M3")).lower()
    if told in _KINDS_IN_WORDS:
        return told
    if written == "GEN" and record.first("UR") and not record.first("JO", "JF", "T2", "JA", "VL"):
        return "web page"
    return _KINDS.get(written, "article")


def _titles(record: TaggedRecord, kind: str) -> dict[str, str]:
    if kind == "book":
        return {"title": record.first("TI", "T1", "BT", "CT")}
    full, short = record.first("JF", "T2", "BT", "C3"), record.first("JA", "J2", "J1")
    if kind in ("chapter", "conference paper"):
        full = record.first("T2", "BT", "C3", "JF")
    other = record.first("JO")
    container = full or other or short
    if not short and full and other != full:
        short = other
    short = "" if words.plain(short) == words.plain(container) else short
    return {
        "title": record.first("TI", "T1", "CT"),
        "container_title": container,
        "container_short": short,
    }


def _place(record: TaggedRecord, kind: str) -> dict[str, str]:
    accessed = dates.iso(dates.when(record.first("Y2"))) if record.first("UR") else ""
    return {
        "volume": record.first("VL"),
        "issue": "" if kind == "report" else record.first("IS"),
        "pages": words.page_range(record.first("SP"), record.first("EP")),
        "article_number": record.first("C7"),
        "report_number": record.first("M1", "IS") if kind == "report" else "",
        "publisher": record.first("PB"),
        "place": record.first("CY", "PP"),
        "edition": record.first("ET"),
        "language": record.first("LA"),
        "url": _address(record),
        "accessed_on": accessed,
    }


def _address(record: TaggedRecord) -> str:
    """The first web address that is not the DOI's or PubMed's own."""
    found = [part for value in record.every("UR", "LK") for part in re.split(r"[;\s]+", value) if part]
    own = [part for part in found if "doi.org/" not in part and "ncbi.nlm.nih.gov/pub" not in part]
    return next((part for part in own if "pubmed.ncbi" not in part), "")


def _numbers(record: TaggedRecord, kind: str) -> dict[str, str]:
    """The identifiers, from their own tags first, then from labels in notes and from addresses."""
    found: dict[str, str] = {"doi": record.first("DO")}
    for value in record.every("UR", "M3", "L3"):
        if not found["doi"] and (doi := identifiers.doi(value)):
            found["doi"] = doi
        if "pubmed" in value.lower() and "pmid" not in found:
            found["pmid"] = identifiers.pmid(value)
    if re.search("pubmed|medline", record.first("DB", "DP"), re.IGNORECASE):
        found["pmid"] = identifiers.pmid(record.first("AN")) or found.get("pmid", "")
    found["pmcid"] = next((each for value in record.every("C2") if (each := identifiers.pmcid(value))), "")
    for value in record.every("N1", "U1", "C2"):
        for label, number in _LABELLED.findall(value):
            found[label.lower()] = found.get(label.lower()) or number
    found |= _serial(record.every("SN"), kind)
    return found


def _serial(values: list[str], kind: str) -> dict[str, str]:
    """SN holds an ISSN or an ISBN; their shape tells."""
    text = " ".join(values)
    isbn = identifiers.isbn(text)
    return {"isbn": isbn, "issn": "" if isbn and kind == "book" else identifiers.issn(text)} if text else {}


def _people(record: TaggedRecord) -> list[Name]:
    """Authors and editors in the order of their lines, whichever of the tags each has."""
    return [
        name for tag, value in record.tags if tag in _ROLES for name in people.several(value, _ROLES[tag])
    ]


def _date(record: TaggedRecord) -> dates.When:
    """The year of publication; a full date of the same year says more."""
    best = dates.when(record.first("PY", "Y1"))
    for value in record.every("DA", "Y1", "PY"):
        found = dates.when(value)
        if best.year and not found.year:  # "MAR 4", as databases write it beside the year
            found = dates.when(f"{best.year} {value}")
        if (not best.year or found.year == best.year) and found.is_finer(best):
            best = found
    return best
