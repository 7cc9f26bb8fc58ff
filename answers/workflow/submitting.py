"""Submitting a revision for review, and taking it back."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from answers import gates, policies, revisions
from answers.models import Answer, Candidacy, Delivery, Event, Refused, Revision, Round, Stage
from answers.workflow import passing, people, transitions

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_NOTE = 500


def submit(
    revision: Revision,
    *,
    by: User,
    at: datetime.datetime,
    note: str = "",
    reasons: passing.Reasons = passing.NO_REASONS,
) -> Candidacy:
    """Open a round of review for exactly this revision; an older one in review or approved is superseded.

    Checks and threads of the answer carry over by themselves: they hold for sentences, not for rounds. So do
    the reasons for warnings. Under the starter profile a warning without one is passed as “not yet”.
    """
    policies.demand(policies.why_not(by, "submit_answer"))
    answer, note = revision.answer, revisions.fit(note, LONGEST_NOTE)
    with transaction.atomic():
        hold(answer)
        refuse_older(revision)
        found = gates.for_submit(revision)
        policies.demand(*(each.sentence for each in found if each.is_blocking))
        _refuse_submitted(revision)
        otherwise = "" if gates.rules_of(answer).asks_reasons else gates.NOT_YET
        passed = passing.keep_reasons(revision, found, reasons, by=by, at=at, otherwise=otherwise)
        passing.demand_reasons(revision, found)
        make_way(answer, at)
        review = open_round(revision, by=by, at=at, note=note)
        candidacy = Candidacy.objects.create(answer=answer, revision=revision, round=review, moved_at=at)
        event = Event.objects.record(
            "submitted", by=by, at=at, answer=answer, revision=revision, rows=[review, *passed]
        )
        Delivery.objects.owe_mail(event, people.responsible(answer))
    return candidacy


def take_back(revision: Revision, *, by: User, at: datetime.datetime) -> None:
    """End the review without a decision; the text can be changed and submitted again."""
    policies.demand(policies.why_not(by, "submit_answer"))
    with transaction.atomic():
        transitions.move(candidacy_of(revision), "take back", at=at)
        Event.objects.record("took back", by=by, at=at, answer=revision.answer, revision=revision)


def candidacy_of(revision: Revision, among: QuerySet[Candidacy] | None = None) -> Candidacy:
    """The newest candidacy of this revision. Raises Refused when it was never submitted.

    `among` are all candidacies, with what the caller asks of each.
    """
    every = Candidacy.objects.all() if among is None else among
    newest = Candidacy.objects.filter(revision=revision).order_by("-id").values("pk")[:1]
    try:
        return every.select_related("round", "answer").get(pk=newest)
    except Candidacy.DoesNotExist:
        raise Refused(_("This revision was not submitted for review. Submit it first.")) from None


def open_round(revision: Revision, *, by: User, at: datetime.datetime, note: str = "") -> Round:
    """The next round, with what the strictest of the answer's topics asks for now."""
    topics = revision.answer.question.ruling_topics()
    last = revision.answer.rounds.order_by("-number").values_list("number", flat=True).first()
    return Round.objects.create(
        answer=revision.answer,
        number=(last or 0) + 1,
        revision=revision,
        opened_by=by,
        opened_at=at,
        approvals_needed=max(topic.approvals_needed for topic in topics),
        clinician_needed=any(topic.clinician_needed for topic in topics),
        note=note,
    )


def refuse_older(revision: Revision) -> None:
    """Raise Refused when a newer revision was saved."""
    newest = revision.answer.revisions.order_by("-number").values_list("number", flat=True).first()
    if revision.number != newest:
        raise Refused(_("A newer revision was saved meanwhile. Open it, and submit that one."))


def hold(answer: Answer) -> None:
    """Hold the answer's row to the end of the transaction, so that its verbs come one by one.

    Always before a candidacy's row: two verbs that lock in another order would wait for each other. SQLite
    has held everything since the transaction began (BEGIN IMMEDIATE), and is asked for nothing.
    """
    if connection.features.has_select_for_update:
        held = Answer.objects.select_for_update(no_key=True).filter(pk=answer.pk)
        held.values_list("pk", flat=True).get()


def make_way(answer: Answer, at: datetime.datetime) -> None:
    """Supersede what is in review or approved. A scheduled revision stays until it is unscheduled."""
    transitions.move_any(answer.candidacies.all(), "supersede", at=at)


def _refuse_submitted(revision: Revision) -> None:
    """A revision in review is not submitted again, unless changes were requested of it."""
    open_ones = revision.candidacies.filter(stage__in=Candidacy.OPEN)
    if open_ones.exclude(stage=Stage.CHANGES_REQUESTED).exists():
        raise Refused(_("This revision is in review already."))
