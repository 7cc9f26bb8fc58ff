"""PubMed's tagged format, as its own button writes it; what has no tag there is left out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from sources.exporters import lines
from sources.formatting import Name, Work
from sources.formatting.names import written

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TYPES = {"preprint": "Preprint", "guideline": "Practice Guideline", "dataset": "Dataset"}


def records(works: Iterable[Work]) -> Iterator[str]:
    """One record for each work, a blank line between two."""
    for number, work in enumerate(works):
        tags = ((tag, text) for tag, value in _tags(work) if (text := lines.one_line(value)))
        yield "\n" * bool(number) + "".join(_written(tag, text) for tag, text in tags)


def _written(tag: str, value: str) -> str:
    """A long value goes on in lines that begin with six spaces."""
    folded = textwrap.wrap(value, 82, break_long_words=False, break_on_hyphens=False)
    return f"{tag:<4}- " + "\n      ".join(folded) + "\n"


def _tags(work: Work) -> Iterator[tuple[str, object]]:
    is_in_book = work.kind == "chapter"
    yield "PMID", work.pmid
    yield "OWN", "" if work.pmid else "SITE"
    yield "IS", work.issn
    yield "ISBN", work.isbn
    yield "VI", work.volume
    yield "IP", work.issue
    yield "DP", _date(work)
    yield "BTI" if work.kind == "book" else "TI", _title(work)
    yield "BTI" if is_in_book else "JT", work.container_title
    yield "TA", work.container_short
    yield "PG", work.pages or work.article_number
    yield "LID", f"{work.doi} [doi]" if work.doi else ""
    yield "AID", f"arXiv:{work.arxiv} [pii]" if work.arxiv else ""
    for name in work.contributors:
        yield from _people(name)
    yield "LA", work.language
    yield "SI", f"ClinicalTrials.gov/{work.nct}" if work.nct else ""
    yield "PT", _TYPES.get(work.kind, "Journal Article" if work.kind == "article" else "")
    yield "PB", work.publisher
    yield "PL", work.place
    yield "EN", work.edition
    yield "PMC", work.pmcid


def _people(name: Name) -> Iterator[tuple[str, object]]:
    """Full and short form of a person; a group in its place."""
    if name.literal:
        yield "CN", name.literal
        return
    given = f"{name.given} {name.suffix}".strip()
    is_editor = name.role == "editor"
    family = f"{name.particle} {name.family}".strip()
    yield "FED" if is_editor else "FAU", f"{family}, {given}".strip()
    yield "ED" if is_editor else "AU", written(name)


def _title(work: Work) -> str:
    """PubMed ends every title with a full stop."""
    return work.title + ("" if not work.title or work.title.endswith(("?", "!", "...")) else ".")


def _date(work: Work) -> str:
    """2022 Aug 11, 2022 Aug, 2022 Spring or 2022."""
    middle = _MONTHS[work.month - 1] if work.month else work.season
    return " ".join(str(part) for part in (work.year, middle, work.day if work.month else "") if part)
