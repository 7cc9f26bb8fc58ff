"""Counting what public answers hold and lack, some at a time; it judges nothing."""

from __future__ import annotations

import datetime

from django.db.models import F, Q

from answers import coverage, glossary, readability
from answers.content import Content
from answers.models import Answer, Measure
from answers.models.measures import HOLDS_FOR
from answers.outcomes import HARM


def measure_due(most: int, *, at: datetime.datetime) -> int:
    """Count so many public answers that were not counted yet as they read now, or not lately. How many."""
    kept = Q(measure__revision=F("live_revision"), measure__measured_at__gte=at - HOLDS_FOR)
    due = Answer.objects.published().exclude(kept).order_by("measure__measured_at", "pk")
    rows = due.select_related("live_revision__frozen")[:most]
    return sum(_measure(answer, at=at) for answer in rows)


def _measure(answer: Answer, *, at: datetime.datetime) -> bool:
    revision = answer.live_revision
    if revision is None:
        return False
    content = revision.content()
    found = coverage.of(answer, content)
    years = [work.year for work in content.works if work.year]
    counted = {
        "revision": revision,
        "measured_at": at,
        "claims": found.claims,
        "supported": found.supported,
        "checks": found.checks,
        "supporting": found.supporting,
        "grade": _grade(content),
        "sources": len(content.works),
        "newest_year": max(years, default=None),
    }
    Measure.objects.update_or_create(answer=answer, defaults=counted | _lacking(content))
    return True


def _grade(content: Content) -> float | None:
    level = readability.of_all(readability.of(content, glossary.explained(content)))
    if level is None or not any(each.has_grade for each in level.sentences):
        return None
    return round(level.adjusted.grade, 2)


def _lacking(content: Content) -> dict[str, bool]:
    return {
        "lacks_certainty": not content.certainty,
        "lacks_harms": not any(each.direction == HARM for each in content.outcomes),
        "lacks_unknowns": not content.unknowns,
        "lacks_doctor_questions": not content.doctor_questions,
        "lacks_byline": not content.byline,
        "lacks_search_date": not content.evidence_searched_to,
    }
