"""Which part of the inbox a person wants to see first; it proves nothing and is told to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answers.models.topics import Topic

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class InboxViewQuerySet(models.QuerySet["InboxView"]):
    """Which views, and the one way to keep one."""

    def of(self, person: User) -> InboxView:
        """The person's view, or one of everything as a row that is not stored."""
        return self.filter(person=person.pk).select_related("topic", "colleague").first() or InboxView()

    def keep(
        self, person: User, *, topic: Topic | None, colleague: User | None, older_than: int | None
    ) -> None:
        """The view that the inbox opens with from now on; the one before it is forgotten."""
        wanted = {"topic": topic, "colleague": colleague, "older_than": older_than}
        self.update_or_create(person=person, defaults=wanted)


class InboxView(models.Model):
    """What one person narrows the inbox to. Who has kept nothing, or nothing narrow, sees everything."""

    class Age(models.IntegerChoices):
        WEEK = 7, _("more than a week")
        MONTH = 30, _("more than 30 days")
        QUARTER = 90, _("more than 90 days")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="inbox_view")
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Topic")
    )
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Written or submitted by"),
    )
    older_than = models.PositiveSmallIntegerField(
        _("Waiting for"), choices=Age.choices, null=True, blank=True
    )

    objects = InboxViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("inbox view")
        verbose_name_plural = _("inbox views")
        ordering = ("person",)
        constraints = (
            models.CheckConstraint(
                name="an_inbox_view_knows_its_age",
                condition=models.Q(older_than__isnull=True) | models.Q(older_than__in=(7, 30, 90)),
            ),
        )

    def __str__(self) -> str:
        return str(self.person_id)

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves anything out."""
        return any(self.choices())

    def choices(self) -> tuple[int | None, ...]:
        """What it is narrowed to; two views with the same choices show the same."""
        return self.topic_id, self.colleague_id, self.older_than
