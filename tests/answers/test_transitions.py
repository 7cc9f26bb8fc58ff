"""The table of moves, walked exhaustively: every verb from every stage."""

import pytest

from answers.models import Candidacy, Refused, Stage
from answers.workflow import transitions
from tests import make

pytestmark = pytest.mark.django_db

ALLOWED = {
    ("approve", "in review"): "approved",
    ("request changes", "in review"): "changes requested",
    ("supersede", "in review"): "superseded",
    ("supersede", "changes requested"): "superseded",
    ("supersede", "approved"): "superseded",
    ("take back", "in review"): "taken back",
    ("take back", "changes requested"): "taken back",
    ("take back", "approved"): "taken back",
    ("schedule", "approved"): "scheduled",
    ("unschedule", "scheduled"): "approved",
    ("unschedule", "publish failed"): "approved",
    ("give way", "scheduled"): "superseded",
    ("give way", "publish failed"): "superseded",
    ("fail", "scheduled"): "publish failed",
    ("publish", "approved"): "live",
    ("publish", "scheduled"): "live",
    ("publish", "publish failed"): "live",
    ("correct urgently", "in review"): "live",
    ("sign second check", "live"): "live",
    ("refuse second check", "live"): "live",
    ("end", "live"): "ended",
}


@pytest.mark.parametrize("stage", Stage.values)
@pytest.mark.parametrize("verb", sorted(transitions.MOVES))
def test_a_verb_moves_a_candidacy_only_where_the_table_says(verb: str, stage: str) -> None:
    candidacy = make.submitted().candidacies.get()
    also = {"publish_at": make.NOW, "scheduled_by": candidacy.round.opened_by, "failure": "why"}
    Candidacy.objects.filter(pk=candidacy.pk).update(stage=stage, **also)

    if (verb, stage) in ALLOWED:
        transitions.move(candidacy, verb, at=make.NOW)
    else:
        with pytest.raises(Refused):
            transitions.move(candidacy, verb, at=make.NOW)

    candidacy.refresh_from_db()
    assert candidacy.stage == ALLOWED.get((verb, stage), stage)


def test_no_move_is_in_the_table_that_is_not_tested_here() -> None:
    rows = {(move.verb, stage) for move in transitions.MOVES.values() for stage in move.leaves}

    assert rows == set(ALLOWED)
