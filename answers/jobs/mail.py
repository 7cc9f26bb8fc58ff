"""Sending the mail that is owed: each claimed by one run, tried again when it fails, at last given up."""

from __future__ import annotations

import datetime
import smtplib

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from answers.jobs import letters
from answers.models import Delivery

MOST_TRIES = 8
LONGEST_WAIT = datetime.timedelta(hours=6)
AT_ONCE = 200
"""How many mails one run takes on; the next run goes on."""


def deliver(at: datetime.datetime) -> tuple[int, int]:
    """Send the mail that is due, each outside any transaction and under its stable Message-ID.

    Returns how many were sent and how many failed.
    """
    sent = failed = 0
    due = Delivery.objects.due(at).filter(channel=Delivery.Channel.MAIL)
    rows = due.select_related(
        "recipient", "event__person__contributor", "event__answer__question", "event__revision"
    )
    for delivery in rows[:AT_ONCE]:
        if not claim(delivery, at=at):
            continue
        problem = _send(delivery)
        sent += not problem
        failed += bool(problem)
        _note(delivery, problem, at=at)
    return sent, failed


def claim(delivery: Delivery, *, at: datetime.datetime) -> bool:
    """Whether this run may try: it moved the row on. If it dies then, a later run tries again."""
    tries = delivery.attempts + 1
    wait = min(datetime.timedelta(minutes=2**delivery.attempts), LONGEST_WAIT)
    same = Delivery.objects.filter(
        pk=delivery.pk,
        state=Delivery.State.OWED,
        attempts=delivery.attempts,
        next_try_at=delivery.next_try_at,
    )
    delivery.attempts = tries
    return bool(same.update(attempts=tries, next_try_at=at + wait))


def _note(delivery: Delivery, problem: str, *, at: datetime.datetime) -> None:
    """Write down how a try went; after the last one the delivery is given up."""
    row = Delivery.objects.filter(pk=delivery.pk)
    if not problem:
        row.update(state=Delivery.State.SENT, sent_at=at, problem="")
    elif delivery.attempts >= MOST_TRIES or not _address(delivery):
        row.update(state=Delivery.State.GIVEN_UP, problem=problem[:500])
    else:
        row.update(problem=problem[:500])


def _send(delivery: Delivery) -> str:
    """Send one mail; what went wrong, or nothing."""
    address = _address(delivery)
    if not address:
        return _("The recipient has no mail address or is no longer active.")
    sentence = letters.sentence(delivery)
    mail = EmailMessage(
        subject=sentence,
        body=f"{sentence}\n\n{letters.link(delivery)}\n",
        to=[address],
        headers={"Message-ID": f"<{delivery.message_id}>", "Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except (smtplib.SMTPException, OSError) as problem:
        return f"{type(problem).__name__}: {problem}"
    return ""


def _address(delivery: Delivery) -> str:
    if delivery.recipient is None:
        return delivery.address
    return delivery.recipient.email if delivery.recipient.is_active else ""
