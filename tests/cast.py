"""The people of the tests, the same as in the sample site: who they are, and nothing of what they do."""

from __future__ import annotations

import datetime

from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from answers.models import Contributor

PASSWORD = "a password for tests only"

GROUPS = {
    "editor": "Medical editors",
    "editor2": "Medical editors",
    "reviewer": "Reviewers",
    "clinician": "Reviewers",
    "managing": "Managing editors",
    "auditor": "Auditors",
    "admin": "",
}


def person(name: str, *, group: str = "") -> User:
    """The person of this name; made, with group, byline and fresh declaration, when first asked for.

    Only a crowd of people outside the cast names its group.
    """
    found = User.objects.filter(username=name).first()
    if found is not None:
        return found
    made = User.objects.create_user(
        name,
        f"{name}@example.org",
        PASSWORD,
        is_staff=True,
        is_superuser=name == "admin",
    )
    group = group or GROUPS[name]
    if group:
        made.groups.add(Group.objects.get(name=group))
    if name == "clinician":
        made.user_permissions.add(
            *Permission.objects.filter(codename__in=("approve_answer", "withdraw_answer"))
        )
    Contributor.objects.create(
        user=made,
        name=f"Test {name.title()}",
        role="clinician" if name == "clinician" else "medical editor",
        credentials="MD" if name == "clinician" else "",
        is_clinician=name == "clinician",
        interests="None",
        interests_declared_on=datetime.date(2026, 11, 1),
    )
    return made


def client(name: str) -> Client:
    """A browser in which this person has signed in."""
    found = Client()
    found.force_login(person(name))
    return found
