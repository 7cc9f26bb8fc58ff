"""Every source held against what Crossref and PubMed say of it today; slow, because it is polite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from sources import notices, titles
from sources.importers import UnreadableError, read
from sources.jobs.outcome import Conflict, Outcome, Progress, silent
from sources.lookup import Lookups, UnavailableError, crossref_notices
from sources.models import NoticeKind, Source

MOST_FAILURES = 5
"""So many in a row, and the services are away: the rest waits for the next check."""


@dataclass(frozen=True)
class _Told:
    """A notice as a service tells it, and what it calls the work."""

    title: str
    kind: str
    origin: str
    doi: str = ""
    pmid: str = ""
    day: date | None = None
    wording: str = ""


def check_online(services: Lookups, *, at: datetime, on: date, progress: Progress = silent) -> Outcome:
    """Record what the services say of each source that has a DOI or a PMID, the longest unchecked first.

    A source that nobody could be asked about keeps its old day: readers see when it was checked. A merged
    one that has kept a number of its own is asked about too.
    """
    outcome, failures = Outcome(), 0
    checkable = Source.objects.filter(~Q(doi="") | ~Q(pmid=""))
    oldest_first = checkable.order_by(F("standing_checked_on").asc(nulls_first=True), "pk")
    for pk in list(oldest_first.values_list("pk", flat=True)):
        source = Source.objects.get(pk=pk)
        outcome.rows += 1
        try:
            _check(source, services, outcome, at=at, on=on)
            failures = 0
        except UnavailableError as problem:
            failures += 1
            outcome.add_fault(_("%(key)s: %(why)s") % {"key": source.key, "why": problem})
        if failures >= MOST_FAILURES:
            break
        progress(outcome.rows)
    outcome.is_complete = not outcome.faults
    return outcome


def _check(source: Source, services: Lookups, outcome: Outcome, *, at: datetime, on: date) -> None:
    told = list(_told(source, services))
    called = [source.title, *source.merged.order_by("pk").values_list("title", flat=True)] if told else []
    for each in told:
        is_same = any(titles.are_similar(title, each.title) for title in called)
        notice = notices.record(
            source,
            kind=each.kind,
            origin=each.origin,
            at=at,
            noticed_on=on,
            notice_date=each.day,
            notice_doi=each.doi,
            notice_pmid=each.pmid,
            wording=each.wording,
            other_title=None if is_same else each.title,
        )
        if notice.is_in_doubt:
            outcome.add_conflict(Conflict(source.key, source.title, each.title, each.origin))
        elif is_same:
            outcome.add_notice(notice, at=at)
    notices.mark_checked(source, on=on, at=at)
    outcome.sources_checked += 1


def _told(source: Source, services: Lookups) -> Iterator[_Told]:
    if source.doi and (found := services.crossref.find(source.doi, is_fresh=True)):
        title = crossref_notices.title_of(found.body)
        for signal in crossref_notices.signals(found.body):
            yield _Told(title, signal.kind, signal.origin, doi=signal.doi, day=signal.day)
    if source.pmid and (found := services.pubmed.find(source.pmid, is_fresh=True)):
        yield from _of_pubmed(found.body)


def _of_pubmed(body: bytes) -> Iterator[_Told]:
    try:
        records = read(body, "pubmed-xml").records
    except UnreadableError as broken:
        raise UnavailableError(str(broken)) from broken
    for record in records[:1]:
        for each in record.notices:
            if each.kind in NoticeKind.values:
                yield _Told(
                    record.work.title,
                    each.kind,
                    each.origin,
                    each.doi,
                    each.pmid,
                    _day(each.date),
                    each.wording,
                )


def _day(text: str) -> date | None:
    """A whole date; a year alone is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
