"""Checking: a person's verdict on a sentence and its source. It holds while both stay the same."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from answers import gates, policies, revisions
from answers.models import (
    Advice,
    CitationCheck,
    Contributor,
    Event,
    FrozenText,
    PartlyAccepted,
    Refused,
    Revision,
)
from answers.workflow import assigning
from sources.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SHORTEST_QUOTE = 3
LONGEST_QUOTE = 400
LONGEST_PLACE = 250
LONGEST_REASON = 500


def check(
    revision: Revision,
    claim_hash: str,
    *,
    by: User,
    at: datetime.datetime,
    verdict: str,
    source: Source | None = None,
    reading: str = "",
    quote: str = "",
    place: str = "",
    reason: str = "",
) -> CitationCheck:
    """Record a verdict on one citation (`source` given) or on a sentence that has none.

    Support rests on a quote of the source (at most 400 characters), or on a reason, and says what was read.
    """
    need = _need(revision, claim_hash, source)
    quote = revisions.fit(quote, LONGEST_QUOTE)
    place, reason = revisions.fit(place, LONGEST_PLACE), revisions.fit(reason, LONGEST_REASON)
    _refuse_verdict(verdict, source, reading=reading, quote=quote, reason=reason)
    policies.demand(policies.why_not_check(by, revision.answer, [claim_hash, need.fingerprint]))
    with transaction.atomic():
        row = write(
            revision,
            need,
            by=by,
            at=at,
            verdict=verdict,
            reading=reading,
            quote=quote,
            place=place,
            reason=reason,
        )
        Event.objects.record("checked", by=by, at=at, answer=revision.answer, revision=revision, rows=[row])
        assigning.complete_checks(revision.answer, by=by, at=at)
    return row


def confirm_uncited(
    revision: Revision, *, by: User, at: datetime.datetime, claim_hashes: Iterable[str]
) -> list[CitationCheck]:
    """Confirm at once that these sentences, which the person has seen listed, need no citation.

    Raises Refused when one of them has a citation, is no longer there or was written by this person.
    """
    needs = [_need(revision, claim_hash, None) for claim_hash in dict.fromkeys(claim_hashes)]
    if not needs:
        raise Refused(_("Choose at least one sentence."))
    policies.demand(policies.why_not_check(by, revision.answer, [need.fingerprint for need in needs]))
    verdict = CitationCheck.Verdict.NEEDS_NONE
    with transaction.atomic():
        rows = [write(revision, need, by=by, at=at, verdict=verdict) for need in needs]
        Event.objects.record(
            "confirmed uncited", by=by, at=at, answer=revision.answer, revision=revision, rows=rows
        )
        assigning.complete_checks(revision.answer, by=by, at=at)
    return rows


def accept_partly(check: CitationCheck, *, by: User, at: datetime.datetime, reason: str) -> PartlyAccepted:
    """Accept in writing that a source supports only part of a sentence."""
    policies.demand(policies.why_not_accept(by, check))
    why = revisions.fit(reason, LONGEST_REASON)
    if not why:
        raise Refused(_("Write why part of the support is enough here."))
    with transaction.atomic():
        if PartlyAccepted.objects.filter(check_accepted=check).exists():
            raise Refused(_("Somebody accepted this already."))
        row = PartlyAccepted.objects.create(check_accepted=check, reason=why, person=by, accepted_at=at)
        Event.objects.record(
            "accepted partly", by=by, at=at, answer=check.answer, revision=check.revision, rows=[row]
        )
    return row


def _need(revision: Revision, claim_hash: str, source: Source | None) -> gates.Needed:
    for need in gates.needed_checks(revision.content()):
        key = need.use.source_key if need.use else None
        if need.claim.hash == claim_hash and key == (source.key if source else None):
            return need
    raise Refused(_("This sentence, or its citation, is no longer in this revision. Load the page again."))


def _refuse_verdict(verdict: str, source: Source | None, *, reading: str, quote: str, reason: str) -> None:
    if verdict not in CitationCheck.Verdict.values:
        raise Refused(_("Choose a verdict."))
    if (source is None) != (verdict in CitationCheck.UNCITED):
        raise Refused(_("This verdict does not fit: the sentence has a citation or has none."))
    supports = verdict in (CitationCheck.Verdict.SUPPORTS, CitationCheck.Verdict.PARTLY)
    if (supports or reading) and reading not in CitationCheck.Reading.values:
        raise Refused(_("Say what you read: the source, its abstract, or the quote only."))
    if supports and len(quote) < SHORTEST_QUOTE and not reason:
        raise Refused(
            _("Copy the sentence of the source that supports this, or write why the whole work does.")
        )
    if not supports and source is not None and not reason:
        raise Refused(_("Write why, so that the author knows what to do."))
    if verdict == CitationCheck.Verdict.MUST_FIX and not reason:
        raise Refused(_("Write what must be fixed."))


def write(
    revision: Revision,
    need: gates.Needed,
    *,
    by: User,
    at: datetime.datetime,
    verdict: str,
    reading: str = "",
    quote: str = "",
    place: str = "",
    reason: str = "",
    advice: Advice | None = None,
) -> CitationCheck:
    """The row of a check, with the role and credentials of who checks; the verbs ask the policies first."""
    contributor = Contributor.objects.filter(user=by.pk).first()
    source = Source.objects.by_key([need.use.source_key])[need.use.source_key] if need.use else None
    return CitationCheck.objects.create(
        answer=revision.answer,
        revision=revision,
        claim_hash=need.claim.hash,
        source=source,
        fingerprint=need.fingerprint,
        verdict=verdict,
        reading=reading,
        quote=FrozenText.objects.keep(quote) if quote else None,
        place=place,
        reason=reason,
        checker=by,
        role=contributor.role if contributor else "",
        credentials=contributor.credentials if contributor else "",
        checked_at=at,
        advice=advice,
    )
