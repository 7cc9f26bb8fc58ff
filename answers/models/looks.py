"""Which revisions a person has had before their eyes: for “since my last look”, and no part of the record."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from answers.models.checks import CitationCheck
from answers.models.review import Decision
from answers.models.revisions import Revision
from answers.models.threads import Thread

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class LookQuerySet(models.QuerySet["Look"]):
    """Which looks, and the one way to keep one."""

    def keep(self, revision: Revision, *, by: User, at: datetime.datetime) -> None:
        """The first look counts; a later one asks the database once and writes nothing."""
        if not self.filter(revision=revision, person=by).exists():
            row = Look(revision=revision, person=by, looked_at=at)
            self.bulk_create([row], ignore_conflicts=True)


class Look(models.Model):
    """That a person opened a revision in review, and when first. It proves nothing and is told to nobody."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="looks")
    looked_at = models.DateTimeField()

    objects = LookQuerySet.as_manager()

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        ordering = ("revision", "id")
        constraints = (
            models.UniqueConstraint(name="a_look_of_a_person_is_kept_once", fields=("revision", "person")),
        )

    def __str__(self) -> str:
        return f"{self.person_id} · {self.revision_id}"


def last_seen(revision: Revision, person: User) -> Revision | None:
    """The newest revision before this one that the person opened, saved, decided on, checked or commented on.

    What people do is on record, so that whoever worked on an answer before looks were kept has one too.
    """
    here = {"revision": OuterRef("pk")}
    seen = (
        Q(saved_by=person)
        | Exists(Look.objects.filter(**here, person=person))
        | Exists(Decision.objects.filter(**here, person=person))
        | Exists(CitationCheck.objects.filter(**here, checker=person))
        | Exists(Thread.objects.involving(person).filter(**here))
    )
    earlier = Revision.objects.filter(answer=revision.answer_id, number__lt=revision.number)
    return earlier.filter(seen).select_related("frozen").order_by("-number").first()
