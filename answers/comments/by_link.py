"""Comments that come through a link: on a passage or the page, as advice that blocks nothing."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answers import policies, revisions
from answers.comments import placing, recording, threads
from answers.models import Comment, Delivery, FrozenText, Invitation, Refused, Thread

MOST = 100
"""How many comments one link may leave."""


def open_by_link(
    invitation: Invitation,
    *,
    at: datetime.datetime,
    text: str,
    block: str = "",
    start: int | None = None,
    end: int | None = None,
) -> Thread:
    """Begin a thread on a passage of the link's revision, or on the page; whoever made the link hears it.

    The same words on the same passage once more, as by a double tap, are the same thread.
    """
    review = invitation.round
    body = revisions.fit(text, threads.LONGEST_COMMENT)
    if not body:
        raise Refused(_("Write your comment first."))
    passage = placing.passage(review.revision.content(), block, start, end)
    with transaction.atomic():
        Invitation.objects.hold(invitation, at=at)
        kept, place = FrozenText.objects.keep(body), recording.fields(passage) if passage else {"block": ""}
        mine = Thread.objects.filter(invitation=invitation, comments__invitation=invitation)
        if said := mine.filter(comments__text=kept, **place).first():
            return said
        if invitation.comments.count() >= MOST:
            raise Refused(_("So many comments came through this link that it takes no more."))
        thread = Thread.objects.create(
            answer=review.answer,
            revision=review.revision,
            kind=Thread.Kind.COMMENT,
            invitation=invitation,
            opened_at=at,
            **place,
        )
        comment = Comment.objects.create(thread=thread, text=kept, invitation=invitation, written_at=at)
        facts = threads.said(thread) | {"invitation": invitation.pk}
        event = recording.record("commented by link", thread, by=None, at=at, rows=[comment], details=facts)
        Delivery.objects.owe_mail(event, policies.asking(invitation))
    return thread
