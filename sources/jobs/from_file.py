"""Every source held against a file of notices, row by row; it needs no network and little memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from sources import notices, titles
from sources.jobs.outcome import Conflict, Outcome, Progress, silent
from sources.models import Source
from sources.notices import retraction_watch
from sources.notices.retraction_watch import Row, Unreadable

ORIGIN = "Retraction Watch"
EVERY = 5000
"""After how many rows somebody who waits hears how far it is."""


class _Shelf:
    """Where each of our works stands by its numbers: the source that it now is, and every title it has."""

    def __init__(self) -> None:
        self.by_number: dict[str, set[int]] = defaultdict(set)
        self.works: dict[int, tuple[int, str, str]] = {}
        self.titles: dict[int, list[str]] = defaultdict(list)
        rows = Source.objects.filter(~Q(doi="") | ~Q(pmid="") | Q(merged_into__isnull=False)).order_by("pk")
        fields = ("pk", "merged_into", "key", "title", "doi", "pmid")
        for pk, merged_into, key, title, doi, pmid in rows.values_list(*fields).iterator(chunk_size=2000):
            target = merged_into or pk
            self.works[pk] = (target, key, title)
            self.titles[target].append(title)
            for number in (doi.lower(), pmid):
                if number:
                    self.by_number[number].add(pk)

    def under(self, row: Row) -> list[int]:
        """The works that have the original's DOI or PMID."""
        found = (self.by_number.get(number, set()) for number in (row.doi_key, row.pmid) if number)
        return sorted(set().union(*found))

    def is_called(self, target: int, title: str) -> bool:
        """Whether the work goes by this title, or by one that it had before it was merged."""
        return any(titles.are_similar(each, title) for each in self.titles[target])


def check_file(lines: Iterable[bytes], *, at: datetime, on: date, progress: Progress = silent) -> Outcome:
    """Record every notice of the file that matches one of our sources by number and by title.

    A source counts as checked only when the file was whole: a broken end, or more than one broken row in a
    hundred, and nobody can say what is missing. Each notice is recorded on its own:
    whatever stops the check, what was found stays found, and the next check begins anew.
    """
    outcome, shelf, row = Outcome(), _Shelf(), None
    for row in retraction_watch.read(lines):
        outcome.rows += 1
        if isinstance(row, Unreadable):
            outcome.add_fault(_("Line %(line)s: %(why)s") % {"line": row.line, "why": row.why})
        else:
            _hold_against(row, shelf, outcome, at=at, on=on)
        if outcome.rows % EVERY == 0:
            progress(outcome.rows)
    outcome.is_complete = isinstance(row, Row) and outcome.faults * 100 <= outcome.rows
    if outcome.is_complete:
        checkable = Source.objects.current().filter(~Q(doi="") | ~Q(pmid=""))
        outcome.sources_checked = notices.mark_all_checked(checkable, on=on, at=at)
    return outcome


def _hold_against(row: Row, shelf: _Shelf, outcome: Outcome, *, at: datetime, on: date) -> None:
    for pk in shelf.under(row):
        target, key, title = shelf.works[pk]
        is_same = shelf.is_called(target, row.title)
        notice = notices.record(
            Source(pk=target),
            kind=row.kind,
            origin=ORIGIN,
            at=at,
            noticed_on=on,
            notice_date=row.notice_date,
            notice_doi=row.notice_doi,
            notice_pmid=row.notice_pmid,
            notice_url=row.notice_url,
            wording=row.wording,
            other_title=None if is_same else row.title,
        )
        if notice.is_in_doubt:
            where = _("line %(line)s of the file") % {"line": row.line}
            outcome.add_conflict(Conflict(key, title, row.title, where))
        elif is_same:
            outcome.add_notice(notice, at=at)
