"""Empty fields of a source filled from a record of the same work; what is there is never overwritten."""

from __future__ import annotations

from sources.models import Source

_ALONE = (
    "title", "contributors", "container_title", "container_short", "volume", "issue", "publisher", "place",
    "edition", "report_number", "language", "doi", "pmid", "pmcid", "arxiv", "issn", "nct", "abstract",
    "publication_types", "study_type",
)  # fmt: skip


def fill(source: Source, other: Source) -> tuple[str, ...]:
    """Sets what is empty and returns the names of what was set; the source is not saved."""
    wanted = [*_ALONE, *_dates(source, other), *_pages(source, other), *_address(source)]
    if source.kind == other.kind == "book":
        wanted.append("isbn")
    filled = [name for name in wanted if not getattr(source, name) and getattr(other, name)]
    for name in filled:
        setattr(source, name, getattr(other, name))
    return tuple(filled)


def _dates(source: Source, other: Source) -> tuple[str, ...]:
    """A month only to the same year, a day only to the same month: no date is put together from two."""
    if source.year is None:
        return () if source.month or source.season else ("year", "month", "day", "season")
    if source.year != other.year or source.season:
        return ()
    if source.month is None:
        return ("month", "day") if other.month else ("season",)
    return ("day",) if source.month == other.month else ()


def _pages(source: Source, other: Source) -> tuple[str, ...]:
    """Pages or an article number, whichever the record has, where the source has neither."""
    if source.pages or source.article_number:
        return ()
    same_issue = not (source.volume and other.volume and source.volume != other.volume)
    return ("pages", "article_number") if same_issue else ()


def _address(source: Source) -> tuple[str, ...]:
    return ("accessed_on",) if source.url else ("url", "accessed_on")
