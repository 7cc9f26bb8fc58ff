"""Asking people to take a part in a review: asked, accepted, declined, withdrawn, and done by itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import policies, revisions, signers
from answers.content import digest
from answers.models import Answer, Assignment, Delivery, Event, Refused, Revision, Round
from answers.workflow import people, transitions
from answers.workflow.submitting import candidacy_of

if TYPE_CHECKING:
    from typing import Any

LONGEST_NOTE = 500
State = Assignment.State


def assign(
    revision: Revision,
    *,
    person: User,
    kind: str,
    by: User,
    at: datetime.datetime,
    due_on: datetime.date,
    note: str = "",
) -> Assignment:
    """Ask a person to take one part of the review of this revision by a day; they get a mail.

    Refused, in words, for who contributed, unless it is for checking what others wrote.
    """
    review, told = awaiting(revision), revisions.fit(note, LONGEST_NOTE)
    policies.demand(policies.why_not_assign(by, review))
    if kind not in Assignment.Kind.values:
        raise Refused(_("Choose what you ask for."))
    if due_on < timezone.localdate(at):
        raise Refused(_("Choose a day that is not over yet."))
    policies.demand(policies.why_not_asked(person, revision, kind), _why_nothing_left(revision, person, kind))
    try:
        with transaction.atomic():
            row = Assignment.objects.create(
                round=review,
                person=person,
                kind=kind,
                asked_by=by,
                asked_at=at,
                due_on=due_on,
                note=told,
                moved_at=at,
            )
            record("asked", row, by=by, at=at, told=[person])
    except IntegrityError as asked:
        raise Refused(_("%(name)s is asked for this already.") % {"name": policies.named(person)}) from asked
    return row


def ask_again(
    revision: Revision, *, by: User, at: datetime.datetime, due_on: datetime.date
) -> tuple[list[Assignment], list[str]]:
    """Ask the people of the former round for the same parts; whom not, and why, comes back in words."""
    policies.demand(policies.why_not_assign(by, awaiting(revision)))
    made: list[Assignment] = []
    why_not: list[str] = []
    with transaction.atomic():
        for person, kind in formerly_asked(revision):
            try:
                made.append(assign(revision, person=person, kind=kind, by=by, at=at, due_on=due_on))
            except Refused as refused:
                why_not.extend(refused.sentences)
    return made, why_not


def formerly_asked(revision: Revision) -> list[tuple[User, str]]:
    """Whom the round before this one asked, for which part, and did not hear no from."""
    review = awaiting(revision)
    before = Round.objects.filter(
        answer=review.answer_id, number__lt=review.number, assignments__isnull=False
    )
    last = before.order_by("-number").first()
    rows = Assignment.objects.filter(round=last, person__is_active=True).exclude(
        state__in=(State.DECLINED, State.WITHDRAWN)
    )
    found = rows.select_related("person__contributor").order_by("id") if last else ()
    return list({(each.person_id, each.kind): (each.person, each.kind) for each in found}.values())


def accept_assignment(assignment: Assignment, *, by: User, at: datetime.datetime) -> None:
    """Say yes; whoever asked hears it."""
    _demand_own(assignment, by)
    with transaction.atomic():
        _move(assignment, (State.INVITED,), State.ACCEPTED, at=at)
        record("accepted the part", assignment, by=by, at=at, told=[assignment.asked_by])


def decline_assignment(assignment: Assignment, *, by: User, at: datetime.datetime, reason: str) -> None:
    """Say no, and why, so that whoever asked can ask somebody else; also after having said yes."""
    _demand_own(assignment, by)
    why = _reason(reason)
    with transaction.atomic():
        _move(assignment, Assignment.OPEN, State.DECLINED, at=at, reason=why)
        details = {"reason": digest(why)}
        record("declined the part", assignment, by=by, at=at, told=[assignment.asked_by], details=details)


def withdraw_assignment(assignment: Assignment, *, by: User, at: datetime.datetime) -> None:
    """Ask no longer; the person hears it."""
    if assignment.asked_by_id != by.pk:
        policies.demand(policies.why_not_assign(by, assignment.round))
    with transaction.atomic():
        _move(assignment, Assignment.OPEN, State.WITHDRAWN, at=at)
        record("asked no longer", assignment, by=by, at=at, told=[assignment.person])


def step_aside(revision: Revision, *, by: User, at: datetime.datetime, reason: str) -> Assignment:
    """Say that one should not sign in this round, because of one's interests, whether one was asked or not.

    Whoever asked and the managing editors hear it, so that somebody else is found in time.
    """
    policies.demand(policies.why_not_decide(by, revision))
    review, why = awaiting(revision), _reason(reason)
    if review.decisions.filter(person=by).exists():
        raise Refused(_("You have decided on this revision already."))
    kind = Assignment.Kind.APPROVE
    with transaction.atomic():
        mine = Assignment.objects.filter(round=review, person=by, kind=kind, state__in=Assignment.OPEN)
        asked = [each.asked_by for each in mine.select_related("asked_by")]
        answer_ = {"state": State.DECLINED, "reason": why, "steps_aside": True, "moved_at": at}
        if not mine.update(**answer_):
            today = timezone.localdate(at)
            Assignment.objects.create(
                round=review, person=by, kind=kind, asked_by=by, asked_at=at, due_on=today, **answer_
            )
        row = Assignment.objects.filter(round=review, person=by, steps_aside=True).order_by("-id")[0]
        told = [*asked, *people.managing()]
        record("stepped aside", row, by=by, at=at, told=told, details={"reason": digest(why)})
    return row


def complete(review: Round, person: User, *, at: datetime.datetime, kinds: Iterable[str]) -> list[User]:
    """What the person was asked for in this round is done by what they did; returns who asked."""
    mine = Assignment.objects.filter(
        round=review, person=person, kind__in=list(kinds), state__in=Assignment.OPEN
    )
    asked = list(User.objects.filter(pk__in=list(mine.values_list("asked_by", flat=True))).order_by("id"))
    mine.update(state=State.COMPLETED, moved_at=at)
    return asked


def complete_checks(answer: Answer, *, by: User, at: datetime.datetime) -> None:
    """Whoever was asked to check and has no check left is done, whoever made the last one."""
    waiting = Assignment.objects.in_force().filter(round__answer=answer, kind=Assignment.Kind.CHECK)
    rows = list(waiting.select_related("person", "asked_by", "round__revision__frozen").order_by("id"))
    if not rows:
        return
    left = signers.left_to_check(rows[0].round.revision, [row.person for row in rows])
    for row in rows:
        still = Assignment.objects.filter(pk=row.pk, state__in=Assignment.OPEN)
        if not left[row.person_id] and still.update(state=State.COMPLETED, moved_at=at):
            record("finished checking", row, by=by, at=at, told=[row.asked_by])


def awaiting(revision: Revision) -> Round:
    """The round of this revision that waits for a decision; else Refused."""
    candidacy = candidacy_of(revision)
    if not candidacy.awaits_decision:
        raise Refused(transitions.refusal(candidacy))
    return candidacy.round


def _demand_own(assignment: Assignment, by: User) -> None:
    if assignment.person_id != by.pk or not by.is_active:
        raise Refused(_("Only the person who was asked can say yes or no."))


def _reason(text: str) -> str:
    why = revisions.fit(text, LONGEST_NOTE)
    if not why:
        raise Refused(_("Write why, in a few words, so that somebody else can be asked."))
    return why


def _why_nothing_left(revision: Revision, person: User, kind: str) -> str:
    if kind != Assignment.Kind.CHECK or signers.left_to_check(revision, [person])[person.pk]:
        return ""
    sentence = _("No check is left that %(name)s could make: all are made, or %(name)s wrote the sentences.")
    return sentence % {"name": policies.named(person)}


def _move(
    assignment: Assignment, leaves: Iterable[str], arrives: str, *, at: datetime.datetime, reason: str = ""
) -> None:
    """Carry it on; of two at once the second is Refused, and so is whatever comes after the round."""
    held = Assignment.objects.in_force().filter(pk=assignment.pk, state__in=list(leaves)).values("pk")
    moved = Assignment.objects.filter(pk__in=held, state__in=list(leaves)).update(
        state=arrives, reason=reason, moved_at=at
    )
    assignment.refresh_from_db()
    if moved:
        return
    if assignment.state in Assignment.OPEN and assignment.state in leaves:
        raise Refused(_("The review of this revision is over, so nothing is asked any longer."))
    raise Refused(_SETTLED[State(assignment.state)]())


def record(
    verb: str,
    row: Assignment,
    *,
    by: User | None,
    at: datetime.datetime,
    told: Iterable[User],
    details: dict[str, Any] | None = None,
) -> None:
    """The event of an assignment, with ids and never names, and the mail owed for it."""
    revision = row.round.revision
    facts = {"assignment": row.pk, "kind": row.kind, "person": row.person_id, "due": row.due_on.isoformat()}
    event = Event.objects.record(
        verb, by=by, at=at, answer=row.round.answer, revision=revision, details=facts | (details or {})
    )
    Delivery.objects.owe_mail(event, told)


_SETTLED = {
    State.INVITED: lambda: _("This is asked and not answered yet."),
    State.ACCEPTED: lambda: _("This was accepted already."),
    State.DECLINED: lambda: _("This was declined already."),
    State.COMPLETED: lambda: _("This is done already."),
    State.WITHDRAWN: lambda: _("This is no longer asked."),
}
