"""The mail and webhooks owed for events: to whom, by when, how often tried; and what each person wants."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from answers.models.events import Event
from answers.models.refusal import Refused
from answers.models.webhooks import Told, Webhook

if TYPE_CHECKING:
    from django.contrib.auth.models import User


MAIL_GROUPS = ("asked", "decisions", "comments", "public", "sources", "readers")
"""What mail is about; a person chooses a pace for each."""


DAILY = "daily"
"""All groups together that a person hears of once a day: what a link in a daily mail is about."""


class Pace(models.TextChoices):
    """How soon a person hears of something."""

    AT_ONCE = "at once", _("at once")
    DAILY = "once a day", _("once a day, all in one mail")
    NEVER = "never", _("never")


class MailChoiceQuerySet(models.QuerySet["MailChoice"]):
    """Which settings, and the one way to change one."""

    def of(self, person: User) -> MailChoice:
        """The person's settings, or the defaults as a row that is not stored."""
        return self.filter(person=person.pk).first() or MailChoice(person=person)

    def choose(self, person: User, paces: Mapping[str, str]) -> None:
        """Set the pace of some groups and leave the others; two changes at once do not undo each other."""
        if not paces.keys() <= set(MAIL_GROUPS) or not set(paces.values()) <= set(Pace.values):
            raise Refused(gettext("Choose how soon you want to hear of it."))
        self.update_or_create(person=person, defaults=dict(paces))

    def stop(self, person: User, group: str) -> None:
        """No more mail about this group; DAILY stands for every group that now comes once a day."""
        now = self.of(person)
        named = [each for each in MAIL_GROUPS if now.pace(each) == Pace.DAILY] if group == DAILY else [group]
        self.choose(person, dict.fromkeys(named, Pace.NEVER))


