"""Which permissions a person has, their own and their groups', by one query; it lets nobody in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Group, Permission, User
from django.db.models import Q
from django.http import HttpRequest


class PermissionsAtOnce:
    """Asks once what Django's own backend asks twice, and leaves it where that one looks.

    Whatever it knows nothing of (superusers, visitors, permissions on one object) is left to that one.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Who somebody is, the backends beside it say."""

    def has_perm(self, user: AbstractBaseUser | AnonymousUser, perm: str, obj: object = None) -> bool:
        """Whether the person has this permission everywhere."""
        return obj is None and perm in _kept(user)

    def has_module_perms(self, user: AbstractBaseUser | AnonymousUser, app_label: str) -> bool:
        """Whether the person has any permission in this app."""
        return any(perm.partition(".")[0] == app_label for perm in _kept(user))


def _kept(user: AbstractBaseUser | AnonymousUser) -> set[str]:
    if not isinstance(user, User) or not user.is_active or user.is_superuser:
        return set()
    if not hasattr(user, "_perm_cache"):
        user._perm_cache = _asked(user)  # type: ignore[attr-defined]  # where ModelBackend keeps them
    found: set[str] = user._perm_cache  # type: ignore[attr-defined]
    return found


def _asked(user: User) -> set[str]:
    own = User.user_permissions.through.objects.filter(user=user).values("permission")
    shared = Group.permissions.through.objects.filter(group__user=user).values("permission")
    found = Permission.objects.filter(Q(pk__in=own) | Q(pk__in=shared)).order_by()
    return {f"{app}.{name}" for app, name in found.values_list("content_type__app_label", "codename")}
