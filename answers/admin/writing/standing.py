"""Where an answer stands and what can be done next, for the strip above its form; it decides nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from answers import coverage, gates, policies, signers
from answers.coverage import Coverage
from answers.models import Answer, Candidacy, CitationCheck, Helpfulness, Report, Revision, Stage
from answers.signers import Signers

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST_REPORTS = 10

LEFT = (Stage.SUPERSEDED, Stage.TAKEN_BACK)
"""Stages that a candidacy does not come back from: they say nothing of where the answer stands."""


@dataclass(frozen=True)
class Step:
    """One thing to do next; without an address it is only said."""

    label: str
    address: str = ""


@dataclass(frozen=True)
class AnswerStanding:
    """The two facts of an answer's life, its latest revision, the next steps, and who can sign.

    `silences` says that a save by this person would leave too few who can approve.
    """

    stage: str
    public_state: str
    latest: Revision | None
    candidacy: Candidacy | None
    steps: tuple[Step, ...]
    coverage: Coverage | None = None
    signers: Signers | None = None
    silences: bool = False
    helpfulness: Helpfulness | None = None
    reports: tuple[Report, ...] = ()


def of(answer: Answer, person: User, checks: Mapping[str, Collection[CitationCheck]]) -> AnswerStanding:
    """The standing of this answer now, with the steps as this person may take them."""
    candidacy = (
        answer.candidacies.exclude(stage__in=LEFT)
        .select_related("revision__saved_by", "revision__frozen", "round__revision__frozen")
        .order_by("-revision__number", "-id")
        .first()
    )
    latest = _latest(answer, candidacy)
    stage = candidacy.get_stage_display() if candidacy else _("draft")
    steps = _steps(latest, candidacy, person)
    if answer.is_public:
        steps = (*steps, Step(_("See the public page"), answer.question.get_absolute_url()))
    if latest is None:
        return AnswerStanding(stage, answer.get_public_state_display(), None, candidacy, steps)
    free = signers.uninvolved(latest)
    counts = candidacy and candidacy.revision_id == latest.pk and candidacy.stage in signers.COUNTING
    return AnswerStanding(
        stage,
        answer.get_public_state_display(),
        latest,
        candidacy,
        steps,
        coverage.of(answer, latest.content(), checks),
        signers.of(latest, candidacy if counts else None, free=free),
        silences=signers.would_be_lost(answer, [person], free=free),
        helpfulness=getattr(answer, "helpfulness", None),
        reports=_reports(answer, person),
    )


def _latest(answer: Answer, candidacy: Candidacy | None) -> Revision | None:
    """The newest revision, often the very one in review, which then knows this answer as it was read."""
    if candidacy is None or candidacy.revision.number != answer.latest_number:
        return answer.revisions.select_related("saved_by", "frozen").order_by("-number").first()
    candidacy.revision.answer = candidacy.round.answer = answer
    return candidacy.revision


def _reports(answer: Answer, person: User) -> tuple[Report, ...]:
    """What readers reported of a public page and nobody has settled, the longest waiting first."""
    if not answer.is_public or not policies.may_read_reports(person):
        return ()
    return tuple(Report.objects.open().filter(answer=answer)[:MOST_REPORTS])


def review_address(revision: Revision) -> str:
    """The review workspace of a revision."""
    try:
        return reverse("admin:review_revision", args=[revision.pk])
    except NoReverseMatch:
        return ""


def after_saving(saved: Revision, person: User) -> str:
    """The one thing to do next: the first part that is missing, else the page on which it is submitted."""
    missing = next((each for each in gates.for_submit(saved) if each.is_blocking), None)
    if missing is not None:
        return _("Next: %(step)s") % {"step": missing.sentence}
    if not policies.may(person, "submit_answer"):
        return _("Next: somebody submits it for review.")
    label = _("submit revision %(number)s for review") % {"number": saved.number}
    link = format_html('<a href="{}">{}</a>', _submit_address(saved, person), label)
    return format_html(_("Next: {step}, or go on writing."), step=link)


def _submit_address(revision: Revision, person: User) -> str:
    """The page on which it is submitted; for those who may not, the page on which it is read."""
    if not policies.may(person, "submit_answer"):
        return review_address(revision)
    return reverse("admin:review_submit", args=[revision.pk])


def _steps(latest: Revision | None, candidacy: Candidacy | None, person: User) -> tuple[Step, ...]:
    if latest is None:
        return (Step(_("Write, and save to make revision 1.")),)
    if candidacy is None or candidacy.stage == Stage.ENDED or candidacy.revision_id != latest.pk:
        label = _("Submit revision %(number)s for review") % {"number": latest.number}
        steps: tuple[Step, ...] = (Step(label, _submit_address(latest, person)),)
    else:
        steps = ()
    if candidacy is None or candidacy.stage in (Stage.LIVE, Stage.ENDED):
        return steps
    return (*steps, Step(_next(candidacy), review_address(candidacy.revision)))


def _next(candidacy: Candidacy) -> str:
    number = {"number": candidacy.revision.number}
    sentences = {
        Stage.IN_REVIEW: _("Check and decide on revision %(number)s"),
        Stage.CHANGES_REQUESTED: _("See which changes were asked for in revision %(number)s"),
        Stage.APPROVED: _("Publish or schedule revision %(number)s"),
        Stage.SCHEDULED: _("See when revision %(number)s goes live"),
        Stage.PUBLISH_FAILED: _("See why revision %(number)s did not go live"),
    }
    return sentences[Stage(candidacy.stage)] % number
