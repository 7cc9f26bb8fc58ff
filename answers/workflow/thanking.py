"""Thanking who advised through a link: one mail that says what became of it, once the answer is public."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, Q

from answers.models import Advice, Answer, Comment, Delivery, Invitation, Recommendation
from answers.workflow import inviting


def owe_thanks(answer: Answer, *, at: datetime.datetime) -> int:
    """Owe each who said something and left an address their one mail; returns how many.

    Who was invited in an earlier round hears too, and nobody hears twice. A revoked link is not written to.
    """
    said = (
        Exists(Advice.objects.filter(invitation=OuterRef("pk")))
        | Exists(Comment.objects.filter(invitation=OuterRef("pk")))
        | Exists(Recommendation.objects.filter(invitation=OuterRef("pk")))
    )
    waiting = Invitation.objects.filter(said, round__answer=answer, told_at__isnull=True)
    waiting = waiting.exclude(Q(address="") | Q(end=Invitation.End.REVOKED, finished_at__isnull=True))
    found = waiting.select_related("round__answer", "round__revision").order_by("pk")
    return sum(_owe(each, at=at) for each in found)


def _owe(invitation: Invitation, *, at: datetime.datetime) -> bool:
    """Whether it was this call that owed it."""
    if not Invitation.objects.filter(pk=invitation.pk, told_at__isnull=True).update(told_at=at):
        return False
    event = inviting.record("told what changed", invitation, by=None, at=at)
    Delivery.objects.owe_outside(event, invitation.address)
    return True
