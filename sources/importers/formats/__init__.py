"""Files of references read: bytes in, works and problems with their lines out; no database and no Django."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sources.importers.formats import bibtex, csl, encoding, medline, numbers, pubmed, ris
from sources.importers.formats.record import FoundNotice, Problem, Reading, Record, UnreadableError

__all__ = ["FORMATS", "FoundNotice", "Problem", "Reading", "Record", "UnreadableError", "read", "recognised"]

_READERS: Mapping[str, Callable[[str], Iterator[Record | Problem]]] = {
    "ris": ris.read,
    "nbib": medline.read,
    "pubmed-xml": pubmed.read,
    "bibtex": bibtex.read,
    "csl-json": csl.read,
    "numbers": numbers.read,
}
FORMATS = tuple(_READERS)
MOST_PROBLEMS = 2000

_MARKS = {"ris": ris.FOUND, "nbib": medline.FOUND, "pubmed-xml": pubmed.FOUND, "bibtex": bibtex.FOUND}


def read(stored: bytes, format: str = "") -> Reading:  # noqa: A002 (the contract's word)
    """The whole file; without a format its content tells. Raises UnreadableError when nothing can be read."""
    text = encoding.decoded(stored)
    name = format or recognised(text)
    records: list[Record] = []
    problems: list[Problem] = []
    for found in _READERS[name](text):
        if isinstance(found, Record):
            records.append(found)
        else:
            problems.append(found)
        if len(problems) >= MOST_PROBLEMS:
            problems.append(Problem(problems[-1].line, "So much is broken that reading stopped here."))
            break
    if not records and not problems:
        raise UnreadableError("There is no record in this. Please check that it is the right file.")
    return Reading(name, tuple(records), tuple(problems))


def recognised(text: str) -> str:
    """The format by what stands in the text, never by the name of a file; the first mark decides."""
    if not text.strip():
        raise UnreadableError("This is empty.")
    begins = {name: found.start() for name, mark in _MARKS.items() if (found := mark.search(text))}
    if csl.FOUND.match(text) and not text.lstrip().startswith("{\\"):
        return "csl-json"
    if {"ris", "nbib"} <= begins.keys() and not medline.BEGINS.search(text, 0, begins["ris"]):
        return "ris"  # its type may stand behind other tags, which both formats have
    if begins:
        return min(begins, key=lambda name: begins[name])
    if not text.lstrip().startswith("<") and numbers.is_list(text):
        return "numbers"
    raise UnreadableError(
        "This is none of the formats we read: RIS, PubMed (nbib or XML), BibTeX, CSL-JSON, "
        "a list of DOIs or PMIDs."
    )
