"""The short route: the difference between what readers see and a small change of it, signed in one step."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from answers import gates, policies, smallness
from answers.models import CitationCheck, Contributor, Decision, Refused, Revision
from answers.workflow import deciding, signing, transitions
from answers.workflow.statements import SILENT, Statement
from answers.workflow.submitting import candidacy_of, hold

if TYPE_CHECKING:
    from django.contrib.auth.models import User

GOOD = (CitationCheck.Verdict.SUPPORTS, CitationCheck.Verdict.NEEDS_NONE)


def sign_small_change(
    revision: Revision,
    *,
    by: User,
    at: datetime.datetime,
    content_hash: str,
    interests: str = "",
    note: str = "",
    said: Statement = SILENT,
) -> Decision:
    """Approve this change only, in review, when it is small; any doubt refuses it, with the reason.

    The checks of the sentences that were reworded are carried over in the name of who signs.
    """
    policies.demand(policies.why_not_decide(by, revision))
    signing.refuse_other_text(revision, content_hash)
    with transaction.atomic():
        hold(revision.answer)
        revision.answer.refresh_from_db()
        candidacy = candidacy_of(revision)
        transitions.lock(candidacy, "approve", at=at)
        found = smallness.of(revision)
        if not found.is_small:
            raise Refused(_("This is no small change. Review the page instead."), *found.reasons)
        carried = list(_carried(revision, found, by=by, at=at))
        return deciding.give_approval(
            candidacy,
            "signed a small change",
            by=by,
            at=at,
            scope=Decision.Scope.THIS_CHANGE,
            interests=interests,
            note=note,
            checks=carried,
            said=said,
        )


def _carried(
    revision: Revision, found: smallness.Smallness, *, by: User, at: datetime.datetime
) -> Iterator[CitationCheck]:
    """A new check for each reworded sentence and source that has none yet, naming the one it follows."""
    live = revision.answer.live_revision
    before = (
        {_place(each.need): each for each in gates.examined(revision.answer, live.content())} if live else {}
    )
    reworded = {pair.new.number for pair in found.reworded}
    for each in gates.examined(revision.answer, revision.content()):
        need = each.need
        if need.claim.number not in reworded or not each.obstacle or each.is_denied:
            continue
        policies.demand(policies.why_not_check(by, revision.answer, [need.claim.hash, need.fingerprint]))
        former = _to_carry(before[_place(need)])
        yield _carry(former, revision, need, by=by, at=at)


def _place(need: gates.Needed) -> tuple[int, str]:
    """Where a check is needed: the same sentence by its number, and the same source."""
    return need.claim.number, need.use.source_key if need.use else ""


def _to_carry(was: gates.Examined) -> CitationCheck:
    """The newest good check of the old sentence; not a carried one: somebody read the source."""
    good = [each for each in was.checks if each.verdict in GOOD and each.carried_from_id is None]
    if was.obstacle or not good:
        sentence = _("“%(sentence)s” was checked only in part, or only by carrying over. Check the new one.")
        raise Refused(sentence % {"sentence": was.need.claim.text})
    return max(good, key=lambda check: (check.checked_at, check.pk))


def _carry(
    former: CitationCheck, revision: Revision, need: gates.Needed, *, by: User, at: datetime.datetime
) -> CitationCheck:
    contributor = Contributor.objects.filter(user=by.pk).first()
    return CitationCheck.objects.create(
        answer=revision.answer,
        revision=revision,
        claim_hash=need.claim.hash,
        fingerprint=need.fingerprint,
        source=former.source,
        verdict=former.verdict,
        reading=former.reading,
        quote=former.quote,
        place=former.place,
        reason=former.reason,
        checker=by,
        role=contributor.role if contributor else "",
        credentials=contributor.credentials if contributor else "",
        checked_at=at,
        carried_from=former,
    )
