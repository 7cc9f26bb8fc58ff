"""Accounts of staff: opened, and given a link with which their person sets a password and second factor."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Collection

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from answers import policies
from answers.models import Event, RecoveryCode, Refused, SecondFactor, SignInLink, StaffSession
from answers.models.second_factors import hashed


def open_account(
    username: str,
    *,
    groups: Collection[str] = (),
    address: str = "",
    is_administrator: bool = False,
    by: User | None,
    at: datetime.datetime,
) -> tuple[User, bool]:
    """The account of this name in these groups too, and whether it is new; a new one has no password yet.

    `by` is None for who works at the server itself. Refused for a group that does not exist.
    """
    found = list(Group.objects.filter(name__in=groups).order_by("pk"))
    if missing := sorted(set(groups) - {group.name for group in found}):
        known = ", ".join(Group.objects.order_by("name").values_list("name", flat=True))
        raise Refused(
            _("There is no group “%(name)s”. There are: %(known)s.") % {"name": missing[0], "known": known}
        )
    with transaction.atomic():
        person = User.objects.filter(username=username).first()
        is_new = person is None
        if person is None:
            person = User(username=username, email=address, is_staff=True, is_superuser=is_administrator)
            person.set_unusable_password()
            try:
                person.full_clean()
            except ValidationError as error:
                raise Refused(*error.messages) from error
            person.save()
        elif not (person.is_active and person.is_staff):
            raise Refused(_("This account is closed. Open it again under “Users” first."))
        person.groups.add(*found)
        details = {"account": person.pk, "groups": sorted(groups), "is_new": is_new}
        if is_new or groups:
            Event.objects.record("opened an account", by=by, at=at, details=details)
    return person, is_new


def make_sign_in_link(person: User, *, by: User | None, at: datetime.datetime) -> str:
    """The token of a link with which this person sets a password and a new second factor, once, within two
    days. An older link of theirs opens nothing any more; what they sign in with now works until it is used.
    """
    policies.demand(policies.why_no_sign_in_link(by, person))
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        SignInLink.objects.filter(person=person, used_at=None).delete()
        SignInLink.objects.create(
            person=person,
            token_hash=hashed(token),
            made_by=by,
            made_at=at,
            expires_at=at + SignInLink.LASTS,
        )
        Event.objects.record("made a sign-in link", by=by, at=at, details={"account": person.pk})
    return token


def use_sign_in_link(token: str, *, password: str, at: datetime.datetime) -> User:
    """Set the password, take the former second factor away, and end every session of the person.

    Of two uses at once only one is taken. Refused for a link that is over, and for a password that is too
    weak; then the link still works.
    """
    link = SignInLink.objects.usable(token, at).select_related("person").first()
    if link is None:
        raise Refused(_("This link works no more. Ask your administrator for a new one."))
    person = link.person
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused(*error.messages) from error
    with transaction.atomic():
        if not SignInLink.objects.usable(token, at).update(used_at=at):
            raise Refused(_("This link works no more. Ask your administrator for a new one."))
        person.set_password(password)
        person.save(update_fields=["password"])
        forget_second_factor(person)
        end_sessions(person)
        Event.objects.record("used a sign-in link", by=person, at=at)
    return person


def forget_second_factor(person: User) -> None:
    """The app and the recovery codes of this person count no more."""
    SecondFactor.objects.filter(person=person).delete()
    RecoveryCode.objects.filter(person=person).delete()


def end_sessions(person: User, *, but: str = "", only: str = "") -> int:
    """End every session of this person, or the one in this row only, but never that in `but`; how many."""
    mine = StaffSession.objects.filter(person=person).exclude(pk=but)
    ended, _by_table = (mine.filter(pk=only) if only else mine).delete()
    return ended
