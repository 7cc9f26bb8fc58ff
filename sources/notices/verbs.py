"""Verbs about notices: recorded, confirmed, rejected; each leaves the source's standing true."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from sources import identifiers
from sources.models import Notice, NoticeKind, NoticeStatus, Source, SourceQuerySet, Standing
from sources.notices import words
from sources.notices.words import GRAVITY, STANDING_OF, StandingWords, day_of

AT_ONCE = 500


class RefusedError(Exception):
    """A decision about a source that may not be taken, in a sentence an editor can read."""


@transaction.atomic
def record(
    source: Source,
    *,
    kind: str,
    origin: str,
    at: datetime,
    noticed_on: date,
    notice_date: date | None = None,
    notice_doi: str = "",
    notice_pmid: str = "",
    notice_url: str = "",
    wording: str = "",
    other_title: str | None = None,
) -> Notice:
    """The notice, recorded once: the same DOI, else the same PMID, else the same day is the same notice.

    One that a person has decided keeps its decision, however often it is found again. A notice about a
    merged source is one about the source that it became. One that calls the work by another title than we
    do (`other_title`) is in doubt, and readers are told nothing until a person has compared.
    """
    source = present(source)
    numbers = {"notice_doi": identifiers.doi(notice_doi), "notice_pmid": identifiers.pmid(notice_pmid)}
    known = find_same(source, kind=kind, notice_date=notice_date, **numbers)
    before = words.standing_words(source)
    if known:
        if known.is_in_doubt and other_title is None:  # our title was mended since
            _come_out_of_doubt(known, source, before=before, at=at)
        return known
    notice = Notice.objects.create(
        source=source,
        kind=kind,
        origin=origin,
        noticed_on=noticed_on,
        notice_date=notice_date,
        notice_url=notice_url,
        wording=wording,
        its_title=other_title or "",
        status=NoticeStatus.FOUND if other_title is None else NoticeStatus.IN_DOUBT,
        recorded_at=at,
        **numbers,
    )
    settle(source, before=before, at=at)
    return notice


@transaction.atomic
def confirm(notice: Notice, *, by: Any, at: datetime) -> None:
    """A person found the notice to be real and about this source; readers are told what it says."""
    _decide(notice, NoticeStatus.CONFIRMED, by=by, at=at, reason="")


@transaction.atomic
def reject(notice: Notice, *, by: Any, at: datetime, reason: str) -> None:
    """A person found that the notice is not about this source; it leaves the pages and stays on record."""
    if not reason.strip():
        raise RefusedError(_("Please say why the notice is rejected."))
    _decide(notice, NoticeStatus.REJECTED, by=by, at=at, reason=reason.strip())


@transaction.atomic
def mark_checked(source: Source, *, on: date, at: datetime) -> None:
    """A check for notices was made on that day, whatever it found; an earlier day changes nothing."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    if source.standing_checked_on and source.standing_checked_on >= on:
        return
    before = words.standing_words(source)
    source.standing_checked_on = on
    settle(source, before=before, at=at)


def mark_all_checked(sources: SourceQuerySet, *, on: date, at: datetime) -> int:
    """The same for many, a few hundred rows at a time, so that nobody waits long; returns how many."""
    earlier = sources.filter(Q(standing_checked_on__isnull=True) | Q(standing_checked_on__lt=on))
    pks = list(earlier.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), AT_ONCE):
        _mark_checked(pks[start : start + AT_ONCE], on=on, at=at)
    return sources.count()


@transaction.atomic
def _mark_checked(pks: Sequence[int], *, on: date, at: datetime) -> None:
    """Locked in the order of their numbers, so that two checks at once do not wait for each other."""
    rows = Source.objects.filter(pk__in=pks)
    list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    rows.filter(standing=Standing.NOT_CHECKED).update(
        standing=Standing.AS_PUBLISHED, standing_changed_at=at, standing_stamp=F("standing_stamp") + 1
    )
    rows.filter(Q(standing_checked_on__isnull=True) | Q(standing_checked_on__lt=on)).update(
        standing_checked_on=on
    )


def present(source: Source) -> Source:
    """The row that counts for this source now, held until the transaction ends."""
    pk = source.pk
    while True:
        pk = Source.objects.values_list(Coalesce("merged_into", "pk"), flat=True).get(pk=pk)
        held = Source.objects.select_for_update().get(pk=pk)
        if held.merged_into_id is None:
            return held


def find_same(
    source: Source, *, kind: str, notice_date: date | None, notice_doi: str, notice_pmid: str
) -> Notice | None:
    same = Q(notice_doi="", notice_pmid="", notice_date=notice_date)
    if notice_doi:
        same = Q(notice_doi__iexact=notice_doi)
        if notice_pmid:  # found before by somebody who knew its PMID only
            same |= Q(notice_doi="", notice_pmid=notice_pmid)
    elif notice_pmid:
        same = Q(notice_pmid=notice_pmid)
    return Notice.objects.filter(same, source=source, kind=kind).order_by("pk").first()


def _come_out_of_doubt(notice: Notice, source: Source, *, before: StandingWords, at: datetime) -> None:
    """Its title is ours by now: readers hear of it, and a person decides as about any other."""
    notice.status = NoticeStatus.FOUND
    notice.save(update_fields=["status"])
    settle(source, before=before, at=at)


def _decide(notice: Notice, status: NoticeStatus, *, by: Any, at: datetime, reason: str) -> None:
    """A later person may decide otherwise; nobody decides the same twice."""
    source = Source.objects.select_for_update().get(pk=notice.source_id)
    if not by.has_perm("sources.confirm_notice"):
        raise RefusedError(_("You may not decide about notices. Please ask a managing editor."))
    if source.merged_into:
        moved = _("This source was merged into “%(kept)s”. Please decide about the notice there.")
        raise RefusedError(moved % {"kept": source.merged_into.key})
    before = words.standing_words(source)
    decision = {"status": status, "decided_by": by, "decided_at": at, "decision_reason": reason}
    if not Notice.objects.filter(pk=notice.pk).exclude(status=status).update(**decision):
        raise RefusedError(_("This was decided already. Nothing was changed."))
    notice.refresh_from_db()
    settle(source, before=before, at=at, by=by)


def settle(source: Source, *, before: StandingWords, at: datetime, by: Any = None) -> None:
    """Works the standing out anew; the moment is kept only when readers see other words than before.

    The day of a check that found nothing new is no such change: pages take it up when next rendered.
    """
    source.standing = _standing(source, list(source.notices.filter(status=NoticeStatus.CONFIRMED)))
    after = words.standing_words(source)
    if after != before and not after.code == before.code == Standing.AS_PUBLISHED:
        source.standing_changed_at = at
        source.standing_stamp += 1
    if by is not None:
        source._history_user = by
    source.save(update_fields=["standing", "standing_checked_on", "standing_changed_at", "standing_stamp"])


def _standing(source: Source, confirmed: Sequence[Notice]) -> Standing:
    """The graver wins; a reinstatement lifts only what is older than itself."""
    lifted_on = max(
        (day_of(each) for each in confirmed if each.kind == NoticeKind.REINSTATEMENT), default=None
    )
    standing = {
        STANDING_OF[NoticeKind(each.kind)]
        for each in confirmed
        if lifted_on is None or each.kind == NoticeKind.REINSTATEMENT or day_of(each) >= lifted_on
    }
    if standing:
        return max(standing, key=lambda each: GRAVITY[each])
    return Standing.AS_PUBLISHED if source.standing_checked_on else Standing.NOT_CHECKED
