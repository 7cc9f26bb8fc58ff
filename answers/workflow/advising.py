"""Advising through a link: on one sentence, on the whole text, or not at all. It counts for nothing by
itself: see `countersigning`."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from answers import gates, policies, revisions
from answers.models import Advice, Delivery, Invitation, Reading, Recommendation, Refused
from answers.workflow import inviting, people, signing, statements
from answers.workflow.recommending import ADVISES_CHANGES
from answers.workflow.statements import SILENT, Statement
from sources.models import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_REASON = 500
LONGEST_ROLE = 120
LONGEST_CREDENTIALS = 200
MOST = 2000
"""How often one link may speak: more than the longest text takes, and too little to fill a disk."""
MOST_RECOMMENDATIONS = 30
"""The same for what it advises on the whole, of which each brings mail to several people."""


def asked_about(invitation: Invitation) -> Sequence[gates.Needed]:
    """The sentences and citations that the link asks about, in reading order."""
    needed = gates.needed_checks(invitation.round.revision.content())
    return tuple(need for need in needed if invitation.asks_about(need.claim.number))


def advise(
    invitation: Invitation,
    need: gates.Needed,
    *,
    at: datetime.datetime,
    verdict: str,
    reading: str = "",
    reason: str = "",
) -> Advice:
    """Say of one sentence whether its source supports it. The newest word counts.

    The same word again is no new one. Who does not say what they read of the source has read the quote only.
    """
    if need not in asked_about(invitation):
        raise Refused(_("You are not asked about this sentence."))
    if verdict not in (Advice.UNCITED if need.use is None else Advice.CITED):
        raise Refused(_("Choose one of the answers."))
    said = {
        "verdict": verdict,
        "reading": _reading(verdict, reading),
        "reason": revisions.fit(reason, LONGEST_REASON),
    }
    review = invitation.round
    with transaction.atomic():
        Invitation.objects.hold(invitation, at=at)
        mine = Advice.objects.filter(invitation=invitation)
        last = mine.filter(fingerprint=need.fingerprint).order_by("-pk").first()
        if last is not None and all(getattr(last, name) == value for name, value in said.items()):
            return last
        if mine.count() >= MOST:
            raise Refused(_("So much was said through this link that it takes no more."))
        source = Source.objects.by_key([need.use.source_key])[need.use.source_key] if need.use else None
        row = Advice.objects.create(
            invitation=invitation,
            answer=review.answer,
            revision=review.revision,
            claim_hash=need.claim.hash,
            source=source,
            fingerprint=need.fingerprint,
            given_at=at,
            **said,
        )
        inviting.record("advised", invitation, by=None, at=at, rows=[row])
    return row


def recommend_by_link(
    invitation: Invitation,
    *,
    at: datetime.datetime,
    kind: str,
    name: str,
    role: str,
    credentials: str = "",
    note: str = "",
    said: Statement = SILENT,
    address: str = "",
) -> Recommendation:
    """Advise on the whole text and say who one is; the name goes into the erasable row, the rest on record.

    A later one takes the place of an earlier one; the same once more, as by a double tap, is no new one.
    """
    if kind not in Recommendation.Kind.values:
        raise Refused(_("Choose what you recommend."))
    if kind in ADVISES_CHANGES and not note.strip():
        raise Refused(_("Write what should change."))
    who = _who(name, role, credentials, inviting.fit_address(address))
    text = revisions.fit(note, signing.LONGEST_TEXT)
    given: dict[str, Any] = {"kind": kind, "role": who["role"], "credentials": who["credentials"]}
    with transaction.atomic():
        Invitation.objects.hold(invitation, at=at)
        given |= {"note": signing.kept(text), **statements.interests(said)}
        kept = {each: who[each] for each in ("name", "address")}
        Invitation.objects.filter(pk=invitation.pk).update(finished_at=at, **kept)
        last = Recommendation.objects.filter(invitation=invitation).order_by("-pk").first()
        is_news = last is None or any(getattr(last, each) != value for each, value in given.items())
        row = _recommended(invitation, given, at=at) if last is None or is_news else last
    invitation.refresh_from_db()
    return row


def _recommended(invitation: Invitation, given: dict[str, Any], *, at: datetime.datetime) -> Recommendation:
    review = invitation.round
    if Recommendation.objects.filter(invitation=invitation).count() >= MOST_RECOMMENDATIONS:
        raise Refused(_("So much was said through this link that it takes no more."))
    row = Recommendation.objects.create(
        round=review,
        revision=review.revision,
        content_hash=review.revision.content_hash,
        invitation=invitation,
        recommended_at=at,
        is_clinician=False,
        **given,
    )
    event = inviting.record("recommended by link", invitation, by=None, at=at, rows=[row])
    Delivery.objects.owe_mail(event, [*policies.asking(invitation), *people.contributors(review.revision)])
    signing.tell_of_conflict(row, by=None, at=at)
    return row


def decline_by_link(invitation: Invitation, *, at: datetime.datetime) -> None:
    """Say that one cannot do it; whoever asked hears it, and the link works no more."""
    with transaction.atomic():
        Invitation.objects.hold(invitation, at=at)
        Invitation.objects.filter(pk=invitation.pk).update(ended_at=at, end=Invitation.End.DECLINED)
        event = inviting.record("declined by link", invitation, by=None, at=at)
        Delivery.objects.owe_mail(event, policies.asking(invitation))


def ask_for_new_link(invitation: Invitation, *, at: datetime.datetime) -> bool:
    """Ask whoever made a dead link for another one, once; whether this was the first time."""
    with transaction.atomic():
        asked = Invitation.objects.filter(pk=invitation.pk, renewal_asked_at__isnull=True)
        if Invitation.objects.usable(at).filter(pk=invitation.pk).exists() or not asked.update(
            renewal_asked_at=at
        ):
            return False
        event = inviting.record("asked for a new link", invitation, by=None, at=at)
        Delivery.objects.owe_mail(event, policies.asking(invitation))
    return True


def _reading(verdict: str, reading: str) -> str:
    if verdict not in (Advice.Verdict.SUPPORTS, Advice.Verdict.PARTLY):
        return ""
    return reading if reading in Reading.values else Reading.QUOTE.value


def _who(name: str, role: str, credentials: str, address: str) -> dict[str, str]:
    who = {
        "name": revisions.fit(name, inviting.LONGEST_NAME),
        "role": revisions.fit(role, LONGEST_ROLE),
        "credentials": revisions.fit(credentials, LONGEST_CREDENTIALS),
        "address": address,
    }
    if not who["name"]:
        raise Refused(_("Please write your name, so that we know whose advice this is."))
    if not who["role"]:
        raise Refused(_("Please write what you do, for example: hematologist, nurse, patient."))
    return who
