"""“How we work” and what our words for certainty mean: told from the gates, the settings and the topics."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from answers import gates
from answers.models import Certainty, PublishedPage, Severity, SiteText, Topic
from answers.pages import site_texts
from answers.views import replies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import _StrPromise as Words

WHEN = {
    gates.Step.SUBMIT: _("Before anybody reviews a text"),
    gates.Step.APPROVE: _("Before anybody signs it"),
    gates.Step.PUBLISH: _("Before it goes public"),
}


@dataclass(frozen=True)
class Asked:
    """One gate, and what it does on this site where no topic says otherwise."""

    gate: gates.Gate
    severity: Severity


@dataclass(frozen=True)
class Rhythm:
    """What some topics ask for alike: how often their pages are reviewed and who signs them."""

    months: int
    approvals: int
    is_clinician_needed: bool
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class Level:
    """One label of certainty: what it tells a reader, the words that fit it, and what GRADE calls it."""

    certainty: Certainty
    meaning: Words
    wording: Words
    grade: Words
    pages: int = 0


LEVELS = (
    Level(
        Certainty.HIGH,
        _("More research is unlikely to change this answer."),
        _("“lowers”, “raises”, “leads to”"),
        _("High certainty"),
    ),
    Level(
        Certainty.MODERATE,
        _("It is probably right. New research could change it."),
        _("“probably”"),
        _("Moderate certainty"),
    ),
    Level(
        Certainty.LOW,
        _("It may be right. New research is likely to change it."),
        _("“may”"),
        _("Low certainty"),
    ),
    Level(
        Certainty.VERY_LOW,
        _("The studies are too small or too weak to tell."),
        _("“we do not know if”"),
        _("Very low certainty"),
    ),
    Level(
        Certainty.EXPERT,
        _("Doctors or researchers think so. No study has tested it well."),
        _("“doctors who were asked said”"),
        _("No level of GRADE: opinion, not the result of a trial"),
    ),
    Level(
        Certainty.NONE,
        _("We looked, and found nothing that answers the question. It does not mean that the answer is no."),
        _("“we found no studies”"),
        _("No level of GRADE: there is nothing to rate"),
    ),
)


@require_safe
def how_we_work(request: HttpRequest) -> HttpResponseBase:
    """How a page is made, checked and kept up to date; each gate stands here in readers' words."""
    return replies.listed(request, "answers/how_we_work.html", _told)


@require_safe
def certainty(request: HttpRequest) -> HttpResponseBase:
    """Each label of certainty in words, and how many answers carry it."""
    return replies.listed(request, "answers/certainty.html", lambda: {"levels": list(_levels())})


def _told() -> dict[str, object]:
    site = gates.rules_of(None)
    asked = [Asked(gate, gates.severity(gate, site)) for gate in gates.REGISTRY]
    steps = [(words, [each for each in asked if each.gate.step is step]) for step, words in WHEN.items()]
    return {
        "introduction": site_texts.shown(SiteText.Place.HOW_WE_WORK),
        "steps": steps,
        "months": settings.REVIEW_INTERVAL_MONTHS,
        "rhythms": rhythms(),
        "has_status": settings.REVIEW_STATUS_PUBLIC,
    }


def rhythms() -> list[Rhythm]:
    """Topics that ask for the same, together; what is reviewed most often comes first."""
    alike: dict[tuple[int, int, bool], list[Topic]] = defaultdict(list)
    for topic in Topic.objects.order_by("name", "id"):
        months = topic.review_months or int(settings.REVIEW_INTERVAL_MONTHS)
        alike[months, topic.approvals_needed, topic.clinician_needed].append(topic)
    return [
        Rhythm(*asked, tuple(topics)) for asked, topics in sorted(alike.items(), key=lambda each: each[0])
    ]


def _levels() -> Iterator[Level]:
    counts = dict(PublishedPage.objects.order_by().values_list("certainty").annotate(Count("pk")))
    for level in LEVELS:
        yield Level(
            level.certainty, level.meaning, level.wording, level.grade, counts.get(level.certainty.value, 0)
        )
