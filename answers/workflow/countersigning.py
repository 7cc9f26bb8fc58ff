"""Countersigning: what somebody advised through a link becomes a check of the colleague who signs for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from answers import gates, policies
from answers.models import Advice, CitationCheck, Event, Refused, Revision
from answers.workflow import assigning, checking
from answers.workflow.submitting import hold

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Verdict = CitationCheck.Verdict


def countersign(
    revision: Revision, *, by: User, at: datetime.datetime, advice: Iterable[int]
) -> list[CitationCheck]:
    """Sign for this advice, which the person has seen listed: one check each, in the person's own name.

    Refused for whoever contributed to the text or wrote a sentence of it, for what another countersigned
    meanwhile, and where the person said otherwise of the same citation: two voices of one person are one.
    """
    wanted = sorted(set(advice))
    if not wanted:
        raise Refused(_("Choose at least one sentence."))
    needs = {need.fingerprint: need for need in gates.needed_checks(revision.content())}
    with transaction.atomic():
        hold(revision.answer)
        found = Advice.objects.standing().filter(
            pk__in=wanted, answer=revision.answer_id, fingerprint__in=needs, check_made__isnull=True
        )
        rows = list(found.exclude(verdict=Advice.Verdict.NOT_MY_FIELD).order_by("pk"))
        if len(rows) != len(wanted):
            raise Refused(
                _("Somebody has countersigned part of this already, or it was changed. Load the page again.")
            )
        fingerprints = [each for row in rows for each in (row.claim_hash, row.fingerprint)]
        policies.demand(policies.why_not_countersign(by, revision, fingerprints))
        _refuse_two_voices(rows, by)
        checks = [_signed(revision, row, needs[row.fingerprint], by=by, at=at) for row in rows]
        Event.objects.record(
            "countersigned",
            by=by,
            at=at,
            answer=revision.answer,
            revision=revision,
            rows=checks,
            details={"advice": wanted},
        )
        assigning.complete_checks(revision.answer, by=by, at=at)
    return checks


def _refuse_two_voices(rows: list[Advice], by: User) -> None:
    own = CitationCheck.objects.filter(
        answer__in={row.answer_id for row in rows},
        checker=by,
        fingerprint__in=[row.fingerprint for row in rows],
    )
    said = dict(own.order_by("checked_at", "pk").values_list("fingerprint", "verdict"))
    for row in rows:
        if said.setdefault(row.fingerprint, row.verdict) != row.verdict:
            raise Refused(
                _("You said otherwise of one of these sentences yourself. Leave it out, or check it again.")
            )


def _signed(
    revision: Revision, row: Advice, need: gates.Needed, *, by: User, at: datetime.datetime
) -> CitationCheck:
    """The check rests on the quote that the adviser was shown, else on what they wrote."""
    supports = row.verdict in (Verdict.SUPPORTS, Verdict.PARTLY)
    quote = need.use.quote if supports and need.use else ""
    needs_reason = not quote and row.verdict != Verdict.NEEDS_NONE
    reason = row.reason or (
        _("Advice of an outside reviewer, without further words.") if needs_reason else ""
    )
    return checking.write(
        revision,
        need,
        by=by,
        at=at,
        verdict=row.verdict,
        reading=row.reading,
        quote=quote,
        place=need.use.locator if quote and need.use else "",
        reason=reason,
        advice=row,
    )
