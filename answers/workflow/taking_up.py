"""Taking up a newer edition: one draft for each answer that cites the older one, or the older one kept.

Nothing is submitted and nobody's text is lost: the change is made anew on whatever was saved last.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from answers import policies, revisions
from answers.models import (
    Answer,
    Delivery,
    Event,
    PublishedPage,
    Refused,
    Revision,
    Uptake,
    citing,
)
from answers.workflow import people
from answers.workflow.submitting import hold
from sources import notices
from sources.models import Replacement

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

AT_ONCE = 100
"""How many drafts one run of the timed work makes; the next run goes on."""

AT_THE_PRESS = 10
"""How many drafts the person who asks waits for; the rest is timed work."""

LONGEST_REASON = 500


def ask_for_newer(
    replacement: Replacement, *, by: User, at: datetime.datetime, among: Collection[int] | None = None
) -> int:
    """Ask for a draft of each answer that cites the older edition, or of `among` alone; returns how many.

    The first few are made at once, the others by the timed work; asking twice asks once. Where somebody
    kept the older edition it stays, unless that answer is named.
    """
    policies.demand(policies.why_not(by, "change_answer"), why_not_in_force(replacement))
    with transaction.atomic():
        answers, uptakes = citing(_family(replacement)), Uptake.objects.filter(replacement=replacement)
        answers = (
            answers.exclude(pk__in=uptakes.kept().values("answer"))
            if among is None
            else answers.filter(pk__in=among)
        )
        pks = list(answers.order_by("pk").values_list("pk", flat=True))
        rows = (Uptake(replacement=replacement, answer_id=pk, asked_by=by, asked_at=at) for pk in pks)
        Uptake.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        known = uptakes.filter(answer__in=answers.values("pk"))
        _outdate(known.kept())
        known.filter(Q(settled_at__isnull=False) | ~Q(problem="")).update(
            asked_by=by, asked_at=at, settled_at=None, revision=None, kept_reason="", problem=""
        )
    take_newer_due(at, most=AT_THE_PRESS)
    return len(pks)


def take_newer_due(at: datetime.datetime, *, most: int = AT_ONCE) -> int:
    """Make the drafts that were asked for, each in a transaction of its own; returns how many were made.

    Whoever saves the same answer meanwhile wins, and the next run builds on their text. What only a person
    can mend is noted beside the answer and not tried again until somebody asks again.
    """
    rows = Uptake.objects.asked().select_related("answer", "replacement", "asked_by")
    return sum(_try(row, at=at) for row in rows[:most])


def take_newer(
    answer: Answer, replacement: Replacement, *, by: User, at: datetime.datetime, base: int
) -> Revision | None:
    """A new revision of the working copy that cites the newer edition; None when it cites the older no more.

    `base` is the number of the newest revision that the person knows; a newer one is Refused. The person is
    credited, no check of a moved citation holds any longer, and the owners are told, once for each answer.
    """
    policies.demand(policies.why_not(by, "change_answer"))
    with transaction.atomic():
        hold(answer)
        policies.demand(why_not_in_force(replacement))
        answer.refresh_from_db()
        if answer.latest_number != base:
            raise Refused(_("Somebody saved this answer meanwhile. Nothing was changed; please ask again."))
        revision = _save(answer, replacement, by=by, at=at)
        row = _settle(answer, replacement, revision, by=by, at=at)
        if revision is not None:
            _tell(row, revision, by=by, at=at)
    return revision


def keep_older(
    answer: Answer, replacement: Replacement, *, by: User, at: datetime.datetime, reason: str
) -> None:
    """Say why this answer goes on resting on the older edition; its page no longer says “we are checking”."""
    policies.demand(policies.why_not(by, "change_answer"), why_not_in_force(replacement))
    why = revisions.fit(reason, LONGEST_REASON)
    if not why:
        raise Refused(_("Write why the older edition stays."))
    with transaction.atomic():
        hold(answer)
        Uptake.objects.update_or_create(
            replacement=replacement,
            answer=answer,
            defaults={
                "asked_by": by,
                "asked_at": at,
                "settled_at": at,
                "revision": None,
                "kept_reason": why,
                "problem": "",
            },
        )
        _outdate(Uptake.objects.filter(answer=answer))
        details = _details(replacement) | {"reason": why}
        Event.objects.record("kept the older edition", by=by, at=at, answer=answer, details=details)


def why_not_in_force(replacement: Replacement) -> str:
    """Why no text can take the newer edition now: nobody confirmed it, or nothing may rest on it."""
    row = Replacement.objects.with_sources().get(pk=replacement.pk)
    if not row.is_confirmed or row.older == row.newest:
        return _("This newer edition is not confirmed. Please have it confirmed first.")
    if notices.blocks_support(row.newest):
        return _("The newer edition has a notice of retraction. No text can rest on it.")
    return ""


def _family(replacement: Replacement) -> list[int]:
    older = replacement.older
    return [older.pk, *older.merged.values_list("pk", flat=True)]


def _try(row: Uptake, *, at: datetime.datetime) -> bool:
    base = Answer.objects.values_list("latest_number", flat=True).get(pk=row.answer_id)
    try:
        return take_newer(row.answer, row.replacement, by=row.asked_by, at=at, base=base) is not None
    except Refused as refused:
        why = str(refused)
    except DatabaseError:
        raise  # a database that is away is no answer's fault; the next run tries again
    except Exception:
        # One broken answer must not hold back the others.
        logger.exception("Answer %s could not take the newer edition.", row.answer_id)
        why = _("Something went wrong. Please change this answer by hand.")
    if not Answer.objects.filter(pk=row.answer_id).exclude(latest_number=base).exists():
        unsettled = Uptake.objects.filter(pk=row.pk, settled_at__isnull=True)
        unsettled.update(problem=why[:LONGEST_REASON])
    return False


def _outdate(uptakes: QuerySet[Uptake]) -> None:
    """The public pages of these answers are printed anew at their next read."""
    PublishedPage.objects.filter(answer__in=uptakes.values("answer")).update(is_stale=True)


def _save(answer: Answer, replacement: Replacement, *, by: User, at: datetime.datetime) -> Revision | None:
    older, newer = replacement.older, replacement.newest
    draft = revisions.draft_of(answer)
    changed = revisions.with_newer_edition(draft, older=older.key, newer=newer.key, label=older.label)
    if changed is None:
        return None
    note = _("Cites the newer edition “%(newer)s” instead of “%(older)s”.")
    return revisions.save(
        answer,
        changed,
        by=by,
        at=at,
        base=answer.latest_number,
        origin=Revision.Origin.NEWER,
        note=note % {"newer": newer.label[:200], "older": older.label[:200]},
    )


def _settle(
    answer: Answer, replacement: Replacement, revision: Revision | None, *, by: User, at: datetime.datetime
) -> Uptake:
    """The row says what came of it; that nothing was left to change takes no earlier draft away."""
    asked = {"asked_by": by, "asked_at": at}
    row, _is_new = Uptake.objects.get_or_create(replacement=replacement, answer=answer, defaults=asked)
    if row.kept_reason and revision is not None:
        _outdate(Uptake.objects.filter(pk=row.pk))
    if revision is not None or row.settled_at is None:
        row.settled_at, row.revision, row.problem, row.kept_reason = at, revision, "", ""
        row.save(update_fields=["settled_at", "revision", "problem", "kept_reason"])
    return row


def _tell(row: Uptake, revision: Revision, *, by: User, at: datetime.datetime) -> None:
    answer = row.answer
    event = Event.objects.record(
        "took a newer edition",
        by=by,
        at=at,
        answer=answer,
        revision=revision,
        details=_details(row.replacement),
    )
    if row.told_at is None:
        Uptake.objects.filter(pk=row.pk).update(told_at=at)
        live = answer.live_revision
        Delivery.objects.owe_mail(
            event, [*people.owners(answer, revision), *(people.owners(answer, live) if live else ())]
        )


def _details(replacement: Replacement) -> dict[str, object]:
    older, newer = replacement.older, replacement.newest
    return {"replacement": replacement.pk, "source": older.key, "newer": newer.key}
