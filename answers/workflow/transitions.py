"""The table of moves: every stage a candidacy can leave, by which verb, and where it arrives.

To allow a new move add a row here and its test in tests/answers/test_transitions.py.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from answers.models import Candidacy, Refused, Stage


@dataclass(frozen=True)
class Move:
    """One row of the table."""

    verb: str
    leaves: frozenset[Stage]
    arrives: Stage


def _move(verb: str, *leaves: Stage, arrives: Stage) -> Move:
    return Move(verb, frozenset(leaves), arrives)


MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        _move("approve", Stage.IN_REVIEW, arrives=Stage.APPROVED),
        _move("request changes", Stage.IN_REVIEW, arrives=Stage.CHANGES_REQUESTED),
        _move(
            "supersede",
            Stage.IN_REVIEW,
            Stage.CHANGES_REQUESTED,
            Stage.APPROVED,
            arrives=Stage.SUPERSEDED,
        ),
        _move(
            "take back",
            Stage.IN_REVIEW,
            Stage.CHANGES_REQUESTED,
            Stage.APPROVED,
            arrives=Stage.TAKEN_BACK,
        ),
        _move("schedule", Stage.APPROVED, arrives=Stage.SCHEDULED),
        _move("unschedule", Stage.SCHEDULED, Stage.PUBLISH_FAILED, arrives=Stage.APPROVED),
        _move("give way", Stage.SCHEDULED, Stage.PUBLISH_FAILED, arrives=Stage.SUPERSEDED),
        _move("fail", Stage.SCHEDULED, arrives=Stage.PUBLISH_FAILED),
        _move("publish", Stage.APPROVED, Stage.SCHEDULED, Stage.PUBLISH_FAILED, arrives=Stage.LIVE),
        _move("correct urgently", Stage.IN_REVIEW, arrives=Stage.LIVE),
        _move("sign second check", Stage.LIVE, arrives=Stage.LIVE),
        _move("refuse second check", Stage.LIVE, arrives=Stage.LIVE),
        _move("end", Stage.LIVE, arrives=Stage.ENDED),
    )
}


MOVED = (
    "stage",
    "publish_at",
    "scheduled_by",
    "reason",
    "second_check_due_on",
    "failure",
    "moved_at",
)
"""What moves may change; everything else of a candidacy stays, and is not read again."""


def lock(candidacy: Candidacy, verb: str, *, at: datetime.datetime) -> None:
    """Hold the row until the transaction ends, if the verb may leave its stage; else Refused.

    A conditional update, because SELECT FOR UPDATE does nothing on SQLite.
    """
    held = Candidacy.objects.filter(pk=candidacy.pk, stage__in=MOVES[verb].leaves).update(moved_at=at)
    candidacy.refresh_from_db(fields=MOVED)
    if not held:
        raise Refused(refusal(candidacy))


def demand(candidacy: Candidacy, verb: str) -> None:
    """Refuse a verb that does not lead on from where the candidacy stands, as it was read last."""
    if candidacy.stage not in MOVES[verb].leaves:
        raise Refused(refusal(candidacy))


def move(candidacy: Candidacy, verb: str, *, at: datetime.datetime, **also: object) -> None:
    """Carry the candidacy along one row of the table; of two at once the second is Refused."""
    row = MOVES[verb]
    changed = {"stage": row.arrives, "moved_at": at} | also
    if not Candidacy.objects.filter(pk=candidacy.pk, stage__in=row.leaves).update(**changed):
        candidacy.refresh_from_db(fields=MOVED)
        raise Refused(refusal(candidacy))
    for name, value in changed.items():
        setattr(candidacy, name, value)


def move_any(candidacies: QuerySet[Candidacy], verb: str, *, at: datetime.datetime, **also: object) -> None:
    """Carry along whichever of these the verb leads on; there may be none."""
    row = MOVES[verb]
    candidacies.filter(stage__in=row.leaves).update(stage=row.arrives, moved_at=at, **also)


def refusal(candidacy: Candidacy) -> str:
    """Why a candidacy at this stage does not go where somebody wanted it."""
    messages = {
        Stage.IN_REVIEW: _("This revision is still in review."),
        Stage.CHANGES_REQUESTED: _("Changes were requested of this revision. Submit a newer one."),
        Stage.APPROVED: _("This revision is already approved."),
        Stage.SCHEDULED: _("This revision is scheduled already."),
        Stage.PUBLISH_FAILED: _("This revision could not be published: %(why)s") % {"why": candidacy.failure},
        Stage.LIVE: _("This revision is live already."),
        Stage.SUPERSEDED: _("A newer revision took this one's place. Open the newer one."),
        Stage.TAKEN_BACK: _("This revision was taken back by its author."),
        Stage.ENDED: _("This revision is no longer live. Submit a new one."),
    }
    return messages[Stage(candidacy.stage)]
