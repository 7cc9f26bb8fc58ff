"""Assignments: who was asked to do which part of a review, by when, and what they said."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answers.models.review import Round, Stage

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Which assignments."""

    def in_force(self) -> AssignmentQuerySet:
        """Those that still wait for the person, in a round that still waits for a decision."""
        awaiting = models.Q(round__candidacy__stage=Stage.IN_REVIEW) | models.Q(
            round__candidacy__second_check_due_on__isnull=False
        )
        return self.filter(awaiting, state__in=Assignment.OPEN)

    def open_for(self, person: User) -> AssignmentQuerySet:
        """What waits for this person, the nearest day first."""
        return self.in_force().filter(person=person).order_by("due_on", "id")

    def overdue(self, today: datetime.date) -> AssignmentQuerySet:
        """What should have been done before today, the oldest first."""
        return self.in_force().filter(due_on__lt=today).order_by("due_on", "id")

    def to_be_reminded(self, today: datetime.date) -> AssignmentQuerySet:
        """What is due within two days and was not asked today; nobody is reminded twice."""
        soon = today + datetime.timedelta(days=Assignment.DAYS_BEFORE)
        near = self.in_force().filter(due_on__range=(today, soon), asked_at__date__lt=today)
        return near.filter(reminded_at__isnull=True).order_by("due_on", "id")

    def to_be_called(self, today: datetime.date) -> AssignmentQuerySet:
        """What is overdue and was not said to be so yet."""
        return self.overdue(today).filter(called_at__isnull=True)


class Assignment(models.Model):
    """One part of the review of one round, which one person was asked to do.

    It gives no permission and takes none: who may decide stands in `policies`. Who *steps aside* declined
    because of their interests, and does not approve in this round.
    """

    class Kind(models.TextChoices):
        CHECK = "check citations", _("check the citations")
        REVIEW = "review", _("review and recommend")
        APPROVE = "approve", _("approve or ask for changes")

    class State(models.TextChoices):
        INVITED = "invited", _("asked")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        COMPLETED = "completed", _("done")
        WITHDRAWN = "withdrawn", _("no longer asked")

    OPEN = (State.INVITED, State.ACCEPTED)
    DAYS_BEFORE = 2
    """How many days before it is due a person is reminded."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="assignments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name=_("person")
    )
    kind = models.CharField(_("part"), max_length=20, choices=Kind.choices)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField(_("due"))
    note = models.CharField(_("a word to them"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.INVITED)
    reason = models.CharField(_("why not"), max_length=500, blank=True)
    steps_aside = models.BooleanField(_("should not sign"), default=False)
    moved_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ("round", "due_on", "id")
        constraints = (
            models.UniqueConstraint(
                name="a_person_is_asked_once_for_a_part",
                fields=("round", "person", "kind"),
                condition=models.Q(state__in=("invited", "accepted")),
            ),
            models.CheckConstraint(
                name="an_assignment_asks_for_a_known_part",
                condition=models.Q(kind__in=("check citations", "review", "approve")),
            ),
            models.CheckConstraint(
                name="an_assignment_stands_at_a_known_state",
                condition=models.Q(state__in=("invited", "accepted", "declined", "completed", "withdrawn")),
            ),
            models.CheckConstraint(
                name="who_declines_says_why", condition=~models.Q(state="declined") | ~models.Q(reason="")
            ),
            models.CheckConstraint(
                name="who_steps_aside_declines",
                condition=models.Q(steps_aside=False) | models.Q(state="declined"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.person_id}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for the person, as far as this row knows."""
        return self.state in self.OPEN
