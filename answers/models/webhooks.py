"""Who is told of changes by other programs' addresses, what of, and with which secret; it sends nothing."""

from __future__ import annotations

import base64
import datetime
import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import models
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from sources.models import Source

PREFIX = "whsec_"
BOTH_SECRETS_FOR = datetime.timedelta(hours=24)
"""How long after a rotation the former secret signs too, so that the receiver loses nothing meanwhile."""


class Told(models.TextChoices):
    """What a webhook tells of."""

    PUBLISHED = "published", _("published")
    CORRECTED = "corrected", _("corrected")
    WITHDRAWN = "withdrawn", _("withdrawn")
    STANDING = "source standing", _("source standing")
    TEST = "test", _("test")


WANTED_BY = {
    Told.PUBLISHED: "wants_published",
    Told.CORRECTED: "wants_corrected",
    Told.WITHDRAWN: "wants_withdrawn",
    Told.STANDING: "wants_standing",
}


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """Which webhooks."""

    def listening(self, kind: Told) -> WebhookQuerySet:
        """Those that are on and want to hear of this."""
        return self.filter(is_on=True, **{WANTED_BY[kind]: True}).order_by("id")


class Webhook(models.Model):
    """One address of another program that hears what becomes public, each message signed.

    The secret is not stored: it is worked out from the site's SECRET_KEY and a random salt, so that a copy
    of the database cannot sign. A mark of it is kept, which shows when that key has been changed.
    """

    name = models.CharField(
        _("name"), max_length=100, unique=True, help_text=_("Who hears of it, such as “Hospital site”.")
    )
    address = models.CharField(
        _("address"),
        max_length=300,
        unique=True,
        help_text=_("Begins with https:// and stands on the public internet."),
    )
    wants_published = models.BooleanField(_("an answer is published"), default=True)
    wants_corrected = models.BooleanField(_("an answer is corrected urgently or redacted"), default=True)
    wants_withdrawn = models.BooleanField(_("an answer is withdrawn"), default=True)
    wants_standing = models.BooleanField(_("the standing of a cited source changes"), default=True)
    is_on = models.BooleanField(_("is switched on"), default=True)
    salt = models.CharField(max_length=64, editable=False)
    mark = models.CharField(max_length=16, editable=False)
    former_salt = models.CharField(max_length=64, blank=True, editable=False)
    former_mark = models.CharField(max_length=16, blank=True, editable=False)
    rotated_at = models.DateTimeField(null=True, editable=False)
    listens_since = models.DateTimeField(editable=False)
    last_sent_at = models.DateTimeField(null=True, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    problem = models.CharField(max_length=500, blank=True, editable=False)

    fresh_secret = ""
    """The secret of a row while the page that shows it is made; it is never stored."""

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

    def secrets_at(self, at: datetime.datetime) -> list[str]:
        """What signs at this moment, the present one first; none when the site's key was changed."""
        present = _known(self.salt, self.mark)
        is_former_good = self.rotated_at is not None and at < self.rotated_at + BOTH_SECRETS_FOR
        former = _known(self.former_salt, self.former_mark) if is_former_good else ""
        return [each for each in (present, former) if each] if present else []

    def renew_secret(self) -> str:
        """Another secret; the former one stays in its fields. The row is not stored yet."""
        self.former_salt, self.former_mark = self.salt, self.mark
        self.salt = secrets.token_hex(32)
        secret = _secret(settings.SECRET_KEY, self.salt)
        self.mark = _mark(secret)
        return secret


class StandingTold(models.Model):
    """One change of a source's standing that webhooks were told of: each change once."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="a_change_of_standing_is_told_once", fields=("source", "changed_at")
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_id} {self.changed_at}"


def _known(salt: str, mark: str) -> str:
    """The secret of this salt under the site's key or one that it had before; nothing when none fits."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS) if salt else ()
    return next((found for key in keys if _mark(found := _secret(key, salt)) == mark), "")


def _secret(key: str | bytes, salt: str) -> str:
    digest = hmac.digest(force_bytes(key), f"webhook:{salt}".encode(), hashlib.sha256)
    return PREFIX + base64.b64encode(digest).decode()


def _mark(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:16]
