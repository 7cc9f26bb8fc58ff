"""Asking somebody outside: a link for one revision, made, made again, taken back, and its name erased."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import gates, policies, revisions
from answers.models import Delivery, Event, Invitation, Owed, Refused, Revision, Round
from answers.workflow import assigning
from answers.workflow.submitting import hold

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_NAME = 200
LONGEST_ADDRESS = 250
LONGEST_NOTE = 500
FARTHEST = datetime.timedelta(days=90)
ERASED = "erased"


def invite(
    revision: Revision,
    *,
    by: User,
    at: datetime.datetime,
    name: str,
    due_on: datetime.date,
    address: str = "",
    note: str = "",
    sentences: Collection[int] = (),
) -> Invitation:
    """Make a link through which somebody without an account advises on this revision, in this round only.

    Refused for whoever contributed to the text. With an address they get a mail; else `by` copies the link.
    """
    policies.demand(policies.why_not_invite(by, revision))
    fields = _fitting(name, address, note)
    _refuse_day(due_on, at)
    known = {need.claim.number for need in gates.needed_checks(revision.content())}
    if not set(sentences) <= known:
        raise Refused(_("A sentence that you chose is not in this revision. Load the page again."))
    with transaction.atomic():
        hold(revision.answer)
        return _issue(
            assigning.awaiting(revision),
            by=by,
            at=at,
            due_on=due_on,
            sentences=sorted(sentences) if set(sentences) != known else [],
            **fields,
        )


def invite_again(
    invitation: Invitation, revision: Revision, *, by: User, at: datetime.datetime, due_on: datetime.date
) -> Invitation:
    """A new link for the same person, for the text in review now; the old one is dead from here on.

    For the same text it asks about the same sentences, for a newer one about all.
    """
    if revision.answer_id != invitation.round.answer_id:
        raise Refused(_("This link belongs to another answer."))
    policies.demand(policies.why_not_invite(by, revision))
    _refuse_day(due_on, at)
    with transaction.atomic():
        hold(revision.answer)
        review = assigning.awaiting(revision)
        Invitation.objects.filter(pk=invitation.pk, ended_at__isnull=True).update(
            ended_at=at, end=Invitation.End.REVOKED
        )
        kept = {name: getattr(invitation, name) for name in ("name", "address", "note")}
        is_same = review.revision_id == invitation.round.revision_id
        sentences = invitation.sentences if is_same else []
        return _issue(review, by=by, at=at, due_on=due_on, sentences=sentences, **kept)


def revoke_link(invitation: Invitation, *, by: User, at: datetime.datetime) -> None:
    """Let the link work no more; what was said through it is kept."""
    _demand_issuer(invitation, by)
    with transaction.atomic():
        held = Invitation.objects.filter(pk=invitation.pk, ended_at__isnull=True)
        if not held.update(ended_at=at, end=Invitation.End.REVOKED):
            raise Refused(_("This link works no more already."))
        record("revoked the link", invitation, by=by, at=at)


def erase_name(invitation: Invitation, *, by: User, at: datetime.datetime) -> None:
    """Take name and address out; role and credentials stay in the record. A mail still owed is not sent."""
    _demand_issuer(invitation, by)
    with transaction.atomic():
        invitation.refresh_from_db()
        address = invitation.address
        Invitation.objects.filter(pk=invitation.pk).update(name="", address="", told_at=at)
        if address:
            mails = Delivery.objects.filter(
                recipient=None, address=address, event__answer=invitation.round.answer_id
            )
            mails.filter(state=Owed.State.OWED).update(state=Owed.State.NOT_WANTED)
            mails.update(address=ERASED)
        record("erased a name", invitation, by=by, at=at)
    invitation.refresh_from_db()


def record(
    verb: str, invitation: Invitation, *, by: User | None, at: datetime.datetime, **facts: Any
) -> Event:
    """The event of a link, with its number and never its name, address or secret."""
    review = invitation.round
    rows = facts.pop("rows", ())
    return Event.objects.record(
        verb,
        by=by,
        at=at,
        answer=review.answer,
        revision=review.revision,
        rows=rows,
        details={"invitation": invitation.pk, **facts},
    )


def _issue(
    review: Round, *, by: User, at: datetime.datetime, due_on: datetime.date, **fields: Any
) -> Invitation:
    midnight = timezone.make_aware(
        datetime.datetime.combine(due_on + datetime.timedelta(days=1), datetime.time())
    )
    invitation = Invitation.with_link(
        round=review,
        asked_by=by,
        asked_at=at,
        due_on=due_on,
        expires_at=midnight + Invitation.GRACE,
        **fields,
    )
    invitation.save(force_insert=True)
    chosen = list(invitation.sentences)
    event = record("invited", invitation, by=by, at=at, due=due_on.isoformat(), sentences=chosen)
    Delivery.objects.owe_outside(event, invitation.address)
    return invitation


def _fitting(name: str, address: str, note: str) -> dict[str, str]:
    fields = {
        "name": revisions.fit(name, LONGEST_NAME),
        "address": fit_address(address),
        "note": revisions.fit(note, LONGEST_NOTE),
    }
    if not fields["name"]:
        raise Refused(_("Write whom you ask, so that colleagues know the link."))
    return fields


def fit_address(address: str) -> str:
    """A mail address as it may be stored, or none; Refused where it is none that mail can reach."""
    fitting = revisions.fit(address, LONGEST_ADDRESS)
    try:
        if fitting:
            validate_email(fitting)
    except ValidationError as wrong:
        raise Refused(_("This is no mail address. Please look at it again.")) from wrong
    return fitting


def _refuse_day(due_on: datetime.date, at: datetime.datetime) -> None:
    today = timezone.localdate(at)
    if due_on < today:
        raise Refused(_("Choose a day that is not over yet."))
    if due_on > today + FARTHEST:
        raise Refused(_("Choose a day within the next three months: a link is not made to last."))


def _demand_issuer(invitation: Invitation, by: User) -> None:
    """Whoever asked, and whoever may ask for others, may end what was asked."""
    if invitation.asked_by_id != by.pk or not by.is_active:
        policies.demand(policies.why_not(by, "approve_answer"))
