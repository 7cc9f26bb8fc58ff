"""How long reviews took, from the newest of them: the moments are on record, nothing is counted before."""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from answers.models.review import Decision, Round
from answers.models.revisions import Publication

NEWEST = 1000
"""How many of the newest publications the medians are taken from."""


@dataclass(frozen=True)
class Median:
    """The middle of so many durations; None when there is none."""

    duration: datetime.timedelta | None
    number: int


@dataclass(frozen=True)
class Medians:
    """Each part of the way from submitting to the reader, and what an urgent correction takes afterwards."""

    in_review: Median
    approved: Median
    altogether: Median
    second_check: Median


def medians() -> Medians:
    """The medians of today; two queries, however many publications there are."""
    ways = list(_ways())
    return Medians(
        in_review=_median((opened, approved) for opened, approved, _ in ways),
        approved=_median((approved, published) for _, approved, published in ways),
        altogether=_median((opened, published) for opened, _, published in ways),
        second_check=_median(_second_checks()),
    )


def _ways() -> QuerySet[Publication, tuple[Any, ...]]:
    """When the newest reviewed versions were submitted, approved and published."""
    of_text = {"revision": OuterRef("revision")}
    rounds = Round.objects.filter(**of_text, opened_at__lte=OuterRef("published_at"))
    approvals = Decision.objects.filter(
        **of_text, kind=Decision.Kind.APPROVED, decided_at__lte=OuterRef("published_at")
    )
    reviewed = Publication.objects.versions().filter(kind=Publication.Kind.PUBLISHED)
    moments = reviewed.annotate(
        opened_at=Subquery(rounds.order_by("-opened_at").values("opened_at")[:1]),
        approved_at=Subquery(approvals.order_by("-decided_at").values("decided_at")[:1]),
    )
    return moments.order_by("-pk").values_list("opened_at", "approved_at", "published_at")[:NEWEST]


def _second_checks() -> QuerySet[Publication, tuple[Any, ...]]:
    """When the newest urgent corrections went live and were signed by another person."""
    corrected = Publication.objects.versions().filter(answer=OuterRef("answer"), version=OuterRef("version"))
    checked = Publication.objects.filter(kind=Publication.Kind.SECOND_CHECK)
    moments = checked.annotate(corrected_at=Subquery(corrected.values("published_at")[:1]))
    return moments.order_by("-pk").values_list("corrected_at", "published_at")[:NEWEST]


def _median(moments: Iterable[tuple[Any, ...]]) -> Median:
    took = [end - begin for begin, end in moments if begin and end]
    return Median(statistics.median_low(took) if took else None, len(took))
