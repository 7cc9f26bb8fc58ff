"""Access keys, with which a program acts for a person, and the replies kept for what it sends twice."""

from __future__ import annotations

import datetime
import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import User

KEPT_FOR = datetime.timedelta(hours=24)
"""How long a reply is kept for the same request sent again."""


class Scope(models.TextChoices):
    """What a key may be used for; its person must have the permission too."""

    REVIEW = "read review", _("read revisions and comments")
    RECORD = "read record", _("read the editorial record")
    SOURCES = "add sources", _("add sources")
    COMMENT = "comment", _("comment")
    CHECK = "check", _("check citations")
    DECIDE = "decide", _("approve and request changes")


def digest(secret: str) -> str:
    """What is kept of a key; it has more randomness than anybody can guess, so that one round suffices."""
    return hashlib.sha256(secret.encode()).hexdigest()


class AccessKeyQuerySet(models.QuerySet["AccessKey"]):
    """Which keys."""

    def valid(self, at: datetime.datetime) -> AccessKeyQuerySet:
        """Those that open something: not revoked, not expired, and their person still works here."""
        return self.filter(
            revoked_at__isnull=True, expires_at__gt=at, person__is_active=True, person__is_staff=True
        )

    def known(self, secret: str, at: datetime.datetime) -> AccessKey | None:
        """The valid key with this secret, with its person."""
        return self.valid(at).select_related("person").filter(digest=digest(secret)).first()

    def seen_by(self, person: User) -> AccessKeyQuerySet:
        """A person's own; for who may revoke others', all."""
        return self if person.has_perm("answers.revoke_accesskey") else self.filter(person=person)


class AccessKey(models.Model):
    """What a program sends instead of a session: kept as a hash, with scopes and an end, revoked at once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="access_keys")
    name = models.CharField(_("what it is for"), max_length=100)
    begins = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("ends"))
    last_used_on = models.DateField(_("last used"), null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AccessKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("access key")
        verbose_name_plural = _("access keys")
        ordering = ("-made_at", "-id")
        default_permissions = ()
        permissions = (("revoke_accesskey", "Can revoke everybody's access keys"),)
        constraints = (
            models.CheckConstraint(
                name="a_revoked_key_says_who_and_when",
                condition=models.Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="an_access_key_ends_after_it_was_made",
                condition=models.Q(expires_at__gt=models.F("made_at")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.begins}…)"

    @property
    def scope_labels(self) -> list[str]:
        """What it may be used for, in words."""
        return [str(Scope(each).label) for each in self.scopes if each in Scope.values]

    def is_over(self, at: datetime.datetime) -> bool:
        """Whether its time has passed."""
        return self.expires_at <= at

    def note_use(self, day: datetime.date) -> None:
        """Remember the day of the newest use, once a day."""
        if self.last_used_on != day:
            AccessKey.objects.filter(pk=self.pk).update(last_used_on=day)


class KeptReplyQuerySet(models.QuerySet["KeptReply"]):
    """Which replies."""

    def over(self, at: datetime.datetime) -> KeptReplyQuerySet:
        """Those that nobody will ask for again."""
        return self.filter(kept_at__lt=at - KEPT_FOR)


class KeptReply(models.Model):
    """What a request was answered with, kept a day, so that the same one sent again does nothing twice."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    kept_at = models.DateTimeField(db_index=True)

    objects = KeptReplyQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(name="a_person_uses_an_idempotency_key_once", fields=("person", "key")),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.key[:20]}"
