"""The demo people of the sample site, with accounts, groups and bylines; never the name of a real person."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group, Permission, User
from django.utils.translation import gettext as _

from answers import policies
from answers.models import Contributor, Refused


@dataclass(frozen=True)
class Person:
    """One demo person: the account, and how a page names them."""

    username: str
    name: str
    role: str
    group: str = ""
    credentials: str = ""
    permissions: tuple[str, ...] = ()


PEOPLE = (
    Person("editor", "Demo Editor A", "medical editor", "Medical editors"),
    Person("editor2", "Demo Editor B", "medical editor", "Medical editors"),
    Person("reviewer", "Demo Reviewer A", "reviewer", "Reviewers"),
    Person(
        "clinician",
        "Demo Clinician A",
        "clinician",
        "Reviewers",
        "demo credentials",
        ("approve_answer", "withdraw_answer"),
    ),
    Person("managing", "Demo Managing Editor A", "managing editor", "Managing editors"),
    Person("auditor", "Demo Auditor A", "auditor", "Auditors"),
    Person("admin", "Demo Administrator A", "administrator"),
)


def make(*, password: str, at: datetime.datetime) -> dict[str, User]:
    """The demo people by username; those that are missing are made.

    Raises Refused when a name belongs to somebody who is no demo person: samples never enter a real site.
    """
    accounts = _accounts()
    missing = [person for person in PEOPLE if person.username not in accounts]
    hashed = make_password(password) if missing else ""
    for person in missing:
        accounts[person.username] = _make(person, hashed=hashed, declared_on=at.date())
    return accounts


def keep_password(password: str) -> bool:
    """Whether the demo people had another password and now have this one."""
    accounts = _accounts().values()
    if all(check_password(password, stored) for stored in {account.password for account in accounts}):
        return False
    hashed = make_password(password)
    User.objects.filter(pk__in=[account.pk for account in accounts]).update(password=hashed)
    return True


def _accounts() -> dict[str, User]:
    accounts = {
        user.username: user for user in User.objects.filter(username__in=[each.username for each in PEOPLE])
    }
    strangers = sorted(set(accounts) - _usernames(User.objects.filter(email__endswith=policies.SAMPLE_MAIL)))
    if strangers:
        raise Refused(
            _("“%(name)s” is an account of this site, so the samples are not loaded here.")
            % {"name": "”, “".join(strangers)}
        )
    return accounts


def _usernames(users: Iterable[User]) -> set[str]:
    return {user.username for user in users}


def _make(person: Person, *, hashed: str, declared_on: datetime.date) -> User:
    made = User.objects.create(
        username=person.username,
        email=f"{person.username}{policies.SAMPLE_MAIL}",
        password=hashed,
        is_staff=True,
        is_superuser=person.username == "admin",
    )
    if person.group:
        made.groups.add(Group.objects.get(name=person.group))
    made.user_permissions.add(
        *Permission.objects.filter(codename__in=person.permissions, content_type__app_label="answers")
    )
    Contributor.objects.create(
        user=made,
        name=person.name,
        role=person.role,
        credentials=person.credentials,
        is_clinician=bool(person.credentials),
        interests="None. This is a demo person.",
        interests_declared_on=declared_on,
    )
    return made
