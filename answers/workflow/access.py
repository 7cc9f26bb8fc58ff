"""Access keys: made by their own person, shown once, revoked by them or by who answers for the site."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from answers import policies, revisions
from answers.models import AccessKey, Event, Refused, Scope
from answers.models.access import digest

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PREFIX = "cw_"
LONGEST_NAME = 100
MOST_DAYS = 366
MOST_KEYS = 20


def make_key(
    *, name: str, scopes: Collection[str], days: int, by: User, at: datetime.datetime
) -> tuple[AccessKey, str]:
    """A new key of this person and its secret, which nobody can read again.

    Raises Refused for a scope that the person has no permission for.
    """
    told = revisions.fit(name, LONGEST_NAME)
    if not told:
        raise Refused(_("Write what the key is for, so that you know it again."))
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("A key ends within %(most)s days.") % {"most": MOST_DAYS})
    if not scopes or not set(scopes) <= set(Scope.values):
        raise Refused(_("Choose what the key may be used for."))
    policies.demand(*(policies.why_no_scope(by, scope) for scope in scopes))
    if AccessKey.objects.valid(at).filter(person=by).count() >= MOST_KEYS:
        raise Refused(_("You have many keys already. Revoke one that is no longer used."))
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        key = AccessKey.objects.create(
            person=by,
            name=told,
            begins=secret[:8],
            digest=digest(secret),
            scopes=[scope for scope in Scope.values if scope in scopes],
            made_at=at,
            expires_at=at + datetime.timedelta(days=days),
        )
        details = {"key": key.pk, "scopes": key.scopes, "days": days}
        Event.objects.record("made an access key", by=by, at=at, details=details)
    return key, secret


def revoke_key(key: AccessKey, *, by: User, at: datetime.datetime) -> None:
    """From now on the key opens nothing; a second revoking is Refused."""
    policies.demand(policies.why_not_revoke(by, key))
    with transaction.atomic():
        if not AccessKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=at, revoked_by=by):
            raise Refused(_("This key was revoked already."))
        Event.objects.record("revoked an access key", by=by, at=at, details={"key": key.pk})
