"""Notices of a source that becomes part of another: handed over, and given back; it decides about none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from sources.models import Notice, NoticeStatus, Source
from sources.notices import words
from sources.notices.verbs import find_same, settle

_GRAVER = (NoticeStatus.REJECTED, NoticeStatus.IN_DOUBT, NoticeStatus.FOUND, NoticeStatus.CONFIRMED)
_DECISION = ("status", "decided_by_id", "decided_at", "decision_reason")


@transaction.atomic
def hand_over(giver: Source, taker: Source, *, by: Any, at: datetime) -> dict[str, Any]:
    """The giver's notices and its last check count for the taker from now on; what was done is returned.

    A notice that both have stays where it is; the taker's copy takes its decision when that is the graver.
    """
    before = words.standing_words(taker)
    handed: list[int] = []
    decided: list[dict[str, Any]] = []
    for notice in giver.notices.order_by("pk"):
        twin = find_same(taker, kind=notice.kind, notice_date=notice.notice_date, **_numbers(notice))
        if twin is None:
            Notice.objects.filter(pk=notice.pk).update(source=taker)
            handed.append(notice.pk)
        elif _GRAVER.index(NoticeStatus(twin.status)) < _GRAVER.index(NoticeStatus(notice.status)):
            decided.append({"notice": twin.pk, "before": _decision(twin), "after": _decision(notice)})
            Notice.objects.filter(pk=twin.pk).update(**_decision(notice))
    checked = {"before": _plain(taker.standing_checked_on)}
    taker.standing_checked_on = _later(taker.standing_checked_on, giver.standing_checked_on)
    checked["after"] = _plain(taker.standing_checked_on)
    _tell(giver, taker)
    settle(taker, before=before, at=at, by=by)
    return {"handed": handed, "decided": decided, "checked": checked}


@transaction.atomic
def give_back(done: Mapping[str, Any], *, giver: Source, taker: Source, by: Any, at: datetime) -> None:
    """What `hand_over` did is undone, but for what a person decided or a check found out since."""
    before, of_giver = words.standing_words(taker), words.standing_words(giver)
    Notice.objects.filter(pk__in=done["handed"], source=taker).update(source=giver)
    for each in done["decided"]:
        Notice.objects.filter(pk=each["notice"], **each["after"]).update(**each["before"])
    if _plain(taker.standing_checked_on) == done["checked"]["after"]:
        stored = done["checked"]["before"]
        taker.standing_checked_on = date.fromisoformat(stored) if stored else None
    _tell(giver, taker)
    settle(taker, before=before, at=at, by=by)
    settle(giver, before=of_giver, at=at, by=by)


def _numbers(notice: Notice) -> dict[str, str]:
    return {"notice_doi": notice.notice_doi, "notice_pmid": notice.notice_pmid}


def _decision(notice: Notice) -> dict[str, Any]:
    return {name: _plain(getattr(notice, name)) for name in _DECISION}


def _plain(value: Any) -> Any:
    """To the microsecond, which Django's own JSON would cut off."""
    return value.isoformat() if isinstance(value, date) else value


def _later(one: date | None, other: date | None) -> date | None:
    return max(filter(None, (one, other)), default=None)


def _tell(*sources: Source) -> None:
    """Pages that cite one of them are made again, even when the words have stayed the same."""
    for source in sources:
        source.standing_stamp += 1
    pks = [source.pk for source in sources]
    Source.objects.filter(pk__in=pks).update(standing_stamp=F("standing_stamp") + 1)
