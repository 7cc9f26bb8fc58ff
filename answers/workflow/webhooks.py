"""Webhooks made, changed, tried out and switched off; what they are told stands in `announcing`."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from answers import policies
from answers.models import Delivery, Event, Owed, Refused, Told, Webhook
from answers.workflow import people
from sources import lookup

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CHOSEN_OF_WEBHOOK = (
    "name",
    "address",
    "wants_published",
    "wants_corrected",
    "wants_withdrawn",
    "wants_standing",
    "is_on",
)


def why_not_webhook(address: str) -> str:
    """Why this address can never be told anything; a name is looked up only when something is sent."""
    return lookup.poster().why_not(address)


def add_webhook(webhook: Webhook, *, by: User, at: datetime.datetime) -> str:
    """Store a new webhook; returns its secret, which is shown this once."""
    _demand(by, webhook.address)
    secret = webhook.renew_secret()
    webhook.listens_since = at
    with transaction.atomic():
        _save(webhook)
        Event.objects.record("added a webhook", by=by, at=at, details=_named(webhook))
    return secret


def change_webhook(webhook: Webhook, *, by: User, at: datetime.datetime) -> None:
    """Store what was chosen. One that is switched off owes nothing; one switched on again begins from now."""
    _demand(by, webhook.address)
    with transaction.atomic():
        before = Webhook.objects.select_for_update().get(pk=webhook.pk)
        changed = [name for name in CHOSEN_OF_WEBHOOK if getattr(before, name) != getattr(webhook, name)]
        if not changed:
            return
        again = {"listens_since": at, "failing_since": None, "problem": ""}
        also = again if webhook.is_on and not before.is_on else {}
        for name, value in also.items():
            setattr(webhook, name, value)
        _save(webhook, update_fields=[*changed, *also])
        if not webhook.is_on:
            _drop(webhook, _("The webhook was switched off."))
        # An address may hold a key of its receiver, so that the log names the webhook only.
        Event.objects.record(
            "changed a webhook", by=by, at=at, details=_named(webhook) | {"changed": changed}
        )


def rotate_webhook_secret(webhook: Webhook, *, by: User, at: datetime.datetime) -> str:
    """Another secret, shown this once; for a day the former one signs beside it."""
    policies.demand(policies.why_not(by, "change_webhook"))
    with transaction.atomic():
        held = Webhook.objects.select_for_update().get(pk=webhook.pk)
        secret = held.renew_secret()
        held.rotated_at = at
        held.save(update_fields=["salt", "mark", "former_salt", "former_mark", "rotated_at"])
        Event.objects.record("rotated the secret of a webhook", by=by, at=at, details=_named(held))
    return secret


def send_test(webhook: Webhook, *, by: User, at: datetime.datetime) -> None:
    """Owe it one message that says it is a test; it goes out with the next timed work."""
    policies.demand(policies.why_not(by, "change_webhook"))
    with transaction.atomic():
        _demand_on(webhook)
        event = Event.objects.record("tested a webhook", by=by, at=at, details=_named(webhook))
        Delivery.objects.owe_webhooks(event, [webhook], Told.TEST, {})


def send_again(delivery: Delivery, *, by: User, at: datetime.datetime) -> None:
    """Owe the same message once more, under its own name, so that a receiver who has it can tell."""
    policies.demand(policies.why_not(by, "change_webhook"))
    webhook = delivery.webhook
    if webhook is None:
        raise Refused(_("Only a webhook's message is sent again."))
    with transaction.atomic():
        _demand_on(webhook)
        over = Delivery.objects.filter(pk=delivery.pk).exclude(state=Owed.State.OWED)
        if not over.update(state=Owed.State.OWED, attempts=0, next_try_at=at, sent_at=None, problem=""):
            raise Refused(_("This message is waiting to be sent already."))
        details = _named(webhook) | {"message": delivery.message_id}
        Event.objects.record("sent a message of a webhook again", by=by, at=at, details=details)


def switch_off_webhook(webhook: Webhook, *, at: datetime.datetime, why: str) -> bool:
    """Switch off one that has failed for long, and tell the managing editors; whether this run did it."""
    with transaction.atomic():
        if not Webhook.objects.filter(pk=webhook.pk, is_on=True).update(is_on=False):
            return False
        _drop(webhook, why)
        details = _named(webhook) | {"why": why}
        event = Event.objects.record("switched off a webhook", by=None, at=at, details=details)
        Delivery.objects.owe_mail(event, people.managing())
    return True


def _demand(by: User, address: str) -> None:
    policies.demand(policies.why_not(by, "change_webhook"), why_not_webhook(address))


def _demand_on(webhook: Webhook) -> None:
    if not Webhook.objects.select_for_update().filter(pk=webhook.pk, is_on=True).exists():
        raise Refused(_("This webhook is switched off. Switch it on first."))


def _save(webhook: Webhook, **how: Any) -> None:
    try:
        with transaction.atomic():
            webhook.save(**how)
    except IntegrityError as same:
        raise Refused(_("There is a webhook of this name or address already.")) from same


def _drop(webhook: Webhook, why: str) -> None:
    owed = Delivery.objects.filter(webhook=webhook, state=Owed.State.OWED)
    owed.update(state=Owed.State.GIVEN_UP, problem=why[:500])


def _named(webhook: Webhook) -> dict[str, Any]:
    return {"webhook": webhook.pk, "name": webhook.name}
