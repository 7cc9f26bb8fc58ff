"""Sending the mail that is owed: each claimed by one run, tried again when it fails, at last given up.

What a person wants once a day waits for that day's one mail; what a person does not want is not sent.
"""

from __future__ import annotations

import datetime
import smtplib
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from answers.jobs import letters
from answers.models import Delivery, Digest, MailChoice, Owed, Pace

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST_TRIES = 8
LONGEST_WAIT = datetime.timedelta(hours=6)
AT_ONCE = 200
"""How many mails one run takes on; the next run goes on."""

DAILY_AT = datetime.time(7)
"""When the mail of a day goes out, in the site's time zone."""


def deliver(at: datetime.datetime) -> tuple[int, int]:
    """Send the mail that is due, each outside any transaction and under its stable Message-ID.

    Returns how many were sent and how many failed.
    """
    problems = [*_single(at), *_daily(at)]
    sent = problems.count("")
    return sent, len(problems) - sent


def claim(owed: Owed, *, at: datetime.datetime) -> bool:
    """Whether this run may try: it moved the row on. If it dies then, a later run tries again."""
    tries = owed.attempts + 1
    wait = min(datetime.timedelta(minutes=2**owed.attempts), LONGEST_WAIT)
    same = type(owed)._default_manager.filter(
        pk=owed.pk, state=Owed.State.OWED, attempts=owed.attempts, next_try_at=owed.next_try_at
    )
    owed.attempts = tries
    return bool(same.update(attempts=tries, next_try_at=at + wait))


def _single(at: datetime.datetime) -> list[str]:
    """What goes out on its own; the rest is put where it belongs. Returns what went wrong with each."""
    due = Delivery.objects.due(at).filter(channel=Delivery.Channel.MAIL)
    rows = list(_with_event(due)[:AT_ONCE])
    choices = MailChoice.objects.filter(person__in=[each.recipient_id for each in rows if each.recipient_id])
    chosen = {each.person_id: each for each in choices}
    problems = []
    for delivery in rows:
        pace = _pace(delivery, chosen)
        if pace == Pace.AT_ONCE:
            if claim(delivery, at=at):
                problems.append(_try(delivery, at=at))
        elif pace == Pace.DAILY:
            _put_aside(delivery, at=at)
        else:
            _still_owed(delivery).update(state=Owed.State.NOT_WANTED)
    return problems


def _daily(at: datetime.datetime) -> list[str]:
    """The daily mails whose time has come. Returns what went wrong with each."""
    due = Digest.objects.filter(state=Owed.State.OWED, next_try_at__lte=at).select_related("recipient")
    return [
        _try_daily(digest, at=at)
        for digest in due.order_by("next_try_at", "id")[:AT_ONCE]
        if claim(digest, at=at)
    ]


def _pace(delivery: Delivery, chosen: dict[int, MailChoice]) -> Pace:
    if delivery.recipient is None or delivery.event.verb in letters.URGENT:
        return Pace.AT_ONCE
    choice = chosen.get(delivery.recipient.pk) or MailChoice(person=delivery.recipient)
    return choice.pace(letters.group(delivery))


def _put_aside(delivery: Delivery, *, at: datetime.datetime) -> None:
    """Into the next daily mail that has not gone out; tomorrow's when today's is gone."""
    now = timezone.localtime(at)
    day = now.date() + datetime.timedelta(days=now.time() >= DAILY_AT)
    moment = timezone.make_aware(datetime.datetime.combine(day, DAILY_AT))
    digest, _made = Digest.objects.get_or_create(
        recipient=delivery.recipient,
        day=day,
        defaults={"message_id": f"daily.{day}.{delivery.recipient_id}@citewell", "next_try_at": moment},
    )
    _still_owed(delivery).update(digest=digest)


def _still_owed(delivery: Delivery) -> models.QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, state=Owed.State.OWED, attempts=delivery.attempts)


def _try(delivery: Delivery, *, at: datetime.datetime) -> str:
    address = _address(delivery.recipient, delivery.address)
    problem = _send(letters.one(delivery, address)) if address else _nowhere()
    Delivery.objects.filter(pk=delivery.pk).update(**_noted(delivery, problem, address, at=at))
    return problem


def _try_daily(digest: Digest, *, at: datetime.datetime) -> str:
    """One mail with what is in it now; what joins while it is sent is left for the next one."""
    held = list(_with_event(digest.deliveries.filter(state=Owed.State.OWED)).order_by("event_id"))
    if not held:
        Digest.objects.filter(pk=digest.pk).update(state=Owed.State.NOT_WANTED)
        return ""
    address = _address(digest.recipient, "")
    problem = _send(letters.daily(digest, held, address)) if address else _nowhere()
    noted = _noted(digest, problem, address, at=at)
    Digest.objects.filter(pk=digest.pk).update(**noted)
    Delivery.objects.filter(pk__in=[each.pk for each in held]).update(**noted)
    return problem


def _noted(owed: Owed, problem: str, address: str, *, at: datetime.datetime) -> dict[str, object]:
    """What is written down of a try; after the last one it is given up."""
    if not problem:
        return {"state": Owed.State.SENT, "sent_at": at, "problem": ""}
    is_over = owed.attempts >= MOST_TRIES or not address
    state = Owed.State.GIVEN_UP if is_over else Owed.State.OWED
    return {"state": state, "problem": problem[:500]}


def _send(mail: EmailMessage) -> str:
    """Send one mail; what went wrong, or nothing."""
    try:
        mail.send()
    except (smtplib.SMTPException, OSError) as problem:
        return f"{type(problem).__name__}: {problem}"
    return ""


def _address(person: User | None, outside: str) -> str:
    if person is None:
        return outside
    return person.email if person.is_active else ""


def _nowhere() -> str:
    return _("The recipient has no mail address or is no longer active.")


def _with_event(rows: models.QuerySet[Delivery]) -> models.QuerySet[Delivery]:
    return rows.select_related(
        "recipient", "event__person__contributor", "event__answer__question", "event__revision"
    )
