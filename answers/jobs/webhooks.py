"""Sending what webhooks are owed: each message claimed by one run, signed, tried again, at last given up.

The order in which one webhook hears of things is not promised: a message that failed comes after later ones.
"""

from __future__ import annotations

import datetime
import time
from http import HTTPStatus

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import workflow
from answers.jobs import signatures
from answers.jobs.mail import MOST_TRIES, claim
from answers.models import Delivery, Owed, Webhook
from sources import lookup

FAILS_FOR = datetime.timedelta(days=3)
"""A webhook that has taken nothing for so long is switched off with the next message that is given up."""

AT_ONCE = 50
"""How many messages one webhook gets in one run; the next run goes on."""

SECONDS = 60.0
"""How long one run sends at most, so that a slow receiver does not hold up what is published by then."""


def deliver(at: datetime.datetime) -> tuple[int, int]:
    """Send what is due, outside any transaction; returns how many were sent and how many failed."""
    until, poster, sent, failed = time.monotonic() + SECONDS, lookup.poster(), 0, 0
    due = Delivery.objects.due(at).filter(channel=Delivery.Channel.WEBHOOK, webhook__is_on=True)
    waiting = Webhook.objects.filter(pk__in=due.order_by().values("webhook"))
    for webhook in waiting.order_by(F("failing_since").asc(nulls_first=True), "id"):
        for delivery in due.filter(webhook=webhook)[:AT_ONCE]:
            if time.monotonic() > until:
                return sent, failed
            if not claim(delivery, at=at):
                continue
            problem, status = _post(poster, webhook, delivery)
            _note(webhook, delivery, problem, at=at)
            sent, failed = sent + (not problem), failed + bool(problem)
            if problem:
                _give_up(webhook, delivery, problem, status, at=at)
                break  # its other messages wait for the next run, and other receivers do not wait for it
    return sent, failed


def _post(poster: lookup.Poster, webhook: Webhook, delivery: Delivery) -> tuple[str, int]:
    """What went wrong, or nothing; and the status. A message is signed anew at each try, at that moment."""
    now = timezone.now()
    secrets, body = webhook.secrets_at(now), delivery.body.encode()
    if not secrets:
        return _("The site's SECRET_KEY was changed. Rotate the secret, and give it to the receiver."), 0
    signed = signatures.headers(delivery.message_id, int(now.timestamp()), body, secrets)
    try:
        status = poster.post(webhook.address, body, {"Content-Type": "application/json"} | signed)
    except lookup.UnavailableError as unavailable:
        return str(unavailable), 0
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return "", status
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return _("It answered with %(status)s; no redirect is followed.") % {"status": status}, status
    return _("It answered with %(status)s.") % {"status": status}, status


def _note(webhook: Webhook, delivery: Delivery, problem: str, *, at: datetime.datetime) -> None:
    """Write down what became of a try, for the message and for its webhook."""
    this, hook = Delivery.objects.filter(pk=delivery.pk), Webhook.objects.filter(pk=webhook.pk)
    if not problem:
        this.update(state=Owed.State.SENT, sent_at=at, problem="")
        hook.update(last_sent_at=at, failing_since=None, problem="")
        return
    still = this.filter(state=Owed.State.OWED)
    still.update(
        problem=problem[:500],
        state=Owed.State.GIVEN_UP if delivery.attempts >= MOST_TRIES else Owed.State.OWED,
    )
    hook.filter(failing_since=None).update(failing_since=at)
    hook.update(problem=problem[:500])


def _give_up(
    webhook: Webhook, delivery: Delivery, problem: str, status: int, *, at: datetime.datetime
) -> None:
    """Switch off a webhook whose receiver says that it is gone, or that has failed for long."""
    if status == HTTPStatus.GONE:
        why = _("The receiver says that it is gone (410).")
    elif (
        delivery.attempts >= MOST_TRIES and webhook.failing_since and webhook.failing_since <= at - FAILS_FOR
    ):
        why = _("It has taken nothing for %(days)s days. %(problem)s") % {
            "days": (at - webhook.failing_since).days,
            "problem": problem,
        }
    else:
        return
    workflow.switch_off_webhook(webhook, at=at, why=why)
