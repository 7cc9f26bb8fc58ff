"""What a member of staff shows besides a password: codes of an app, recovery codes, and links to begin anew.

None of the three can be read off a copy of the database: the app's secret is worked out from a seed and the
site's own secret, and of codes and links only hashes are kept.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _
from django_otp.oath import hotp

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_SALT = "citewell.second-factor"
SECONDS = 30
DIGITS = 6
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody takes for one another."""


def hashed(secret: bytes | str) -> str:
    """What is kept of a secret that has more randomness than anybody can guess."""
    return hashlib.sha256(secret.encode() if isinstance(secret, str) else secret).hexdigest()


def derived(seed: str, *, key: str) -> bytes:
    """The app's secret: 20 bytes, as the standard recommends, worked out with the site's own."""
    return salted_hmac(_SALT, seed, secret=key, algorithm="sha256").digest()[:20]


def step_of(secret: bytes, code: str, *, at: datetime.datetime, after: int) -> int | None:
    """The half minute whose code this is: this one or a neighbour (clocks differ), later than `after`."""
    now = int(at.timestamp()) // SECONDS
    for step in (now, now - 1, now + 1):
        if step > after and constant_time_compare(f"{hotp(secret, step, DIGITS):0{DIGITS}}", code):
            return step
    return None


class SecondFactorQuerySet(models.QuerySet["SecondFactor"]):
    """Which factors, and the counting of tries."""

    def count_try(self, at: datetime.datetime) -> bool:
        """Count one try in one step, on every worker alike; no when there were too many in this while."""
        begun = Q(tries_since__gt=at - SecondFactor.REST)
        if self.filter(~begun | Q(tries_since=None)).update(tries=1, tries_since=at):
            return True
        return bool(self.filter(begun, tries__lt=SecondFactor.MOST_TRIES).update(tries=F("tries") + 1))

    def accept(self, step: int) -> bool:
        """Take the code of this half minute: of two at once only one is taken, and none a second time."""
        return bool(self.filter(last_step__lt=step).update(last_step=step, tries=0))


class SecondFactor(models.Model):
    """The app of one person that shows a new code every half minute."""

    MOST_TRIES = 10
    REST = datetime.timedelta(minutes=15)
    """So many wrong codes within this time; recovery codes work even then, so nobody is kept out for good."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="second_factor")
    seed = models.CharField(max_length=64)
    secret_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    last_step = models.PositiveBigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    tries_since = models.DateTimeField(null=True)

    objects = SecondFactorQuerySet.as_manager()

    class Meta:
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.person_id}"

    @property
    def secret(self) -> bytes:
        """Worked out anew, also under a former secret of the site; empty when none of them fits."""
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            secret = derived(self.seed, key=key)
            if hashed(secret) == self.secret_hash:
                return secret
        return b""


class RecoveryCodeQuerySet(models.QuerySet["RecoveryCode"]):
    """Which codes, and using one."""

    def unused(self, person: User) -> RecoveryCodeQuerySet:
        """Those that still open the door once."""
        return self.filter(person=person, used_at=None)

    def use(self, person: User, typed: str, *, at: datetime.datetime) -> bool:
        """Whether this was one of the person's unused codes; from now on it is used."""
        plain = "".join(letter for letter in typed.lower() if letter.isalnum())
        return bool(self.unused(person).filter(digest=hashed(plain)).update(used_at=at))


class RecoveryCode(models.Model):
    """One of ten codes for the day on which the telephone is gone; each works once."""

    COUNT = 10
    LETTERS = 24

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    objects = RecoveryCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(name="a_recovery_code_is_kept_once", fields=("person", "digest")),
        )

    def __str__(self) -> str:
        return f"{self.person_id}"

    @classmethod
    def fresh(cls) -> str:
        """A new code in groups of four, with 118 bits of chance, so that one round of hashing suffices."""
        letters = "".join(secrets.choice(ALPHABET) for _letter in range(cls.LETTERS))
        return "-".join(letters[start : start + 4] for start in range(0, cls.LETTERS, 4))


class SignInLinkQuerySet(models.QuerySet["SignInLink"]):
    """Which links."""

    def usable(self, token: str, at: datetime.datetime) -> SignInLinkQuerySet:
        """The one with this token, while it may still be used, of somebody who works here."""
        return self.filter(
            token_hash=hashed(token),
            used_at=None,
            expires_at__gt=at,
            person__is_active=True,
            person__is_staff=True,
        )


class SignInLink(models.Model):
    """A link with which one person sets a password and a new second factor, once."""

    LASTS = datetime.timedelta(hours=48)

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = SignInLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in link")
        verbose_name_plural = _("sign-in links")
        ordering = ("-made_at", "-id")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.person_id}"

    @staticmethod
    def address(token: str) -> str:
        """The whole address, to be copied."""
        return f"{settings.SITE_URL}{reverse('admin:sign_in_link', args=[token])}"