class MailChoice(models.Model):
    """What one person wants to hear of, and how soon. Who has chosen nothing has the defaults.

    What cannot wait (a public page withdrawn, urgently corrected or failed) goes out at once to everybody.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choice")
    asked = models.CharField(
        _("Somebody asks me to review, check or decide"),
        max_length=12,
        choices=Pace.choices,
        default=Pace.AT_ONCE,
    )
    decisions = models.CharField(
        _("Somebody decides on a text of mine"), max_length=12, choices=Pace.choices, default=Pace.AT_ONCE
    )
    comments = models.CharField(
        _("Somebody mentions me in a comment"), max_length=12, choices=Pace.choices, default=Pace.AT_ONCE
    )
    public = models.CharField(
        _("A text of mine is published or confirmed"),
        max_length=12,
        choices=Pace.choices,
        default=Pace.DAILY,
    )
    sources = models.CharField(
        _("A source of a text of mine gets a notice or a newer edition"),
        max_length=12,
        choices=Pace.choices,
        default=Pace.AT_ONCE,
    )

    readers = models.CharField(
        _("A reader reports something, or asks a question"),
        max_length=12,
        choices=Pace.choices,
        default=Pace.DAILY,
    )

    objects = MailChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail setting")
        verbose_name_plural = _("mail settings")
        ordering = ("person",)
        constraints = tuple(
            models.CheckConstraint(
                name=f"mail_about_{group}_has_a_known_pace",
                condition=models.Q(**{f"{group}__in": Pace.values}),
            )
            for group in MAIL_GROUPS
        )

    def __str__(self) -> str:
        return str(self.person_id)

    @classmethod
    def about(cls, group: str) -> str:
        """The group in words."""
        field: models.Field[Any, Any] = cls._meta.get_field(group)  # type: ignore[assignment]  # no relation
        return str(field.verbose_name)

    def pace(self, group: str) -> Pace:
        """How soon the person wants to hear of this group of events."""
        return Pace(getattr(self, group))


class Owed(models.Model):
    """Something to be sent at least once under one Message-ID; tried again when it fails."""

    class State(models.TextChoices):
        OWED = "owed", _("owed")
        SENT = "sent", _("sent")
        GIVEN_UP = "given up", _("given up")
        NOT_WANTED = "not wanted", _("not wanted by the person")

    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OWED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True


class Digest(Owed):
    """The one mail of a day that holds what a person wants to hear once a day."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="digests")
    day = models.DateField()

    class Meta:
        verbose_name = _("daily mail")
        verbose_name_plural = _("daily mails")
        ordering = ("next_try_at", "id")
        constraints = (
            models.UniqueConstraint(name="a_person_has_one_daily_mail_a_day", fields=("recipient", "day")),
        )

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.day}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Which deliveries, and the one way to owe one."""

    def due(self, at: datetime.datetime) -> DeliveryQuerySet:
        """Those to be tried now, oldest first; one that waits in a daily mail is that mail's to send."""
        waits = models.Q(digest__state=Owed.State.OWED)
        due = self.filter(state=Owed.State.OWED, next_try_at__lte=at)
        return due.exclude(waits).order_by("next_try_at", "id")

    def owe_mail(self, event: Event, people: Iterable[User]) -> None:
        """Owe each person one mail about the event; whoever brought it about hears nothing."""
        told = {person.pk: person for person in people if person.is_active and person.pk != event.person_id}
        self.bulk_create(
            Delivery(
                event=event,
                recipient=person,
                message_id=f"{event.hash[:24]}.{person.pk}@citewell",
                next_try_at=event.at,
            )
            for _, person in sorted(told.items())
        )

    def owe_outside(self, event: Event, address: str) -> None:
        """Owe one mail to somebody who has no account, where an address of theirs is known."""
        if address:
            self.create(
                event=event,
                address=address,
                message_id=f"{event.hash[:24]}.outside@citewell",
                next_try_at=event.at,
            )

    def owe_webhooks(
        self, event: Event, webhooks: Iterable[Webhook], kind: str, about: Mapping[str, Any]
    ) -> None:
        """Owe each webhook one message about the event; its text is kept, so that each try says the same."""
        for webhook in webhooks:
            name = f"msg_{event.hash[:32]}_{webhook.pk}"  # no full stop: it parts what is signed
            told = {"id": name, "kind": kind, "at": event.at.astimezone(datetime.UTC).isoformat(), **about}
            self.create(
                event=event,
                webhook=webhook,
                address=webhook.address,
                channel=Delivery.Channel.WEBHOOK,
                message_id=name,
                body=json.dumps(told, ensure_ascii=False),
                next_try_at=event.at,
            )


class Delivery(Owed):
    """One mail or webhook owed for one event."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("mail")
        WEBHOOK = "webhook", _("webhook")

    event = models.ForeignKey(Event, models.PROTECT, related_name="deliveries")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="deliveries"
    )
    address = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.MAIL)
    digest = models.ForeignKey(Digest, models.PROTECT, null=True, related_name="deliveries")
    webhook = models.ForeignKey(Webhook, models.PROTECT, null=True, related_name="deliveries")
    body = models.TextField(blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ("next_try_at", "id")
        constraints = (
            models.UniqueConstraint(
                name="a_person_hears_of_an_event_once_by_a_channel",
                fields=("event", "recipient", "channel"),
                condition=models.Q(recipient__isnull=False),
            ),
            models.UniqueConstraint(
                name="an_address_hears_of_an_event_once_by_a_channel",
                fields=("event", "address", "channel"),
                condition=models.Q(recipient__isnull=True),
            ),
            models.CheckConstraint(
                name="a_delivery_goes_to_somebody",
                condition=models.Q(recipient__isnull=False) | ~models.Q(address=""),
            ),
            models.CheckConstraint(
                name="a_webhook_delivery_has_its_webhook_and_its_text",
                condition=~models.Q(channel="webhook") | models.Q(webhook__isnull=False) & ~models.Q(body=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.message_id}"

    @property
    def told(self) -> str:
        """What a webhook's message tells of, in words."""
        return str(Told(json.loads(self.body)["kind"]).label)
