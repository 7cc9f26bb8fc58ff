"""Works written out in the formats that other programs read; it knows no database and no Django."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from sources.exporters import bibtex, csl, nbib, ris, schema_org, texts
from sources.exporters.coins import coins
from sources.formatting import Work

__all__ = ["FORMATS", "Format", "coins", "schema_org", "write"]


class Format(NamedTuple):
    """How one format is written, named and sent."""

    label: str
    ending: str
    content_type: str
    records: Callable[[Iterable[Work]], Iterator[str]]


FORMATS: Mapping[str, Format] = {
    "ris": Format("RIS", "ris", "application/x-research-info-systems", ris.records),
    "nbib": Format("PubMed (nbib)", "nbib", "application/nbib", nbib.records),
    "bibtex": Format("BibTeX", "bib", "application/x-bibtex", bibtex.records),
    "csl-json": Format("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl.records),
    "ama": Format("AMA", "txt", "text/plain", texts.ama),
    "nlm": Format("NLM", "txt", "text/plain", texts.nlm),
    "csv": Format("CSV", "csv", "text/csv", texts.table),
}


def write(name: str, works: Iterable[Work]) -> Iterator[str]:
    """The works in the format of this name, piece by piece."""
    return FORMATS[name].records(works)
