"""Where a revision stands: its stage, what is in the way, who can sign; it decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from answers import gates, policies, signers, smallness
from answers.admin.review import actions
from answers.admin.review.action import Action
from answers.models import Candidacy, Decision, PassedWarning, Revision, Stage, Thread

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from django.contrib.auth.models import User

CHECKS = "citations checked"
"""The gate whose findings are many at first: one for each check that is still to be made."""


@dataclass(frozen=True)
class Obstacle:
    """One finding of the gates, with a link to the spot; a check that nobody has made yet only waits.

    `reason` is what somebody gave for a warning, with who and when.
    """

    sentence: str
    href: str
    waits: bool = False
    is_blocking: bool = True
    reason: str = ""

    @property
    def is_here(self) -> bool:
        """Whether the spot is on the page of this revision."""
        return self.href.startswith("#")


@dataclass(frozen=True)
class Standing:
    """All that stands above the text."""

    revision: Revision
    candidacy: Candidacy | None
    buttons: dict[str, Action]
    obstacles: tuple[Obstacle, ...]
    decisions: tuple[Decision, ...]
    signers: signers.Signers
    why_not_decide: str
    revisions: tuple[Revision, ...]
    may_give_reasons: bool = False

    @property
    def asks_reasons(self) -> bool:
        """Whether a warning has no reason yet that this person may give."""
        return self.may_give_reasons and any(not each.reason for each in self.pointed_out)

    @property
    def waiting(self) -> tuple[Obstacle, ...]:
        """The checks that nobody has made yet: they are many at first, and listed apart."""
        return tuple(each for each in self.obstacles if each.waits)

    @property
    def in_the_way(self) -> tuple[Obstacle, ...]:
        """What must be changed, answered or decided."""
        return tuple(each for each in self.blocking if not each.waits)

    @property
    def blocking(self) -> tuple[Obstacle, ...]:
        """All that the next step would be refused for."""
        return tuple(each for each in self.obstacles if each.is_blocking)

    @property
    def pointed_out(self) -> tuple[Obstacle, ...]:
        """What somebody should look at, and what stops nobody."""
        return tuple(each for each in self.obstacles if not each.is_blocking)

    @property
    def explained(self) -> tuple[Obstacle, ...]:
        """What was pointed out and passed for a reason."""
        return tuple(each for each in self.pointed_out if each.reason)

    @property
    def is_in_review(self) -> bool:
        """Whether a decision is awaited."""
        return self.candidacy is not None and self.candidacy.awaits_decision


def of(revision: Revision, person: User) -> Standing:
    """The standing of this revision as this person may act on it."""
    candidacies = Candidacy.objects.with_decisions().filter(revision=revision)
    candidacy = candidacies.select_related("answer", "scheduled_by").order_by("-id").first()
    decisions = Decision.objects.filter(revision=revision).select_related(
        "person__contributor", "note", "competing_text", "checklist"
    )
    why_not_decide = policies.why_not_decide(person, revision)
    numbered = revision.answer.revisions.select_related("saved_by__contributor").order_by("-number")
    return Standing(
        revision=revision,
        candidacy=candidacy,
        buttons=actions.offered(revision, candidacy, person, why_not_decide=why_not_decide),
        obstacles=tuple(obstacles(revision, candidacy)),
        decisions=tuple(decisions.order_by("decided_at", "id")),
        signers=signers.of(revision, candidacy),
        why_not_decide=why_not_decide,
        revisions=tuple(numbered),
        may_give_reasons=candidacy is not None and policies.may(person, "approve_answer"),
    )


def obstacles(revision: Revision, candidacy: Candidacy | None) -> Iterator[Obstacle]:
    """What stands in the way of the next step."""
    is_over = candidacy is not None and candidacy.stage in (Stage.LIVE, Stage.ENDED)
    if candidacy is not None and is_over and not candidacy.awaits_second_check:
        return
    if candidacy is None or candidacy.stage not in (Stage.APPROVED, *Candidacy.WAITING_TO_GO_LIVE):
        found = gates.for_approval(revision)
    else:
        found = gates.for_publish(revision, candidacy.round, today=timezone.localdate())
    yield from _told(revision, found)


def before(verb: str, revision: Revision, standing: Standing) -> tuple[Obstacle, ...]:
    """What the step itself would be refused for, where that is not what comes next for the revision."""
    if verb == "submit":
        return tuple(_told(revision, gates.for_submit(revision)))
    if verb == "small-change":
        return tuple(_before_small_change(revision))
    if verb == "correct-urgently":
        return tuple(_told(revision, gates.for_urgent_correction(revision)))
    if verb == "confirm-unchanged":
        return tuple(_told(revision, gates.for_approval(revision)))
    return standing.obstacles


def _before_small_change(revision: Revision) -> Iterator[Obstacle]:
    """Why it is none; else what stands in the way besides the checks that the signature carries over."""
    found = smallness.of(revision)
    yield from (Obstacle(sentence, "#decisions") for sentence in found.reasons)
    carried = {pair.new.number for pair in found.reworded}
    left = [each for each in gates.for_approval(revision) if each.gate != CHECKS or each.claim not in carried]
    if found.is_small:
        yield from _told(revision, left)


def _told(revision: Revision, found: Collection[gates.Finding]) -> Iterator[Obstacle]:
    must_fix = Thread.objects.filter(
        answer=revision.answer_id, kind=Thread.Kind.MUST_FIX, status=Thread.Status.OPEN
    )
    threads = iter(must_fix.order_by("opened_at", "id").values_list("pk", flat=True))
    looked_at = _looked_at(revision) if any(each.gate == CHECKS for each in found) else set()
    is_warned = any(not each.is_blocking for each in found)
    passed = PassedWarning.objects.of(revision.answer) if is_warned else {}
    for finding in found:
        waits = finding.gate == CHECKS and finding.claim not in looked_at
        row = None if finding.is_blocking else passed.get(finding.fingerprint)
        yield Obstacle(
            finding.sentence,
            _spot(finding, threads),
            waits,
            finding.is_blocking,
            given(row) if row is not None else "",
        )


def given(row: PassedWarning) -> str:
    """A reason, with who gave it and when."""
    day = date_format(timezone.localtime(row.passed_at), "DATE_FORMAT")
    told = _("Reason: %(reason)s (%(name)s, %(day)s)")
    return told % {"reason": gates.said(row), "name": policies.named(row.person), "day": day}


def _looked_at(revision: Revision) -> set[int]:
    """The numbers of the sentences with a check that itself stands in the way."""
    examined = gates.examined(revision.answer, revision.content())
    return {each.need.claim.number for each in examined if each.checks and each.obstacle}


def _spot(finding: gates.Finding, threads: Iterator[int]) -> str:
    """The place on the page; the gate names the open must-fix threads in the same order."""
    if finding.claim is not None:
        return f"#sentence-{finding.claim}"
    if finding.gate == "no open must-fix":
        return f"#thread-{next(threads, '')}"
    if finding.gate == "sources identified":
        return reverse("admin:sources_source_changelist")
    return f"#{finding.block.replace('_', '-')}" if finding.block else "#decisions"
