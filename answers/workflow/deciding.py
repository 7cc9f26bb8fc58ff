"""Deciding: one decision per person and round, bound to the hash of the text that the person saw."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from answers import gates, policies
from answers.models import (
    Assignment,
    Candidacy,
    CitationCheck,
    Decision,
    Delivery,
    Event,
    Publication,
    Refused,
    Revision,
)
from answers.workflow import assigning, passing, people, second_checks, signing, transitions
from answers.workflow.statements import SILENT, Statement
from answers.workflow.submitting import candidacy_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def approve(
    revision: Revision,
    *,
    by: User,
    at: datetime.datetime,
    content_hash: str,
    scope: str,
    interests: str = "",
    note: str = "",
    said: Statement = SILENT,
    reasons: passing.Reasons = passing.NO_REASONS,
) -> Decision:
    """Approve exactly the text with this hash; the approval that reaches the needed number moves the stage.

    After an urgent correction it is the second check, and the mark on the page goes with the last of them.
    `interests`, when given, renews the person's declaration; one older than 12 months is refused. `reasons`
    pass warnings by the same act.
    """
    policies.demand(policies.why_not_decide(by, revision))
    signing.refuse_other_text(revision, content_hash)
    if scope not in Decision.Scope.values:
        raise Refused(_("Say what you reviewed: the whole page, or this change only."))
    with transaction.atomic():
        candidacy = _locked(revision, "approve", "sign second check", at=at)
        return give_approval(
            candidacy,
            "approved",
            by=by,
            at=at,
            scope=scope,
            interests=interests,
            note=note,
            said=said,
            reasons=reasons,
        )


def request_changes(
    revision: Revision,
    *,
    by: User,
    at: datetime.datetime,
    content_hash: str,
    note: str,
    said: Statement = SILENT,
) -> Decision:
    """Ask for changes and say which; it beats an approval that is not yet sufficient.

    What went live by an urgent correction stays public and marked; its people and the managing editors hear.
    """
    policies.demand(policies.why_not_decide(by, revision))
    signing.refuse_other_text(revision, content_hash)
    if not note.strip():
        raise Refused(_("Write what should change."))
    with transaction.atomic():
        candidacy = _locked(revision, "request changes", "refuse second check", at=at)
        kind = Decision.Kind.CHANGES_REQUESTED
        decision = signing.sign(candidacy.round, kind, by=by, at=at, scope="", note=note, said=said)
        asked = assigning.complete(candidacy.round, by, at=at, kinds=Assignment.Kind.values)
        verb, told = "requested changes", [*people.contributors(revision)]
        if candidacy.awaits_second_check:
            verb, told = "refused the second check", [*told, *people.managing()]
        else:
            transitions.move(candidacy, "request changes", at=at)
        event = Event.objects.record(
            verb, by=by, at=at, answer=revision.answer, revision=revision, rows=[decision]
        )
        Delivery.objects.owe_mail(event, [*told, *asked])
        signing.tell_of_conflict(decision, by=by, at=at)
    return decision


def _locked(revision: Revision, verb: str, afterwards: str, *, at: datetime.datetime) -> Candidacy:
    """The candidacy to decide on, held: by `verb` in review, by `afterwards` when it is public unsigned."""
    candidacy = candidacy_of(revision)
    if candidacy.awaits_second_check:
        second_checks.lock(candidacy, afterwards, at=at)
    else:
        transitions.lock(candidacy, verb, at=at)
    return candidacy


def give_approval(
    candidacy: Candidacy,
    verb: str,
    *,
    by: User,
    at: datetime.datetime,
    scope: str,
    interests: str,
    note: str,
    checks: Sequence[CitationCheck] = (),
    said: Statement = SILENT,
    reasons: passing.Reasons = passing.NO_REASONS,
) -> Decision:
    """The approval itself, of a candidacy that is held; `checks` were made by the same act."""
    revision = candidacy.revision
    signing.require_declaration(by, interests, at=at)
    found = gates.for_approval(revision)
    policies.demand(*(each.sentence for each in found if each.is_blocking))
    passed = passing.keep_reasons(revision, found, reasons, by=by, at=at)
    passing.demand_reasons(revision, found)
    kind = Decision.Kind.APPROVED
    decision = signing.sign(candidacy.round, kind, by=by, at=at, scope=scope, note=note, said=said)
    asked = assigning.complete(candidacy.round, by, at=at, kinds=Assignment.Kind.values)
    renewed = _arrived(candidacy, by=by, at=at)
    event = Event.objects.record(
        "signed the second check" if renewed else verb,
        by=by,
        at=at,
        answer=candidacy.answer,
        revision=revision,
        rows=[*checks, decision, *renewed, *passed],
    )
    Delivery.objects.owe_mail(event, [*people.contributors(revision), *asked])
    signing.tell_of_conflict(decision, by=by, at=at)
    return decision


def _arrived(candidacy: Candidacy, *, by: User, at: datetime.datetime) -> list[Publication]:
    """Move what has its approvals; the public version that this renews, where it was public before."""
    if not signing.is_sufficient(candidacy.round):
        return []
    if candidacy.awaits_second_check:
        return [second_checks.settle(candidacy, by=by, at=at)]
    transitions.move(candidacy, "approve", at=at)
    return []
