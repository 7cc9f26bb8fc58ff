"""Groups of people by what they may, and what a person is called."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet

from answers.models import Invitation

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
"""The backend that knows permissions: `with_perm` must be told when a site has several."""

SAMPLE_MAIL = "@sample.invalid"
"""What the addresses of the sample site's demo people end in; no real address can."""


def sample_people() -> QuerySet[User]:
    """The demo people whom anybody may continue as: on a sample site on one's own machine, else nobody."""
    is_sample_site = settings.SAMPLE_SITE and (settings.DEBUG or settings.ALLOW_INSECURE_LOCAL)
    people = User.objects.filter(email__endswith=SAMPLE_MAIL, is_active=True, is_staff=True)
    return people.order_by("id") if is_sample_site else people.none()


def managing_editors() -> QuerySet[User]:
    """Whoever was given the permission to correct urgently."""
    return User.objects.with_perm(
        "answers.emergency_answer", include_superusers=False, backend=MODEL_BACKEND
    ).order_by("id")


def asking(invitation: Invitation) -> Iterable[User]:
    """Whoever made a link; once they work here no more, the managing editors in their place."""
    return [invitation.asked_by] if invitation.asked_by.is_active else managing_editors()


def named(person: User) -> str:
    """A person's public name, else the name of the account."""
    contributor = getattr(person, "contributor", None)
    return contributor.name if contributor else person.get_username()
