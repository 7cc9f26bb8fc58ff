"""The verb that takes records in: each work once, nothing overwritten, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Literal

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from sources import formatting, notices
from sources.formatting import Work
from sources.importers import matching, report
from sources.importers.filling import fill
from sources.importers.formats import FoundNotice, Record
from sources.importers.matching import Known, Library, Match, Verdict
from sources.importers.report import Line, Report
from sources.models import Alias, Source, wait_for_turn
from sources.models.keys import candidates

Choice = Literal["new", "same", "skip"]
Progress = Callable[[int, int], None]

_ATTEMPTS = 3
_BATCH = 500
_COLUMNS = tuple(
    each.name for each in fields(Work) if each.name not in ("key", "contributors", "accessed_on")
)
_LONGEST = {
    each.name: each.max_length
    for each in Source._meta.get_fields()
    if isinstance(each, models.CharField) and each.name in _COLUMNS and each.max_length
}


class RefusedError(Exception):
    """An import that may not be made, in a sentence an editor can read."""


def preview(records: Sequence[Record]) -> Report:
    """What the import would do; nothing is changed."""
    library = Library.for_records(records)
    lines = []
    for index, record in enumerate(records):
        itself = matching.of_record(record)
        match = library.match(itself)
        if match.verdict == Verdict.NEW:
            library.add(itself)
        lines.append(report.line(index, record, match))
    return Report(tuple(lines))


def import_sources(
    records: Sequence[Record],
    *,
    by: Any,
    at: datetime,
    choices: Mapping[int, Choice] | None = None,
    progress: Progress | None = None,
    fills: bool = True,
) -> Report:
    """Takes in what is new, fills empty fields of what is here; the rest waits for a person.

    `choices` says otherwise for single records, by their place: skip a new one, or take a suggestion as a
    new work or as the same one. Without `fills` nothing that is here is touched, for records that say less
    than a file of a library. The whole batch is one transaction, so that a second run adds nothing.
    """
    if not by.has_perm("sources.add_source"):
        raise RefusedError(_("You may not add sources. Please ask a medical editor."))
    for attempt in range(_ATTEMPTS):
        try:
            with transaction.atomic():
                wait_for_turn()
                return _Import(records, by, at, choices or {}, progress or _unseen, fills=fills).made()
        except IntegrityError:  # somebody saved one of these works at this very moment
            if attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def _unseen(done: int, total: int) -> None:
    """Nobody asked for the progress."""


class _Import:
    """One run over the records, inside the transaction."""

    def __init__(
        self,
        records: Sequence[Record],
        by: Any,
        at: datetime,
        choices: Mapping[int, Choice],
        progress: Progress,
        *,
        fills: bool,
    ) -> None:
        self.records, self.by, self.at, self.choices, self.progress = records, by, at, choices, progress
        self.library = Library.for_records(records)
        self.keys = _Keys()
        self.here: dict[int, Source] = {}
        self.new: list[Source] = []
        self.notices: list[tuple[Source, FoundNotice]] = []
        self.may_fill = fills and by.has_perm("sources.change_source")

    def made(self) -> Report:
        """Every record looked at, then everything new written at once."""
        total = len(self.records)
        themselves = [matching.of_record(record) for record in self.records]
        expected = self.library.expected(themselves)
        for start in range(0, len(expected), _BATCH):
            self.here |= _locked().in_bulk(expected[start : start + _BATCH])
        lines = []
        for index, itself in enumerate(themselves):
            lines.append(self._taken(index, self.records[index], itself))
            if not (index + 1) % _BATCH:
                self.progress(index + 1, total)
        for start in range(0, len(self.new), _BATCH):
            bulk_create_with_history(
                self.new[start : start + _BATCH],
                Source,
                default_user=self.by,
                default_date=self.at,
                default_change_reason="import",
            )
        for source, found in self.notices:
            _record(source, found, at=self.at)
        self.progress(total, total)
        return Report(tuple(lines), len(self.notices))

    def _taken(self, index: int, record: Record, itself: Known) -> Line:
        match = self.library.match(itself)
        choice = self.choices.get(index)
        is_new = match.verdict == Verdict.NEW and choice != "skip"
        if is_new or (match.verdict == Verdict.SUGGESTION and choice == "new"):
            return self._created(index, record, match, itself)
        is_same = match.verdict == Verdict.HERE or (match.verdict == Verdict.SUGGESTION and choice == "same")
        if is_same and match.known and match.known.pk and choice != "skip":
            filled = self._filled(match.known.pk, record)
            self.library.learn(match.known, itself, filled)
            return report.line(index, record, match, filled=filled)
        return report.line(index, record, match)

    def _created(self, index: int, record: Record, match: Match, itself: Known) -> Line:
        left_out = [name for name, most in _LONGEST.items() if len(getattr(record.work, name)) > most]
        source = _source(record, left_out)
        source.key = self.keys.free(formatting.key_stem(record.work.contributors, record.work.year))
        source.created_by, source.created_at = self.by, self.at
        self.new.append(source)
        self.library.add(itself)
        self.notices += [(source, found) for found in record.notices]
        too_long = _("Too long for the site, and left out: %s.")
        told = (too_long % ", ".join(left_out),) if left_out else ()
        return report.line(
            index, record, match, is_taken=True, source_key=source.key, remarks=record.remarks + told
        )

    def _filled(self, pk: int, record: Record) -> tuple[str, ...]:
        """The fields that were empty and now are not; a merged source is left as it was merged."""
        source = self.here.get(pk) or _locked().get(pk=pk)
        self.notices += [(source.merged_into or source, found) for found in record.notices]
        if source.merged_into or not self.may_fill:
            return ()
        left_out = [name for name, most in _LONGEST.items() if len(getattr(record.work, name)) > most]
        filled = fill(source, _source(record, left_out))
        if filled:
            source._history_user = self.by
            source.save(update_fields=list(filled))
        return filled


class _Keys:
    """Free keys for many new sources; no two of a batch are alike."""

    def __init__(self) -> None:
        self.taken = {
            *Source.objects.values_list("key", flat=True),
            *Alias.objects.values_list("key", flat=True),
        }
        self.offered: dict[str, Iterator[str]] = {}

    def free(self, stem: str) -> str:
        """The next free key of this stem."""
        offered = self.offered.setdefault(stem, candidates(stem))
        key = next(key for key in offered if key not in self.taken)
        self.taken.add(key)
        return key


def _source(record: Record, left_out: Sequence[str]) -> Source:
    """The record as a source that is not saved."""
    work = record.work
    values = {name: getattr(work, name) for name in _COLUMNS if name not in left_out}
    return Source(
        **values,
        contributors=[name.as_dict() for name in work.contributors],
        accessed_on=date.fromisoformat(work.accessed_on) if work.accessed_on else None,
        abstract=record.abstract,
        publication_types=list(record.publication_types),
    )


def _locked() -> models.QuerySet[Source]:
    """Sources that nobody else changes before this import is done."""
    return Source.objects.select_for_update(of=("self",)).select_related("merged_into")


def _record(source: Source, found: FoundNotice, *, at: datetime) -> None:
    today = timezone.localdate(at)
    told = date.fromisoformat(found.date) if found.date else None
    notices.record(
        source,
        kind=found.kind,
        origin=found.origin,
        at=at,
        noticed_on=today,
        notice_date=told,
        notice_doi=found.doi,
        notice_pmid=found.pmid,
        wording=found.wording,
    )
