"""Adding up what public answers hold, by topic and altogether, month by month; it judges nothing."""

from __future__ import annotations

import datetime
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils import timezone

from answers.models import Answer, Measure, PagesInTopics, PassedWarning, Publication, PublishedPage, Tally

logger = logging.getLogger(__name__)

EVERY = datetime.timedelta(minutes=15)
MONTHS = 12
LISTED = 50
PUBLISHED = {
    "published_first": Q(version=1, renewal=0),
    "published_newer": Q(version__gt=1, renewal=0),
    "signed_again": Q(renewal__gt=0),
}
NOTHING: Mapping[str, Any] = {"answers": 0, "public": 0}

Counts = dict[str, Any]
ByTopic = dict[int | None, Counts]
"""By the number of a topic; None is all of them together."""


def tally_due(at: datetime.datetime) -> int:
    """Add up where that was not done within a quarter of an hour. How many rows.

    What is kept of pages in topics is held against the pages, once a day against their questions too.
    """
    last = Tally.objects.aggregate(last=Max("counted_at"))["last"]
    if last is not None and at - EVERY < last <= at:
        return 0
    is_new_day = last is None or timezone.localdate(last) != timezone.localdate(at)
    if PagesInTopics.objects.mend(thoroughly=is_new_day):
        logger.warning("Which pages stand in which topics was kept wrongly, and was worked out anew.")
    return tally(at)


def tally(at: datetime.datetime) -> int:
    """Add up this month; of months that were not counted to their end, what was published then."""
    *former, this_month = months_until(at)
    last = Tally.objects.aggregate(last=Max("month"))["last"]
    with transaction.atomic():
        for month in former:
            if last is None or month >= last:
                _keep(month, _published(month), at=at, is_over=True)
        return _keep(this_month, _now(at, this_month), at=at, is_over=False)


def months_until(at: datetime.datetime) -> list[datetime.date]:
    """The first days of the twelve months that end with this one."""
    today = timezone.localdate(at)
    first = today.year * 12 + today.month - MONTHS
    return [datetime.date((first + n) // 12, (first + n) % 12 + 1, 1) for n in range(MONTHS)]


def _keep(month: datetime.date, found: ByTopic, *, at: datetime.datetime, is_over: bool) -> int:
    """Of a month that is over, what is found now beside what was counted then; of this one all anew."""
    rows = {row.topic_id: row for row in Tally.objects.filter(month=month)}
    for topic in {*rows, *found}:
        row = rows.get(topic) or Tally(month=month, topic_id=topic, counts={})
        row.counted_at = at
        row.counts = row.counts | found.get(topic, {}) if is_over else found.get(topic, dict(NOTHING))
        row.save()
    return len(found)


def _now(at: datetime.datetime, month: datetime.date) -> ByTopic:
    today = timezone.localdate(at)
    overdue = Count("pk", filter=Q(review_due_on__lt=today))
    public = Answer.objects.published().order_by().values(topic=F("question__main_topic"))
    found: ByTopic = defaultdict(lambda: dict(NOTHING))
    for rows in (
        public.annotate(public=Count("pk"), overdue=overdue),
        Measure.objects.of_public().by_topic(year=today.year),
    ):
        for row in rows:
            found[row.pop("topic")] |= row
    found[None] = _together(found.values())
    for topic, counts in _published(month).items():
        found[topic] |= counts
    for topic, standings in _standings().items():
        found[topic]["standings"] = standings
    for topic, warnings in _warnings().items():
        found[topic]["warnings"] = warnings
    for topic, answers in _lacking().items():
        found[topic]["lacking"] = answers
    return dict(found)


def _together(topics: Iterable[Counts]) -> Counts:
    summed: Counts = dict(NOTHING)
    for counts in topics:
        for name, value in counts.items():
            have = summed.get(name)
            both = [each for each in (have, value) if each is not None]
            add = max if name == "hardest" else sum
            summed[name] = add(both) if both else None
    return summed


def _published(month: datetime.date) -> ByTopic:
    """What was published in a month, of topics in which anything was."""
    begins = timezone.make_aware(datetime.datetime.combine(month, datetime.time.min))
    later = datetime.date(month.year + month.month // 12, month.month % 12 + 1, 1)
    ends = timezone.make_aware(datetime.datetime.combine(later, datetime.time.min))
    of_month = Publication.objects.filter(published_at__gte=begins, published_at__lt=ends)
    kinds = {name: Count("pk", filter=which) for name, which in PUBLISHED.items()}
    rows = of_month.order_by().values(topic=F("answer__question__main_topic")).annotate(**kinds)
    found: ByTopic = {row.pop("topic"): row for row in rows}
    whole = _together(found.values())
    return found | {None: {name: whole.get(name, 0) for name in PUBLISHED}}


def _standings() -> dict[int | None, dict[str, list[int]]]:
    """By standing: how many sources, and how many public answers that name one."""
    through = PublishedPage.sources.through.objects.order_by()
    numbers = {
        "sources": Count("source", distinct=True),
        "pages": Count("publishedpage", distinct=True),
    }
    found: dict[int | None, dict[str, list[int]]] = defaultdict(dict)
    topic = F("publishedpage__answer__question__main_topic")
    for row in through.values("source__standing", topic=topic).annotate(**numbers):
        found[row["topic"]][row["source__standing"]] = [row["sources"], row["pages"]]
    for row in through.values("source__standing").annotate(**numbers):
        found[None][row["source__standing"]] = [row["sources"], row["pages"]]
    return found


def _lacking() -> dict[int | None, list[int]]:
    """The newest answers that lack something."""
    found: dict[int | None, list[int]] = defaultdict(list)
    rows = Measure.objects.of_public().lacking().order_by("-answer")
    for topic, answer in rows.values_list("answer__question__main_topic", "answer").iterator():
        for each in (topic, None):
            if len(found[each]) < LISTED:
                found[each].append(answer)
    return found


def _warnings() -> dict[int | None, list[tuple[str, str, int]]]:
    """Which warnings were passed in the texts that readers see now, and why; the most frequent first."""
    passed = PassedWarning.objects.standing_live()
    found: dict[int | None, list[tuple[str, str, int]]] = defaultdict(list)
    for row in passed.by_topic():
        found[row["topic"]].append((row["gate"], row["ready"], row["number"]))
    for each in passed.counted():
        found[None].append((str(each["gate"]), str(each["ready"]), int(str(each["number"]))))
    return found
