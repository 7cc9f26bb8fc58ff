"""PubMed's tagged format (nbib, MEDLINE): people and groups in their places, notices kept; no database."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.formatting import Name
from sources.importers.formats import dates, finishing, indexing, people, words
from sources.importers.formats.record import Problem, Record
from sources.importers.formats.tagged import TaggedRecord

FOUND = re.compile(
    r"^PMID- ?\d|^(?:OWN|STAT|FAU|TI|DP) {1,2}- .*\n(?:.*\n){0,20}?[A-Z]{2,4} *- ", re.MULTILINE
)

BEGINS = re.compile(r"^PMID- ?\d|^(?:OWN|STAT|FAU) {1,2}- ", re.MULTILINE)
"""What RIS does not have."""

_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}-(?: |$)(.*)")


def read(text: str) -> Iterator[Record | Problem]:
    """Every record; what stands outside of records is a problem, but not before the first one."""
    for found in _records(text):
        yield found if isinstance(found, Problem) else _read(found)


def _records(text: str) -> Iterator[TaggedRecord | Problem]:
    """A record ends where the next PMID begins, or at a blank line before another tag."""
    record: TaggedRecord | None = None
    is_blank = is_seen = False
    for number, line in enumerate(text.split("\n"), start=1):
        found = None if line.startswith("      ") else _TAG.match(line)
        if found:
            if record and (is_blank or (found[1] == "PMID" and record.has("PMID"))):
                yield record
                record = None
            record = record or TaggedRecord(number)
            is_seen = True
            record.begin(found[1], found[2])
        elif line.strip() and record and (not is_blank or line.startswith(" ")):
            record.go_on(line)
        elif line.strip() and is_seen:
            yield Problem(number, "This line begins with no tag and belongs to no record.")
        is_blank = not line.strip()
    if record:
        yield record


def _read(record: TaggedRecord) -> Record | Problem:
    types = tuple(words.plain(each) for each in record.every("PT"))
    chapter = record.first("BTI") and record.first("TI")
    kind = "chapter" if chapter else "book" if record.first("BTI") else indexing.kind(types)
    named = [
        indexing.notice(indexing.NOTICE_OF[tag], value)
        for tag, value in record.tags
        if tag in indexing.NOTICE_OF
    ]
    return finishing.record(
        {**_fields(record), **_numbers(record), "study_type": indexing.study_type(types)},
        line=record.line,
        kind=kind,
        people=_people(record),
        date=_date(record),
        abstract=record.first("AB"),
        publication_types=types,
        notices=indexing.notices(types, named),
    )


def _fields(record: TaggedRecord) -> dict[str, str]:
    title, book = record.first("TI", "TT"), record.first("BTI")
    return {
        "title": words.catalogued_title(title or book),
        "container_title": words.plain(book if title and book else record.first("JT", "TA")),
        "container_short": "" if book else record.first("TA"),
        "volume": record.first("VI"),
        "issue": record.first("IP"),
        "pages": record.first("PG"),
        "publisher": record.first("PB"),
        "place": record.first("PL") if book else "",
        "edition": record.first("EN"),
        "language": record.first("LA"),
    }


def _numbers(record: TaggedRecord) -> dict[str, str]:
    dois = [
        value for value in record.every("LID", "AID", "DOI") if "[doi]" in value or value.startswith("10.")
    ]
    numbers = [value for value in record.every("AID", "LID") if value.lower().startswith("arxiv:")]
    trials = set(re.findall(r"NCT\d{8}", " ".join(record.every("SI"))))
    return {
        "doi": dois[0].partition(" [")[0] if dois else "",
        "pmid": record.first("PMID"),
        "pmcid": record.first("PMC"),
        "issn": record.first("IS"),
        "isbn": record.first("ISBN"),
        "arxiv": numbers[0].partition(" [")[0] if numbers else "",
        "nct": trials.pop() if len(trials) == 1 else "",
    }


def _people(record: TaggedRecord) -> list[Name]:
    """FAU in full, AU only where no FAU stands before it, groups (CN) where the record has them."""
    found: list[Name | None] = []
    is_full = False
    for tag, value in record.tags:
        if tag in ("FAU", "FED"):
            found.append(people.inverted(value, "author" if tag == "FAU" else "editor"))
        elif tag in ("AU", "ED") and not is_full:
            found.append(people.initialled(value, "author" if tag == "AU" else "editor"))
        elif tag == "CN":
            found.append(people.group(value))
        is_full = tag in ("FAU", "FED") or (is_full and tag not in ("AU", "ED"))
    return [name for name in found if name]


def _date(record: TaggedRecord) -> dates.When:
    """The date of the issue; the day it went online when only that is known."""
    printed = dates.when(record.first("DP"))
    return printed if printed.year else dates.when(record.first("DEP", "EDAT"))
