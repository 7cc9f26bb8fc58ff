"""How long reviews took, from the newest of them: the moments are on record, nothing is counted before."""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answers.models.review import Decision, Round
from answers.models.revisions import Publication, PublicationQuerySet

NEWEST = 1000
"""How many of the newest publications the medians are taken from."""

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@dataclass(frozen=True)
class Median:
    """The middle of so many durations; None when there is none."""

    duration: datetime.timedelta | None
    number: int

    @property
    def in_words(self) -> str:
        """In hours, from two days on in days."""
        took = self.duration or datetime.timedelta()
        if took < HOUR:
            return _("less than an hour")
        if took < 2 * DAY:
            hours = round(took / HOUR)
            return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
        days = round(took / DAY)
        return ngettext("%(number)s day", "%(number)s days", days) % {"number": days}


@dataclass(frozen=True)
class Medians:
    """Each part of the way from submitting to the reader, and what an urgent correction takes afterwards."""

    in_review: Median
    approved: Median
    altogether: Median
    second_check: Median

    def known(self) -> Iterator[tuple[str, Median]]:
        """Each part of the way of which anything is known, with its name."""
        named = (
            (_("From submitting a text to its approval"), self.in_review),
            (_("From approval to publication"), self.approved),
            (_("Both together"), self.altogether),
            (_("From an urgent correction to its second check"), self.second_check),
        )
        return ((name, median) for name, median in named if median.number)


def medians(*, since: datetime.datetime | None = None) -> Medians:
    """The medians of what was published since then; two queries, however many publications there are."""
    ways = list(_ways(since))
    return Medians(
        in_review=_median((opened, approved) for opened, approved, _ in ways),
        approved=_median((approved, published) for _, approved, published in ways),
        altogether=_median((opened, published) for opened, _, published in ways),
        second_check=_median(_second_checks(since)),
    )


def _ways(since: datetime.datetime | None) -> QuerySet[Publication, tuple[Any, ...]]:
    """When the newest reviewed versions were submitted, approved and published."""
    of_text = {"revision": OuterRef("revision")}
    rounds = Round.objects.filter(**of_text, opened_at__lte=OuterRef("published_at"))
    approvals = Decision.objects.filter(
        **of_text, kind=Decision.Kind.APPROVED, decided_at__lte=OuterRef("published_at")
    )
    reviewed = _published(since).versions().filter(kind=Publication.Kind.PUBLISHED)
    moments = reviewed.annotate(
        opened_at=Subquery(rounds.order_by("-opened_at").values("opened_at")[:1]),
        approved_at=Subquery(approvals.order_by("-decided_at").values("decided_at")[:1]),
    )
    return moments.order_by("-pk").values_list("opened_at", "approved_at", "published_at")[:NEWEST]


def _second_checks(since: datetime.datetime | None) -> QuerySet[Publication, tuple[Any, ...]]:
    """When the newest urgent corrections went live and were signed by another person."""
    corrected = Publication.objects.versions().filter(answer=OuterRef("answer"), version=OuterRef("version"))
    checked = _published(since).filter(kind=Publication.Kind.SECOND_CHECK)
    moments = checked.annotate(corrected_at=Subquery(corrected.values("published_at")[:1]))
    return moments.order_by("-pk").values_list("corrected_at", "published_at")[:NEWEST]


def _published(since: datetime.datetime | None) -> PublicationQuerySet:
    rows = Publication.objects.all()
    return rows.filter(published_at__gte=since) if since else rows


def _median(moments: Iterable[tuple[Any, ...]]) -> Median:
    took = [end - begin for begin, end in moments if begin and end]
    return Median(statistics.median_low(took) if took else None, len(took))
