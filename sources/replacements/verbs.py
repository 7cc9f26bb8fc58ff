"""Verbs about newer editions: proposed, confirmed, rejected. None of them touches a text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sources import formatting, notices
from sources.models import Replacement, ReplacementStatus, Source
from sources.notices import RefusedError

LONGEST = 500


@transaction.atomic
def propose(source: Source, newer: Source, *, by: Any, at: datetime, why: str = "") -> Replacement:
    """Say that `newer` is the newer edition of `source`; readers hear of it once a person has confirmed it.

    A newer edition that is itself replaced is refused, so that a chain never closes to a circle.
    """
    _hold(source, newer)
    if not by.has_perm("sources.change_source"):
        raise RefusedError(_("You may not change sources. Please ask a medical editor."))
    source, newer = _now(source), _now(newer)
    _refuse_pair(source, newer)
    return Replacement.objects.create(
        source=source, newer=newer, why=_fit(why), proposed_by=by, proposed_at=at
    )


@transaction.atomic
def confirm(replacement: Replacement, *, by: Any, at: datetime) -> None:
    """A person found it to be the newer edition: every page that cites the older one says so."""
    _hold(replacement.source, replacement.newer)
    _refuse_person(by)
    replacement.refresh_from_db()
    older, newer = replacement.older, replacement.newest
    _refuse_pair(older, newer, apart_from=replacement)
    if not newer.is_identified:
        raise RefusedError(_("Nobody could find the newer edition yet. Give it a DOI or another identifier."))
    if notices.blocks_support(newer):
        raise RefusedError(_("The newer edition has a notice of retraction. No text can rest on it."))
    _decide(replacement, ReplacementStatus.CONFIRMED, by=by, at=at, **_as_told(newer))
    _tell(older)


@transaction.atomic
def reject(replacement: Replacement, *, by: Any, at: datetime, reason: str) -> None:
    """A person found that it is no newer edition; a confirmed one leaves the pages and stays on record."""
    _hold(replacement.source, replacement.newer)
    _refuse_person(by)
    if not reason.strip():
        raise RefusedError(_("Please say why it is not the newer edition."))
    replacement.refresh_from_db()
    was_told = replacement.is_confirmed
    _decide(replacement, ReplacementStatus.REJECTED, by=by, at=at, decision_reason=_fit(reason))
    if was_told:
        _tell(replacement.older)


def _hold(*sources: Source) -> None:
    """Both rows to the end of the transaction, in one order: of two who would close a circle one waits."""
    pks = {pk for each in sources for pk in (each.pk, each.merged_into_id) if pk}
    rows = Source.objects.filter(pk__in=pks).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def _now(source: Source) -> Source:
    row = Source.objects.select_related("merged_into").get(pk=source.pk)
    return row.merged_into or row


def _refuse_person(by: Any) -> None:
    if not by.has_perm("sources.confirm_notice"):
        raise RefusedError(_("You may not decide about newer editions. Please ask a managing editor."))


def _refuse_pair(source: Source, newer: Source, *, apart_from: Replacement | None = None) -> None:
    if source == newer:
        raise RefusedError(_("A source cannot be its own newer edition. Choose another one."))
    standing = Replacement.objects.standing()
    if apart_from is not None:
        standing = standing.exclude(pk=apart_from.pk)
    if standing.of([source]).exists():
        raise RefusedError(
            _("Somebody named a newer edition of this source already. Decide about that one first.")
        )
    if further := standing.of([newer]).select_related("newer").order_by("pk").first():
        message = _("“%(newer)s” has a newer edition itself: “%(further)s”. Choose that one.")
        raise RefusedError(message % {"newer": newer.label, "further": further.newer.label})


def _decide(
    replacement: Replacement, status: ReplacementStatus, *, by: Any, at: datetime, **also: Any
) -> None:
    """A later person may decide otherwise; nobody decides the same twice."""
    decision = {"status": status, "decided_by": by, "decided_at": at, "decision_reason": ""} | also
    if not Replacement.objects.filter(pk=replacement.pk).exclude(status=status).update(**decision):
        raise RefusedError(_("This was decided already. Nothing was changed."))
    replacement.refresh_from_db()


def _as_told(newer: Source) -> dict[str, Any]:
    """What readers will hear of it, as it is now; an edition's number is part of its name."""
    work = newer.work()
    title = " ".join(
        filter(None, [work.title.rstrip(" .") or newer.label, work.edition and f"({work.edition})"])
    )
    return {
        "told_title": title,
        "told_year": work.year,
        "told_url": next((address for _label, address in formatting.links(work)), ""),
    }


def _tell(older: Source) -> None:
    """Every page that cites it is printed anew at its next read."""
    Source.objects.filter(pk=older.pk).update(standing_stamp=F("standing_stamp") + 1)


def _fit(text: str) -> str:
    text = " ".join(text.replace("\x00", "").split())
    if len(text) > LONGEST:
        raise RefusedError(_("Please say it in %(most)s characters.") % {"most": LONGEST})
    return text
